#include "base/json_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Json json(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed) << text << ": " << (parsed ? "" : parsed.error().what);
  return parsed ? *parsed : Json();
}

std::vector<std::string> texts(const std::vector<SchemaViolation>& violations) {
  std::vector<std::string> all;
  all.reserve(violations.size());
  for (const SchemaViolation& violation : violations) all.push_back(to_text(violation));
  return all;
}

struct Case {
  std::string schema, value;
  std::vector<std::string> violations;
};

class JsonSchemaKeywords : public testing::TestWithParam<Case> {};

TEST_P(JsonSchemaKeywords, SayWhatTheyExpect) {
  const auto schema = JsonSchema::compile(json(GetParam().schema));
  ASSERT_TRUE(schema) << schema.error().what;
  EXPECT_EQ(texts(schema->violations(json(GetParam().value))), GetParam().violations);
  EXPECT_THAT(schema->unchecked(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    All, JsonSchemaKeywords,
    testing::Values(
        Case{R"({})", R"([1,{"a":null}])", {}},     //
        Case{R"({"type":"integer"})", R"(7)", {}},  //
        Case{R"({"type":"integer"})", R"("7")", {R"(the value: expected an integer, found "7")"}},
        Case{R"({"type":["number","null"]})", R"(null)", {}},
        Case{R"({"type":["number","null"]})",
             R"(true)",
             {R"(the value: expected a number or null, found true)"}},
        Case{R"({"type":"string","enum":["Y","N"]})",
             R"("y")",
             {R"(the value: expected one of "Y", "N", found "y")"}},
        Case{R"({"const":1})", R"(2)", {R"(the value: expected 1, found 2)"}},
        Case{R"({"pattern":"^[0-9]{6,15}$"})",
             R"("25501x")",
             {R"(the value: expected text that matches "^[0-9]{6,15}$", found "25501x")"}},
        Case{R"({"pattern":"^[0-9]+$"})", R"(7)", {}},
        Case{R"({"minimum":-1,"maximum":4})",
             R"(5)",
             {R"(the value: expected a number of at most 4, found 5)"}},
        Case{R"({"minimum":-1,"maximum":4})",
             R"(-2)",
             {R"(the value: expected a number of at least -1, found -2)"}},
        Case{R"({"exclusiveMinimum":0})", R"(0)", {R"(the value: expected a number above 0, found 0)"}},
        Case{R"({"exclusiveMaximum":2})", R"(2)", {R"(the value: expected a number below 2, found 2)"}},
        Case{R"({"maxLength":2})",
             R"("їжак")",
             {R"(the value: expected text of at most 2 characters, found "їжак")"}},
        Case{R"({"maxLength":4,"minLength":4})", R"("їжак")", {}},
        Case{R"({"minItems":1})", R"([])", {R"(the value: expected a list of at least 1, found [])"}},
        Case{R"({"maxItems":1})", R"([1,2])", {R"(the value: expected a list of at most 1, found [1,2])"}},
        Case{R"({"uniqueItems":true})",
             R"([1,1])",
             {R"(the value: expected a list in which nothing stands twice, found [1,1])"}},
        Case{R"({"minProperties":1})",
             R"({})",
             {R"(the value: expected an object of at least 1 members, found {})"}},
        Case{R"({"not":{"type":"null"}})", R"(null)", {R"(the value: expected something else, found null)"}},
        Case{R"({"required":["a","b","c"]})",
             R"({"b":1})",
             {R"(the value: expected the member `a`, found {"b":1})",
              R"(the value: expected the member `c`, found {"b":1})"}},
        Case{R"({"anyOf":[{"required":["a"]},{"required":["b"]}],"required":["c"]})",
             R"({"d":1})",
             {R"(the value: expected the member `c`, found {"d":1})",
              R"(the value: expected one of the members `a`, `b`, found {"d":1})"}},
        Case{R"({"anyOf":[{"required":["a"]},{"required":["b","c"]}]})",
             R"({"b":1})",
             {R"(the value: expected the member `a`, found {"b":1})",
              R"(the value: expected the member `c`, found {"b":1})",
              R"(the value: expected what fits one of the alternatives, found {"b":1})"}},
        Case{R"({"properties":{"a":{}},"additionalProperties":false})",
             R"({"a":1,"b":2,"c":3})",
             {R"(the value: expected no member `b`, found {"a":1,"b":2,"c":3})",
              R"(the value: expected no member `c`, found {"a":1,"b":2,"c":3})"}},
        Case{
            R"({"additionalProperties":{"type":"string"}})", R"({"a":1})", {R"(/a: expected text, found 1)"}},
        Case{R"({"properties":{"list":{"items":{"properties":{"a/b~":{"type":"string"}}}}}})",
             R"({"list":[{},{"a/b~":7}]})",
             {R"(/list/1/a~1b~0: expected text, found 7)"}},
        Case{
            R"({"anyOf":[{"type":"integer"},{"enum":["none"]}]})",
            R"("some")",
            {R"(the value: expected an integer, found "some")", R"(the value: expected "none", found "some")",
             R"(the value: expected what fits one of the alternatives, found "some")"}},
        Case{R"({"oneOf":[{"type":"integer"},{"minimum":5}]})",
             R"(6)",
             {R"(the value: expected what fits one of the alternatives alone, found 6)"}},
        Case{R"({"allOf":[{"required":["a"]},{"required":["b"]}]})",
             R"({"a":1})",
             {R"(the value: expected the member `b`, found {"a":1})"}},
        Case{R"({"items":false})", R"([1])", {R"(/0: expected something else, found 1)"}}));

TEST(JsonSchema, FollowsReferencesIntoTheDocumentAndKeepsWhatStandsBesideThem) {
  const Json document = json(R"({"components":{"schemas":{
      "flag":{"enum":["Y","N"]},
      "account":{"properties":{"blocked":{"$ref":"#/components/schemas/flag"}}}}}})");
  const Json schema = json(R"({"$ref":"#/components/schemas/account","required":["id"]})");
  const auto compiled = JsonSchema::compile(schema, document);
  ASSERT_TRUE(compiled) << compiled.error().what;
  EXPECT_THAT(texts(compiled->violations(json(R"({"blocked":"n","id":"38050"})"))),
              ElementsAre(R"(/blocked: expected one of "Y", "N", found "n")"));
  EXPECT_THAT(texts(compiled->violations(json(R"({"blocked":"N"})"))),
              ElementsAre(R"(the value: expected the member `id`, found {"blocked":"N"})"));
  EXPECT_THAT(compiled->violations(json(R"({"blocked":"N","id":"38050"})")), IsEmpty());
}

TEST(JsonSchema, FollowsReferencesToPathsWithEscapes) {
  const Json document = json(R"({"paths":{"/a b":{"schema":{"type":"integer"}}}})");
  const auto compiled = JsonSchema::compile({{"$ref", "#/paths/~1a%20b/schema"}}, document);
  ASSERT_TRUE(compiled) << compiled.error().what;
  EXPECT_THAT(texts(compiled->violations("x")), ElementsAre(R"(the value: expected an integer, found "x")"));
}

TEST(JsonSchema, TakesSchemasThatContainThemselves) {
  const Json tree = json(R"({"type":"object","properties":{"next":{"$ref":"#"}}})");
  const auto compiled = JsonSchema::compile(tree);
  ASSERT_TRUE(compiled) << compiled.error().what;
  EXPECT_THAT(compiled->violations(json(R"({"next":{"next":{}}})")), IsEmpty());
  EXPECT_THAT(texts(compiled->violations(json(R"({"next":{"next":3}})"))),
              ElementsAre("/next/next: expected an object, found 3"));
}

TEST(JsonSchema, NamesEachKeywordThatItDoesNotCheck) {
  const auto compiled = JsonSchema::compile(
      json(R"({"title":"t","x-assumed":true,"properties":{"a":{"prefixItems":[]},"b":{"nullabel":true}}})"));
  ASSERT_TRUE(compiled) << compiled.error().what;
  EXPECT_THAT(compiled->unchecked(), ElementsAre("/properties/a/prefixItems", "/properties/b/nullabel"));
}

TEST(JsonSchema, TakesCountsThatWereMadeByProgramsAsIntegers) {
  const auto compiled = JsonSchema::compile({{"maxLength", 2}});
  ASSERT_TRUE(compiled) << compiled.error().what;
  EXPECT_THAT(texts(compiled->violations("abc")),
              ElementsAre(R"(the value: expected text of at most 2 characters, found "abc")"));
}

TEST(JsonSchema, MatchesNoTextThatIsTooLongForItsPatterns) {
  const auto compiled = JsonSchema::compile(json(R"({"items":{"pattern":"^a*$"}})"));
  ASSERT_TRUE(compiled);
  EXPECT_THAT(compiled->violations(Json::array({std::string(65'536, 'a')})), IsEmpty());
  const auto found = compiled->violations(Json::array({1, std::string(65'537, 'a')}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].path, "/1");
  EXPECT_EQ(found[0].expected, "text of at most 65536 bytes, to be matched");
}

TEST(JsonSchema, EndsWhereAPatternCouldTakeExponentialTime) {
  for (const char* pattern : {"^(a+)+$", "^([a-z0-9]+[.]?)+@[a-z.]+$"}) {
    const auto compiled = JsonSchema::compile({{"pattern", pattern}});
    ASSERT_TRUE(compiled);
    EXPECT_EQ(compiled->violations(std::string(200, 'a') + "!").size(), 1u) << pattern;
  }
}

// Each of its `levels` leads to the next by two alternatives.
Json doubling(const char* keyword, int levels, bool in_members) {
  Json document;
  for (int n = 0; n < levels; ++n) {
    const std::string name = std::to_string(n);
    const std::string next = "#/" + std::to_string(in_members ? 0 : n + 1);
    Json way{{"$ref", next}};
    if (in_members) way = {{"type", "object"}, {"properties", {{"in", way}}}};
    document[name][keyword] = Json::array({way, way});
  }
  document[std::to_string(levels)] = {{"type", "object"}};
  return document;
}

TEST(JsonSchema, IsNoneWhereTheAlternativesDoubleWithoutEnd) {
  for (const char* keyword : {"oneOf", "anyOf", "allOf"}) {
    EXPECT_TRUE(JsonSchema::compile({{"$ref", "#/0"}}, doubling(keyword, 12, false))) << keyword;
    const auto compiled = JsonSchema::compile({{"$ref", "#/0"}}, doubling(keyword, 60, false));
    ASSERT_FALSE(compiled) << keyword;
    EXPECT_EQ(compiled.error().what, "#/46 leads to more than 20,000 schemas by allOf, anyOf, oneOf and not");
  }
}

TEST(JsonSchema, GivesUpWhereTheAlternativesDoubleWithEachPart) {
  const auto compiled = JsonSchema::compile({{"$ref", "#/0"}}, doubling("oneOf", 1, true));
  ASSERT_TRUE(compiled);
  Json value = 7;
  for (int n = 0; n < 40; ++n) value = {{"in", value}};
  const auto found = compiled->violations(value);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].expected,
            "a value that can be checked: there are more ways to hold it to its schema than can be tried");
}

TEST(JsonSchema, RequiresOfEachWayWhatGoesIt) {
  const Json schema = json(R"({"required":["id","name","secret"],"properties":{
    "id":{"readOnly":true},"name":{"readOnly":false},"secret":{"$ref":"#/$defs/secret"}},
    "$defs":{"secret":{"type":"string","writeOnly":true}}})");
  const auto missing = [&](SchemaUse use) {
    const auto compiled = JsonSchema::compile(schema, nullptr, use);
    std::vector<std::string> names;
    for (const auto& each : compiled->violations(Json::object()))
      names.insert(names.end(), each.missing.begin(), each.missing.end());
    return names;
  };
  EXPECT_THAT(missing(SchemaUse::Plain), ElementsAre("id", "name", "secret"));
  EXPECT_THAT(missing(SchemaUse::Request), ElementsAre("name", "secret"));
  EXPECT_THAT(missing(SchemaUse::Answer), ElementsAre("id", "name"));
  EXPECT_THAT(missing(SchemaUse::Example), ElementsAre("name"));
}

TEST(JsonSchema, CutsWhatItShowsAndHowMuch) {
  const auto compiled = JsonSchema::compile(json(R"({"items":{"type":"null"}})"));
  ASSERT_TRUE(compiled);
  Json list = Json::array();
  for (int n = 0; n < 300; ++n) list.push_back(std::string(200, 'x'));
  const auto found = compiled->violations(list);
  EXPECT_EQ(found.size(), 100u);
  EXPECT_EQ(found.back().found, "\"" + std::string(99, 'x') + "…");
}

struct BadSchema {
  std::string schema, problem;
};

class JsonSchemaMistakes : public testing::TestWithParam<BadSchema> {};

TEST_P(JsonSchemaMistakes, AreToldWithTheirPlace) {
  const auto compiled = JsonSchema::compile(json(GetParam().schema));
  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().kind, ErrorKind::Invalid);
  EXPECT_EQ(compiled.error().what, GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    All, JsonSchemaMistakes,
    testing::Values(
        BadSchema{R"(7)", "the schema must be a schema"},
        BadSchema{R"({"properties":{"a":7}})", "/properties/a must be a schema"},
        BadSchema{R"({"type":"text"})", R"(/type must be a type, or a list of types, not "text")"},
        BadSchema{R"({"allOf":[]})", R"(/allOf must be a list of schemas, not [])"},
        BadSchema{R"({"required":"a"})", R"(/required must be a list of names, not "a")"},
        BadSchema{R"({"maxLength":-1})", R"(/maxLength must be a whole number, 0 or more, not -1)"},
        BadSchema{R"({"items":{"pattern":"("}})", R"(/items/pattern must be a regular expression, not "(")"},
        BadSchema{R"({"$ref":"#/definitions/a"})", "#/definitions/a refers to nothing"},
        BadSchema{R"({"$ref":"other.json"})", "other.json refers to nothing"},
        BadSchema{R"({"$ref":"#"})", "# refers to itself without end"},
        BadSchema{R"({"properties":{"a":{"$ref":"#/b"}},"b":{"anyOf":[{"$ref":"#/c"}]},"c":{"$ref":"#/b"}})",
                  "#/b refers to itself without end"}));

}  // namespace
}  // namespace base
