#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

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
      {"{matches: '1.*'}", "12", true},
      {"{matches: '1.*'}", "'12'", true},
      {"{matches: '[0-9]+'}", "12", false},  // 12.0, whose text is `12.0`
      {"{matches: '[0-9]+'}", "{is: 12, type: number}", false},
      {"{matches: '[0-9]+'}", "{is: 12, type: string}", true},
      {"{matches: '1|2'}", "1", false},
      {"{matches: '1|2'}", "{any_of: [1, 2]}", false},
      {"{matches: '(1|2)([.]0)?'}", "{any_of: [1, 2]}", true},
      {"{matches: '(1|2)([.]0)?'}", "{is: 2, type: number}", true},
      {"{matches: 'a|b'}", "{any_of: [a, b]}", true},
      {"{is: 1}", "1", true},
      {"1", "{is: 1}", true},
      {"{is: 1}", "{any_of: [1, '1']}", true},
      {"{is: 1}", "{is: 1.0, type: number}", true},
      {"{matches: '1.*'}", "{is: 12}", true},
      {"{matches: '1.*'}", "{is: 12, type: number}", true},
      {"{matches: '1.*'}", "{any_of: [12, '1a', {matches: '1.*'}]}", true},
      {"{matches: '1.*'}", "{any_of: [12, 21]}", false},
      {"{matches: '5.?'}", "5.0", false},  // 5.0
      {"{matches: '5(.0)?'}", "5.0", true},
      {"{matches: '1.*'}", "1e5", true},
      {"{matches: '9.*'}", "9007199254740993", true},
      {"{matches: '9.*'}", "9.007199254740993e15", false},  // not listed
      {"{any_of: [{matches: '1'}, {matches: '1.0'}]}", "1", true},
      {"{any_of: [{is: 1, type: string}, {is: 1, type: number}]}", "1", true},
      {"{is: abc, type: string}", "abc", true},
      {"{is: 5, type: string}", "5", false},
      {"{is: 5, type: number}", "{is: 5.0, type: number}", true},
      {"5", "{is: 1e400, type: number}", false},  // which matches nothing
      {"{between: [1, 9]}", "5", true},
      {"{between: [1, 9]}", "10", false},
      {"{between: [1, 9]}", "{between: [2, 9]}", true},
      {"{between: [1, 9]}", "{between: [0, 9]}", false},
      {"{between: [2026-01-01, 2026-12-31]}", "{between: [2026-02-01, 2026-03-01]}", true},
      {"{between: [2026-01-01, 2026-12-31]}", "{between: [1, 2]}", false},
      {"{contains: b}", "abc", true},
      {"{contains: b}", "{contains: abc}", false},  // a list with the item `abc`
      {"{contains: 2}", "12", true},
      {"{contains: 12}", "{any_of: [120, 312]}", true},
      {"{contains: '12.'}", "12", false},
      {"{a: 5}", "{a: 5, b: 6}", true},
      {"{a: 5, b: 6}", "{a: 5}", false},
      {"{a: {absent: false}}", "{a: 5}", true},
      {"{}", "{a: 5}", true},
      {"{}", "5", false},
      {"{a: {any_of: [{absent: true}, {absent: false}]}}", "{}", true},
      {"{a: {any_of: [{absent: true}, {absent: false}]}}", "{b: 1}", true},
      {"{a: {any_of: [{absent: true}, null, 5]}}", "{}", false},
      {"{a: {absent: true}}", "{}", false},
      {"{a: {absent: false}}", "{}", false},
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
                                  "{matches: '5.*'}",
                                  "{matches: '.'}",
                                  "{is: 5.0, type: number}",
                                  "-0",
                                  "{any_of: [{matches: '.'}, {matches: '5.0'}]}",
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
  const char* const values[] = {"5",
                                "5.0",
                                "\"5\"",
                                "\"5.0\"",
                                "\"05\"",
                                "\"abc\"",
                                "true",
                                "\"true\"",
                                "null",
                                "{}",
                                "[]",
                                "[5]",
                                "[\"5\"]",
                                "[\"b\"]",
                                "6",
                                "{\"a\":5}",
                                "{\"b\":5}",
                                "7.5",
                                "\"2026-02-01\"",
                                "15",
                                "\"b5\"",
                                "0",
                                "-0.0",
                                "5e0"};
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

std::vector<ValueMatcher> read_all(const std::vector<const char*>& texts) {
  std::vector<ValueMatcher> matchers;
  matchers.reserve(texts.size());
  for (const char* text : texts) matchers.push_back(read(text));
  return matchers;
}

std::set<std::size_t> covered_by(const ValueMatcher& narrow, const std::vector<ValueMatcher>& matchers) {
  std::vector<const ValueMatcher*> others;
  others.reserve(matchers.size());
  for (const ValueMatcher& each : matchers) others.push_back(&each);
  return narrow.covered_by(others);
}

TEST(ValueMatcherCoveredBy, FindsThoseThatTogetherTakeAll) {
  using Indices = std::set<std::size_t>;
  struct Case {
    std::vector<const char*> others;
    const char* narrow;
    Indices expected;
  };
  const char* const with = "{a: {absent: false}}";
  const char* const without = "{a: {absent: true}}";
  const Case cases[] = {
      {{"{b: 1}", "{}"}, "{a: 5}", {1}},
      {{with, without}, "{}", {0, 1}},
      {{with, without}, "{b: 1}", {0, 1}},
      {{with, "{c: 1}", without}, "{a: {any_of: [{absent: true}, 5]}, b: 1}", {0, 2}},
      {{with}, "{}", {}},
      {{without}, "{}", {}},
      {{with, "{a: {absent: true}, b: 1}"}, "{}", {}},
      {{with, "{a: {absent: true}, b: 1}"}, "{b: 1}", {0, 1}},
      {{"{a: {any_of: [{absent: true}, 5]}}", with}, "{}", {0, 1}},
      {{"{a: {any_of: [{absent: true}, 5]}}", "{a: 6}"}, "{}", {}},
      {{"{a: {matches: '.*'}}", without}, "{}", {}},  // null and lists are left
      {{"{a: 1}", "{a: 2}"}, "{a: {any_of: [2, 1]}}", {0, 1}},
      {{"{a: 1}", "{a: 2}"}, "{a: {any_of: [2, 1, 3]}}", {}},
      {{"{a: 1}", "{a: 2}"}, "{any_of: [{a: 1, b: 3}, {a: 2}]}", {0, 1}},
      {{without, "{a: {absent: false}, b: {absent: true}}", "{b: {absent: false}}"}, "{}", {0, 1, 2}},
      {{without, "{b: {absent: true}}"}, "{}", {}},
      {{"{o: {a: {absent: true}}}", "{o: {a: {absent: false}}}"}, "{}", {}},
      {{"{a: {between: [1, 5]}}", "{a: {between: [5, 10]}}"}, "{a: {between: [2, 7]}}", {0, 1}},
      {{"{a: {between: [1, 5]}}", "{a: {between: [6, 10]}}"}, "{a: {between: [2, 7]}}", {}},  // 5.5
      {{"{a: {between: [1, 5]}}", "{a: {between: [5.00, 6]}}", "{a: {between: [6, 10]}}"},
       "{a: {between: [2, 7]}}",
       {0, 1, 2}},
      {{"{a: {any_of: [{between: [1, 4]}, x, {between: [4, 9]}]}}"}, "{a: {between: [2, 7]}}", {0}},
      {{"{a: {any_of: [{between: [1, 4]}, {between: [5, 9]}]}}"}, "{a: {between: [2, 7]}}", {}},
      {{"{a: {between: [1, 5]}, b: 1}", "{a: {between: [5, 9]}}"}, "{a: {between: [2, 7]}}", {}},
      {{"{a: {between: [1, 5]}, b: 1}", "{a: {between: [5, 9]}}"}, "{a: {between: [2, 7]}, b: 1}", {0, 1}},
      {{"{a: {between: [2026-01-01, 2026-02-01]}}", "{a: {between: [2026-02-01, 2026-03-01]}}"},
       "{a: {between: [2026-01-15, 2026-02-15]}}",
       {0, 1}},
      {{"{a: {between: [2026-01-01, 2026-01-31]}}", "{a: {between: [2026-02-01, 2026-03-01]}}"},
       "{a: {between: [2026-01-15, 2026-02-15]}}",
       {}},  // 2026-01-31 12:00:00
      {{"{between: [1, 5]}", "{between: [5, 9]}"}, "{between: [2, 7]}", {0, 1}},
      {{"{a: {is: 7, type: string}}", "{a: {is: 7, type: number}}"}, "{a: 7}", {0, 1}},
      {{"{a: {is: 7, type: number}}"}, "{a: 7}", {}},
      {{"{a: {is: 1, type: string}}", "{a: {is: 1, type: number}}"}, "{a: {any_of: [1]}}", {0, 1}},
      {{"{a: {is: 'true', type: string}}", "{a: {is: 'true', type: boolean}}"}, "{a: 'true'}", {0, 1}},
      {{"{a: {is: 'true', type: string}}", "{a: {is: 1, type: number}}"}, "{a: 'true'}", {}},
      {{"{a: {is: 7, type: string}}", "{a: {is: 7.0, type: number}}"}, "{a: 7}", {0, 1}},
      {{"{a: {is: 7, type: string}}", "{a: {matches: '7.*'}, b: 1}"}, "{a: 7}", {}},
      {{}, "{}", {}},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(covered_by(read(each.narrow), read_all(each.others)), each.expected)
        << each.narrow << " by " << each.others.size();
  }
}

TEST(ValueMatcherCoveredBy, NeverSaysSoWhereAValueTellsOtherwise) {
  const auto matchers = read_all({"{}",
                                  "{a: 1}",
                                  "{a: {absent: true}}",
                                  "{a: {absent: false}}",
                                  "{a: null}",
                                  "{b: {absent: true}}",
                                  "{a: {absent: false}, b: {absent: true}}",
                                  "{b: {absent: false}}",
                                  "{a: {any_of: [1, {absent: true}]}}",
                                  "{a: {any_of: [1, 2]}}",
                                  "{a: 2, b: {absent: false}}",
                                  "{a: {matches: '.*'}}",
                                  "{a: {any_of: [{absent: true}, {absent: false}]}, b: 1}",
                                  "{a: {between: [1, 2]}}",
                                  "{a: {between: [2, 3]}}",
                                  "{a: {between: [1.5, 2.5]}, b: 1}",
                                  "{a: {any_of: [{between: [1, 1.4]}, {between: [1.6, 3]}]}}",
                                  "{a: {between: [1, 3]}}",
                                  "{a: {between: [2026-01-01, 2026-01-31]}}",
                                  "{a: {between: [2026-01-15, 2026-02-15]}}",
                                  "{a: {between: [2026-01-31, 2026-03-01]}}",
                                  "{a: {is: 1, type: string}}",
                                  "{a: {is: 1, type: number}}",
                                  "{a: {is: 1.0, type: number}}",
                                  "{a: 1.0}",
                                  "{a: 'true'}",
                                  "{a: {is: 'true', type: boolean}}",
                                  "{a: {is: 'true', type: string}}"});
  std::vector<Json> values;
  for (const char* a :
       {"", "1", "1.0", "\"1\"", "\"1.0\"", "2", "1.5", "\"2.5\"", "3", "true", "\"true\"", "\"2026-01-31\"",
        "\"2026-01-31 12:00:00\"", "\"2026-02-01\"", "null", "[]", "[1]", "\"x\""}) {
    for (const char* b : {"", "1", "null"}) {
      Json value = Json::object();
      if (*a != '\0') value["a"] = *parse_json(a);
      if (*b != '\0') value["b"] = *parse_json(b);
      values.push_back(std::move(value));
    }
  }
  for (std::size_t x = 0; x < matchers.size(); ++x) {
    for (std::size_t y = 0; y < matchers.size(); ++y) {
      for (std::size_t z = 0; z < matchers.size(); ++z) {
        const std::vector<ValueMatcher> others{matchers[x], matchers[y]};
        if (covered_by(matchers[z], others).empty()) continue;
        for (const Json& value : values) {
          EXPECT_TRUE(!matchers[z].matches(&value) || others[0].matches(&value) || others[1].matches(&value))
              << matchers[z].describe() << " by " << others[0].describe() << " and " << others[1].describe()
              << ": " << value;
        }
      }
    }
  }
}

TEST(ValueMatcherCoveredBy, GivesUpWhereThereAreTooManyCases) {
  std::vector<ValueMatcher> others;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    others.push_back(read(std::string("{") + letter + ": {absent: true}}"));
  }
  EXPECT_TRUE(covered_by(ValueMatcher::any_object(), others).empty());
}

}  // namespace
}  // namespace base
