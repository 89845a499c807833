// What is wrong in the schemas of a whole document, and members that none describes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json_schema.h"

namespace base {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<std::string> told(const SchemaSurvey& survey) {
  std::vector<std::string> all;
  for (const auto& problem : survey.problems)
    all.push_back(problem.used_at + ": " + problem.at + " " + problem.what);
  return all;
}

TEST(SchemaSurvey, TellsEveryProblemOnce) {
  const Json document = *parse_json(R"({"schemas": {
    "a": {"type": "int", "properties": {"b": {"$ref": "#/schemas/b"}, "x": {"$ref": "#/schemas/none"}}},
    "b": {"allOf": [{"$ref": "#/schemas/c"}]},
    "c": {"anyOf": [{"$ref": "#/schemas/b"}, {"minimum": "1"}]},
    "d": {"properties": {"x": {"$ref": "#/schemas/none"}}, "multipleOf": 2}}})");
  const SchemaSurvey survey = survey_schemas(document, {"#/schemas/a", "#/schemas/d", "#/schemas/a"});
  EXPECT_THAT(told(survey),
              UnorderedElementsAre(
                  R"(#/schemas/a/type: #/schemas/a/type must be a type, or a list of types, not "int")",
                  "#/schemas/a/properties/x/$ref: #/schemas/none refers to nothing",
                  R"(#/schemas/c/anyOf/1/minimum: #/schemas/c/anyOf/1/minimum must be a number, not "1")",
                  "#/schemas/b: #/schemas/b refers to itself without end"));
  EXPECT_THAT(survey.unchecked, ElementsAre("#/schemas/d/multipleOf"));
}

TEST(SchemaSurvey, TellsOneOfEachCircle) {
  const Json document = *parse_json(R"({
    "in": {"anyOf": [{"$ref": "#/a"}, {"$ref": "#/c"}]},
    "a": {"allOf": [{"$ref": "#/b"}]}, "b": {"anyOf": [{"$ref": "#/a"}, {"$ref": "#/b"}, {"$ref": "#/in"}]},
    "c": {"not": {"$ref": "#/d"}}, "d": {"$ref": "#/c"}})");
  EXPECT_THAT(told(survey_schemas(document, {"#/in"})),
              UnorderedElementsAre("#/in: #/in refers to itself without end",
                                   "#/c: #/c refers to itself without end"));
}

TEST(SchemaSurvey, TellsWhereAChainIsTooLong) {
  Json document;
  for (int n = 0; n < 20'000; ++n)
    document[std::to_string(n)]["anyOf"] = {{{"$ref", "#/" + std::to_string(n + 1)}}};
  document["20000"] = {{"type", "object"}};
  const auto found = told(survey_schemas(document, {"#/0"}));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0], "#/19500: #/19500 leads from schema to schema more than 500 times");
}

TEST(SchemaSurvey, TellsWhereSchemasStandTooDeepInEachOther) {
  Json document;
  for (int n = 0; n < 20'000; ++n)
    document[std::to_string(n)]["properties"]["a"]["$ref"] = "#/" + std::to_string(n + 1);
  document["20000"] = {{"type", "object"}};
  EXPECT_THAT(told(survey_schemas(document, {"#/0"})),
              ElementsAre("#/251: #/251 stands in more than 500 schemas that refer to each other"));
  EXPECT_FALSE(JsonSchema::compile({{"$ref", "#/0"}}, document));
  EXPECT_TRUE(JsonSchema::compile({{"$ref", "#/19770"}}, document));
}

TEST(SchemaSurvey, FindsNothingInATree) {
  const Json document = *parse_json(R"({"t": {"properties": {"up": {"$ref": "#/t"}}}})");
  EXPECT_THAT(survey_schemas(document, {"#/t"}).problems, ElementsAre());
}

struct MemberCase {
  const char* schema;
  const char* value;
  std::vector<std::string> undescribed;
};

class UndescribedMembers : public testing::TestWithParam<MemberCase> {};

TEST_P(UndescribedMembers, AreThoseThatNoSchemaNames) {
  const Json schema = *parse_json(GetParam().schema);
  std::vector<std::string> found;
  for (const auto& each : undescribed_members(*parse_json(GetParam().value), schema, schema))
    found.push_back(each.holder + "/" + each.name + (each.meant.empty() ? "" : " for " + each.meant));
  EXPECT_EQ(found, GetParam().undescribed);
}

INSTANTIATE_TEST_SUITE_P(
    All, UndescribedMembers,
    testing::Values(
        MemberCase{R"({"properties":{"blocked":{}}})", R"({"blockd":1})", {"/blockd for blocked"}},
        MemberCase{R"({"properties":{"blocked":{}}})", R"({"x":1})", {"/x"}},
        MemberCase{R"({"properties":{"a":true}})", R"({"a":{"b":1}})", {}},
        MemberCase{R"({"type":"object"})", R"({"x":1})", {}},  // it names no member at all
        MemberCase{R"({"type":"object","properties":{}})", R"({"x":1})", {"/x"}},
        MemberCase{R"({"properties":{"a":{}},"additionalProperties":{}})", R"({"x":1})", {}},
        MemberCase{R"({"properties":{"a":{}},"patternProperties":{"^x":{}}})", R"({"x":1})", {}},
        MemberCase{R"({"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]})", R"({"a":1,"b":2})", {}},
        MemberCase{R"({"anyOf":[{"properties":{"a":{}}},{"type":"null"}]})", R"({"a":1})", {}},
        MemberCase{R"({"properties":{"l":{"items":{"properties":{"a":{}}}}}})",
                   R"({"l":[{"a":1},{"b":2}]})",
                   {"/l/1/b"}},
        MemberCase{R"({"$ref":"#/$defs/t","$defs":{"t":{"properties":{"in":{"$ref":"#/$defs/t"}}}}})",
                   R"({"in":{"in":{"im":{}}}})",
                   {"/in/in/im for in"}}));

}  // namespace
}  // namespace base
