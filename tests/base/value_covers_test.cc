#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/value_matcher.h"

namespace base {
namespace {

ValueMatcher read(const std::string& yaml) {
  const auto document = parse_document("t.yaml", yaml);
  Findings findings("t.yaml");
  auto matcher = document ? ValueMatcher::read(document->root, findings) : std::nullopt;
  EXPECT_TRUE(matcher) << yaml;
  return matcher ? *std::move(matcher) : ValueMatcher::exactly("");
}

TEST(ValueMatcherCovers, TellsWhatIsPlainlyTakenByAnother) {
  struct Case {
    const char* wide;
    const char* narrow;
    bool expected;
  };
  const Case cases[] = {
      {"5", "5", true},
      {"5", "{is: 5, type: number}", true},
      {"{is: 5, type: number}", "5", false},
      {"5", "5.0", false},
      {"{absent: false}", "5", true},
      {"{absent: false}", "{a: 1}", true},
      {"{absent: false}", "{absent: true}", false},
      {"{absent: true}", "{absent: true}", true},
      {"null", "null", true},
      {"{any_of: [5, 6]}", "6", true},
      {"{any_of: [5, 6]}", "{any_of: [6, 5]}", true},
      {"{any_of: [5, 6]}", "{any_of: [6, 7]}", false},
      {"{any_of: [{absent: true}, {absent: false}]}", "{any_of: [{absent: true}, 5]}", true},
      {"{matches: 'a.*'}", "abc", true},
      {"{matches: 'a.*'}", "bac", false},
      {"{matches: 'a.*'}", "{matches: 'a.*'}", true},
      {"{matches: 'a.*'}", "{matches: 'ab.*'}", false},
      {"{matches: '38.'}", "380", false},  // 380 is also the number 380.0
      {"{matches: '38.'}", "{is: 380, type: string}", true},
      {"{between: [1, 9]}", "5", true},
      {"{between: [1, 9]}", "10", false},
      {"{between: [1, 9]}", "{between: [2, 9]}", true},
      {"{between: [1, 9]}", "{between: [0, 9]}", false},
      {"{between: [2026-01-01, 2026-12-31]}", "{between: [2026-02-01, 2026-03-01]}", true},
      {"{between: [2026-01-01, 2026-12-31]}", "{between: [1, 2]}", false},
      {"{contains: b}", "abc", true},
      {"{contains: b}", "{contains: abc}", false},
      {"{a: 5}", "{a: 5, b: 6}", true},
      {"{a: 5, b: 6}", "{a: 5}", false},
      {"{a: {absent: false}}", "{a: 5}", true},
      {"{}", "{a: 5}", true},
      {"{}", "5", false},
      {"[{absent: false}, 2]", "[1, 2]", true},
      {"[1]", "[1, 2]", false},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(read(each.wide).covers(read(each.narrow)), each.expected) << each.wide << " " << each.narrow;
  }
}

// A stub is refused for what this says: it must never be said wrongly.
TEST(ValueMatcherCovers, NeverSaysSoWhereAValueTellsOtherwise) {
  const char* const matchers[] = {"5",
                                  "5.0",
                                  "'05'",
                                  "abc",
                                  "true",
                                  "null",
                                  "{is: 5, type: string}",
                                  "{is: 5, type: number}",
                                  "{any_of: [5, abc]}",
                                  "{any_of: [{absent: true}, null, 5]}",
                                  "{matches: '[0-9]'}",
                                  "{matches: '.*'}",
                                  "{between: [1, 9]}",
                                  "{between: [5, 5]}",
                                  "{between: [2026-01-01, 2026-12-31]}",
                                  "{absent: true}",
                                  "{absent: false}",
                                  "{contains: b}",
                                  "{contains: '5'}",
                                  "{a: 5}",
                                  "{a: {absent: true}}",
                                  "{}",
                                  "[5]",
                                  "[{absent: false}]"};
  const char* const values[] = {"5",         "5.0",       "\"5\"",    "\"5.0\"",        "\"05\"",
                                "\"abc\"",   "true",      "\"true\"", "null",           "{}",
                                "[]",        "[5]",       "[\"5\"]",  "[\"b\"]",        "6",
                                "{\"a\":5}", "{\"b\":5}", "7.5",      "\"2026-02-01\"", "15",
                                "\"b5\""};
  for (const char* wide : matchers) {
    for (const char* narrow : matchers) {
      if (!read(wide).covers(read(narrow))) continue;
      EXPECT_TRUE(!read(narrow).matches(nullptr) || read(wide).matches(nullptr)) << wide << " " << narrow;
      for (const char* text : values) {
        const Json value = *parse_json(text);
        EXPECT_TRUE(!read(narrow).matches(&value) || read(wide).matches(&value))
            << wide << " is said to cover " << narrow << ", and " << text << " tells otherwise";
      }
    }
  }
}

}  // namespace
}  // namespace base
