#include "base/value_matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace base {
namespace {

ValueMatcher read(const std::string& yaml) {
  const auto document = parse_document("t.yaml", yaml);
  Findings findings("t.yaml");
  auto matcher = document ? ValueMatcher::read(document->root, findings) : std::nullopt;
  if (matcher) return *std::move(matcher);
  ADD_FAILURE() << yaml << ": "
                << (document ? findings.all().front().message : document.error().front().message);
  return ValueMatcher::exactly("");
}

constexpr const char* kNothing = "";  // stands for an absent value

TEST(ValueMatcher, MatchesByItsForm) {
  struct Case {
    const char* wanted;
    const char* value;
    bool expected;
  };
  const Case cases[] = {
      // As written.
      {"380501112233", "380501112233", true},
      {"380501112233", "\"380501112233\"", true},
      {"'380501112233'", "380501112233", true},
      {"380501112233", "\"0380501112233\"", false},
      {"0501", "501", false},
      {"0501", "\"0501\"", true},
      {"0501", "\"501\"", false},
      {"255010000000000000001", "\"255010000000000000001\"", true},
      {"255010000000000000001", "255010000000000000001", true},
      {"255010000000000000001", "255010000000000000002", false},
      {"true", "true", true},
      {"true", "\"true\"", true},
      {"true", "1", false},
      {"1.50", "1.5", true},
      {"10", "10.0", true},
      {"10", "\"10.0\"", false},
      {"-0.00001", "-1e-05", true},
      {"LTE Unlimited", "\"LTE Unlimited\"", true},
      {"''", "\"\"", true},
      {"''", "null", false},
      {"a", "{\"a\": 1}", false},
      {"a", "[\"a\"]", false},
      {"a", kNothing, false},
      {"null", "null", true},
      {"null", "\"null\"", false},
      {"null", kNothing, false},
      {"'null'", "\"null\"", true},
      {"'null'", "null", false},
      // any_of
      {"{any_of: [200, 204]}", "204", true},
      {"{any_of: [200, 204]}", "500", false},
      {"{any_of: [{absent: true}, 1]}", kNothing, true},
      {"{any_of: [1, {matches: '2..'}]}", "250", true},
      // matches
      {"{matches: '38050.*'}", "\"380501112233\"", true},
      {"{matches: '38050.*'}", "380501112233", true},
      {"{matches: '38050'}", "380501112233", false},  // the whole text
      {"{matches: '[а-яі]{4}'}", "\"тiст\"", false},
      {"{matches: '[а-яі]{4}'}", "\"тіст\"", true},  // four characters, not eight bytes
      {"{matches: '.*'}", kNothing, false},
      {"{matches: '.*'}", "null", false},
      {"{matches: '.*'}", "{}", false},
      {"{matches: '(a+)+b'}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\"", false},
      // is
      {"{is: 5}", "\"5\"", true},
      {"{is: 5, type: number}", "5", true},
      {"{is: 5, type: number}", "\"5\"", false},
      {"{is: 5, type: string}", "\"5\"", true},
      {"{is: 5, type: string}", "5", false},
      {"{is: true, type: boolean}", "true", true},
      {"{is: true, type: boolean}", "\"true\"", false},
      {"{type: sim}", R"({"type": "sim"})", true},  // a member that is called so
      // between
      {"{between: [1, 5]}", "1", true},
      {"{between: [1, 5]}", "5.0", true},
      {"{between: [1, 5]}", "\"3\"", true},
      {"{between: [1, 5]}", "5.00001", false},
      {"{between: [-5, -1]}", "-3", true},
      {"{between: [1, 5]}", "true", false},
      {"{between: [1, 5]}", "\"three\"", false},
      {"{between: [1, 5]}", kNothing, false},
      {"{between: [89380062300000000000, 89380062300000000002]}", "\"89380062300000000003\"", false},
      {"{between: [89380062300000000000, 89380062300000000002]}", "\"89380062300000000001\"", true},
      {"{between: [2026-01-01, '2026-01-31 23:59:59']}", "\"2026-01-31 12:00:00\"", true},
      {"{between: [2026-01-01, 2026-01-31]}", "\"2026-02-01\"", false},
      {"{between: [2026-01-01, 2026-01-31]}", "\"5\"", false},
      // absent
      {"{absent: true}", kNothing, true},
      {"{absent: true}", "null", false},
      {"{absent: false}", "null", true},
      {"{absent: false}", kNothing, false},
      // contains
      {"{contains: SIM}", "\"no SIM card\"", true},
      {"{contains: sim}", "\"no SIM card\"", false},
      {"{contains: 50}", "[40, 50]", true},
      {"{contains: 5}", "[40, 50]", false},
      {"{contains: a}", "{\"a\": 1}", false},
      {"{contains: a}", kNothing, false},
      // a part of an object
      {"{barred: false, msisdn: 380}", R"({"barred": false, "msisdn": "380", "more": 1})", true},
      {"{barred: false}", "{\"barred\": true}", false},
      {"{barred: {absent: true}}", "{}", true},
      {"{barred: {absent: true}}", kNothing, false},
      {"{a: {b: {between: [1, 2]}}}", R"({"a": {"b": 2}})", true},
      {"{a: {b: 1}}", "{\"a\": 1}", false},
      {"{}", "{}", true},
      {"{}", "[]", false},
      // the whole list
      {"[1, {any_of: [2, 3]}]", "[1, 3]", true},
      {"[1, 2]", "[2, 1]", false},
      {"[1]", "[1, 2]", false},
      {"[]", "[]", true},
      {"[]", kNothing, false},
  };
  for (const Case& each : cases) {
    const ValueMatcher matcher = read(each.wanted);
    const Json value = *each.value == '\0' ? Json() : *parse_json(each.value);
    const Json* const pointer = *each.value == '\0' ? nullptr : &value;
    EXPECT_EQ(matcher.matches(pointer), each.expected) << each.wanted << " and " << each.value;
    EXPECT_EQ(matcher.differences(pointer).empty(), each.expected) << each.wanted << " and " << each.value;
  }
}

TEST(ValueMatcher, RefusesMistakesWithWhatToWrite) {
  struct Case {
    const char* wanted;
    const char* message;
    const char* help;
  };
  const Case cases[] = {
      {"{any_of: 5}", "`any_of` takes a list of values", "write `any_of: [200, 204]`"},
      {"{any_of: []}", "`any_of` takes a list of values", "write `any_of: [200, 204]`"},
      {"{any_of: [{matches: '('}]}",
       "not a regular expression: a `(` or `)` is missing, or a repeat has nothing to repeat", ""},
      {"{matches: '[a'}", "not a regular expression: a `[` or `]` is missing", ""},
      {"{matches: '(a)\\1'}", "not a regular expression: back references are not read", ""},
      {"{matches: '((a{100}){100})'}",
       "not a regular expression: written out it is longer than 10000 characters", ""},
      {"{matches: 5, flags: i}", "unknown key `flags` in a value with `matches`", "one of: `matches`"},
      {"{is: 5, typ: string}", "unknown key `typ` in a value with `is`", "did you mean `type`?"},
      {"{is: 5, type: int}", "`int` is not known here", "one of: `string`, `number`, `boolean`"},
      {"{is: abc, type: number}", "`abc` is no number", "nothing is both: leave `type` out or write another"},
      {"{type: boolean, is: maybe}", "`maybe` is no boolean",
       "nothing is both: leave `type` out or write another"},
      {"{between: [5, 1]}", "nothing is between 5 and 1", "write `between: [1, 5]`, the lower first"},
      {"{between: [1]}", "`between` takes a list of two numbers or dates",
       "write `between: [1, 5]`, the lower first"},
      {"{between: [5m, 10m]}", "`5m` and `10m` are not two numbers or two dates",
       "write `between: [1, 5]`, the lower first"},
      {"{between: [1, 2026-01-01]}", "`1` and `2026-01-01` are not two numbers or two dates",
       "write `between: [1, 5]`, the lower first"},
      {"{absent: 1}", "`1` is neither `true` nor `false`", "did you mean `true`?"},
      {"{contains: [1]}", "a text must stand here, not a list",
       "write `1`, without the brackets or the dash"},
      {"{a: {b: [{matches: '*'}]}}",
       "not a regular expression: a `(` or `)` is missing, or a repeat has nothing to repeat", ""},
  };
  for (const Case& each : cases) {
    const auto document = parse_document("t.yaml", each.wanted);
    ASSERT_TRUE(document) << each.wanted;
    Findings findings("t.yaml");
    EXPECT_FALSE(ValueMatcher::read(document->root, findings)) << each.wanted;
    ASSERT_EQ(findings.size(), 1u) << each.wanted;
    EXPECT_EQ(findings.all()[0].message, each.message);
    EXPECT_EQ(findings.all()[0].help, each.help);
  }
  const std::string long_pattern = "{matches: '" + std::string(201, 'a') + "'}";
  Findings findings("t.yaml");
  EXPECT_FALSE(ValueMatcher::read(parse_document("t", long_pattern)->root, findings));
  EXPECT_EQ(findings.all()[0].message, "not a regular expression: more than 200 characters");
}

TEST(ValueMatcher, NotesAWordThatIsProbablyMeantToBeAForm) {
  const auto notes_of = [](const std::string& wanted) {
    Findings findings("t.yaml");
    EXPECT_TRUE(ValueMatcher::read(parse_document("t.yaml", wanted)->root, findings)) << wanted;
    std::vector<std::string> notes;
    for (const Diagnostic& each : findings.notes()) notes.push_back(each.message + ": " + each.help);
    return notes;
  };
  EXPECT_THAT(notes_of("{a: {one_of: [1, 2]}}"),
              testing::ElementsAre("`one_of` is taken for a member of an object: did you mean `any_of`?"));
  EXPECT_THAT(notes_of("{anyOf: [1]}"), testing::SizeIs(1));
  EXPECT_THAT(notes_of("{regex: a}"),
              testing::ElementsAre("`regex` is taken for a member of an object: did you mean `matches`?"));
  EXPECT_THAT(notes_of("{match: a, id: 1}"), testing::IsEmpty()) << "an object plainly";
  EXPECT_THAT(notes_of("{id: 1}"), testing::IsEmpty());
  EXPECT_THAT(notes_of("{any_of: [1, {is: 1, type: number}]}"), testing::IsEmpty());
}

TEST(ValueMatcher, NeverMatchesATextOverItsLimit) {
  const ValueMatcher matcher = read("{matches: 'a*'}");
  const Json fits = std::string(4096, 'a');
  const Json over = std::string(4097, 'a');
  EXPECT_TRUE(matcher.matches(&fits));
  EXPECT_FALSE(matcher.matches(&over));
}

TEST(ValueMatcher, SaysWhereAValueDiffers) {
  const ValueMatcher matcher =
      read("{barred: false, c: {name: Panda, tags: [a, {any_of: [b, c]}]}, id: {is: 5, type: number}}");
  const Json value = *parse_json(R"({"barred": true, "c": {"tags": ["a", "x"]}, "id": "5"})");
  std::string shown;
  for (const auto& each : matcher.differences(&value)) {
    shown += each.path + ": expected " + each.expected + ", was " + each.actual + "\n";
  }
  EXPECT_EQ(shown,
            "barred: expected false, was true\n"
            "c.name: expected Panda, was nothing\n"
            "c.tags[1]: expected any of b, c, was x\n"
            "id: expected the number 5, was \"5\"\n");
}

TEST(ValueMatcher, DescribesWhatIsWanted) {
  struct Case {
    const char* wanted;
    const char* description;
  };
  const Case cases[] = {
      {"380501112233", "380501112233"},
      {"''", "\"\""},
      {"null", "null"},
      {"{any_of: [200, 204]}", "any of 200, 204"},
      {"{matches: 'a.*'}", "text that matches 'a.*'"},
      {"{is: 5}", "5"},
      {"{is: 5, type: string}", "the string 5"},
      {"{between: [1, 5]}", "between 1 and 5"},
      {"{absent: true}", "nothing"},
      {"{absent: false}", "anything"},
      {"{contains: x}", "something that contains x"},
      {"{a: 1, b: {c: [1, 2]}}", "{a: 1, b: {c: [1, 2]}}"},
  };
  for (const Case& each : cases) EXPECT_EQ(read(each.wanted).describe(), each.description);
}

TEST(ValueMatcher, TellsAPlainTextFromTheOtherForms) {
  const ValueMatcher plain = read("abc");
  EXPECT_TRUE(plain.is_plain());
  EXPECT_EQ(plain.text(), "abc");
  EXPECT_FALSE(plain.wants_absent());
  const ValueMatcher absent = read("{absent: true}");
  EXPECT_FALSE(absent.is_plain());
  EXPECT_EQ(absent.text(), "");
  EXPECT_TRUE(absent.wants_absent());
  ValueMatcher copy = plain;
  copy = absent;
  EXPECT_TRUE(copy.wants_absent());
  EXPECT_EQ(plain.text(), "abc");
}

}  // namespace
}  // namespace base
