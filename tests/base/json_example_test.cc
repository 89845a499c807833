#include "base/json_example.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json_schema.h"

namespace base {
namespace {

Json json(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? *parsed : Json();
}

struct Case {
  const char* schema;
  const char* example;
};

class ExampleOfASchema : public testing::TestWithParam<Case> {};

TEST_P(ExampleOfASchema, IsWhatItSaysAndIsAllowed) {
  const Json schema = json(GetParam().schema);
  const auto example = example_of(schema, schema);
  ASSERT_TRUE(example);
  EXPECT_EQ(dump(*example), GetParam().example);
  const auto compiled = JsonSchema::compile(schema);
  ASSERT_TRUE(compiled) << compiled.error().what;
  for (const auto& violation : compiled->violations(*example)) ADD_FAILURE() << to_text(violation);
}

INSTANTIATE_TEST_SUITE_P(
    All, ExampleOfASchema,
    testing::Values(
        Case{R"({"type":"integer"})", "1"}, Case{R"({"type":"integer","minimum":7.5})", "8"},
        Case{R"({"type":"integer","maximum":-3})", "-3"},
        Case{R"({"exclusiveMinimum":4,"type":"integer"})", "5"},
        Case{R"({"type":"number","exclusiveMaximum":0})", "-0.5"},
        Case{R"({"type":["null","string"]})", R"("text")"}, Case{R"({"type":"null"})", "null"},
        Case{R"({"type":"boolean"})", "true"},
        Case{R"({"type":"string","example":"as it says"})", R"("as it says")"},
        Case{R"({"type":"integer","example":"7"})", "1"},  // of another type: not taken
        Case{R"({"enum":[null,"Y","N"]})", R"("Y")"}, Case{R"({"const":{"a":1}})", R"({"a":1})"},
        Case{R"({"type":"string","default":"d","examples":["e"]})", R"("e")"},
        Case{R"({"type":"string","enum":["b"],"default":"a"})", R"("b")"},
        Case{R"({"type":"string","format":"date"})", R"("2026-01-31")"},
        Case{R"({"type":"string","minLength":6})", R"("texttt")"},
        Case{R"({"type":"string","maxLength":2})", R"("te")"},
        Case{R"({"type":"string","pattern":"^[0-9]{15}$"})", R"("111111111111111")"},
        Case{R"({"type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$"})",
             R"("2026-01-31 12:00:00")"},
        Case{R"({"type":"string","pattern":"^[0-9]{4}-[0-9]{2}$"})", R"("1111-11")"},
        Case{R"({"type":"string","pattern":"^T[0-9]{3}$","minLength":4,"format":"date"})", R"("T111")"},
        Case{R"({"properties":{"a":false,"b":{"not":{}},"c":{"not":true},"d":true}})", R"({"d":{}})"},
        Case{R"({"type":"array","items":{"type":"integer"}})", "[1]"},
        Case{R"({"type":"array","items":{"type":"integer"},"minItems":2})", "[1,1]"},
        Case{R"({"type":"array","items":{"type":"integer"},"maxItems":0})", "[]"},
        Case{R"({"properties":{"a":{"type":"integer"},"b":{"items":{"type":"boolean"}}}})",
             R"({"a":1,"b":[true]})"},
        Case{
            R"({"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{"minimum":9}},"required":["a"]}]})",
            R"({"a":9})"},
        Case{R"({"anyOf":[{"type":"null"},{"type":"string"}]})", R"("text")"},
        // A tree: what would have no end is left out where it may be.
        Case{
            R"({"$ref":"#/$defs/t","$defs":{"t":{"properties":{"n":{"type":"integer"},"up":{"$ref":"#/$defs/t"},
                "down":{"type":"array","items":{"$ref":"#/$defs/t"}}}}}})",
            R"({"down":[],"n":1})"}));

class ProposalOfASchema : public testing::TestWithParam<const char*> {};

TEST_P(ProposalOfASchema, IsAllowedByOneOfThem) {
  const Json schema = json(GetParam());
  const auto compiled = JsonSchema::compile(schema);
  ASSERT_TRUE(compiled) << compiled.error().what;
  std::string tried;
  for (std::size_t proposal = 0; proposal < kExampleProposals; ++proposal) {
    const auto example = example_of(schema, schema, proposal);
    if (example && compiled->violations(*example).empty()) return;
    tried += (example ? dump(*example) : "nothing") + "\n";
  }
  ADD_FAILURE() << tried;
}

INSTANTIATE_TEST_SUITE_P(
    All, ProposalOfASchema,
    testing::Values(
        R"({"type":"object","required":["a","b"]})",
        R"({"required":["a"],"properties":{"b":{}},"additionalProperties":{"type":"integer"}})",
        R"({"type":"array","uniqueItems":true,"minItems":3,"items":{"enum":["a","b","c"]}})",
        R"({"type":"array","uniqueItems":true,"minItems":2,"items":{"type":"boolean"}})",
        R"({"type":"array","uniqueItems":true,"minItems":4,"items":{"type":"string","maxLength":4}})",
        R"({"type":"array","uniqueItems":true,"minItems":3,"items":{"properties":{"n":{"type":"integer"}}}})",
        R"({"type":"array","uniqueItems":true,"minItems":3})",
        R"({"type":"object","minProperties":2,"additionalProperties":{"type":"integer"}})",
        R"({"type":"object","minProperties":3,"properties":{"a":{},"b":{}}})",
        R"({"type":"object","maxProperties":1,"required":["b"],"properties":{"a":{},"b":{}}})",
        R"({"type":"string","not":{"enum":["text"]}})", R"({"type":"integer","not":{"enum":[1,2]}})",
        R"({"type":"boolean","not":{"const":true}})", R"({"enum":["a","b","c"],"not":{"enum":["a"]}})",
        R"({"type":"integer","minimum":9007199254740993})",
        R"({"type":"integer","exclusiveMaximum":-9007199254740993})",
        R"({"properties":{"a":{"type":"string","minLength":6,"example":"short"}}})",
        R"({"type":"object","properties":{"a":{},"b":{}},"oneOf":[{"required":["a"]},{"required":["b"]}]})",
        R"({"oneOf":[{"type":"integer"},{"type":"number"}]})",
        R"({"oneOf":[{"type":"string"},{"type":"string","maxLength":8}]})",
        R"({"oneOf":[{"type":"integer","minimum":0},{"type":"integer","maximum":10}]})",
        R"({"anyOf":[{"type":"string","minLength":9,"example":"short"},{"type":"integer"}]})"));

TEST(ExampleOfASchema, LeavesOutWhatIsWrittenAlone) {
  const Json schema = json(R"({"required":["a","b"],"properties":{"a":{"type":"integer"},
    "b":{"type":"string","writeOnly":true},"c":{"$ref":"#/$defs/c"}},"$defs":{"c":{"writeOnly":true}}})");
  EXPECT_EQ(example_of(schema, schema), json(R"({"a":1})"));
}

TEST(ExampleOfASchema, ChoosesWhatHasAnEnd) {
  const Json document = json(R"({
    "tree": {"type": "object", "required": ["left", "up"], "properties": {
      "left": {"anyOf": [{"$ref": "#/chain"}, {"$ref": "#/tree"}, {"type": "integer"}]},
      "up": {"type": ["object", "null"], "required": ["up"], "properties": {"up": {"$ref": "#/tree"}}},
      "list": {"type": "array", "items": {"$ref": "#/chain"}}}},
    "chain": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/chain"}}},
    "list": {"type": "array", "minItems": 1, "items": {"$ref": "#/list"}}})");
  EXPECT_EQ(example_of(json(R"({"$ref": "#/tree"})"), document),
            json(R"({"left": 1, "list": [], "up": null})"));
  EXPECT_EQ(example_of(document["list"], document), std::nullopt);
}

TEST(ExampleOfASchema, IsNoneWhereAValueHasNoEnd) {
  const Json schema = json(
      R"({"$ref":"#/$defs/t","$defs":{"t":{"required":["up"],"properties":{"up":{"$ref":"#/$defs/t"}}}}})");
  EXPECT_FALSE(example_of(schema, schema));
}

TEST(ExampleOfASchema, IsNoneWhereNothingIsAllowed) {
  for (const char* text : {R"(false)", R"({"not":{}})", R"({"required":["a"],"properties":{"a":false}})"})
    EXPECT_FALSE(example_of(json(text), nullptr)) << text;
}

// Seven members, each of which holds seven …
TEST(ExampleOfASchema, IsLessDeepWhereItIsBroad) {
  Json document = {{"8", {{"type", "integer"}}}};
  for (int depth = 0; depth < 8; ++depth) {
    Json& members = document[std::to_string(depth)]["properties"];
    for (int n = 0; n < 7; ++n) members["m" + std::to_string(n)]["$ref"] = "#/" + std::to_string(depth + 1);
  }
  const auto example = example_of(document["0"], document);
  ASSERT_TRUE(example);
  EXPECT_EQ(example->size(), 7U);
  EXPECT_EQ((*example)["m0"]["m0"]["m0"], Json::object());
}

TEST(ExampleOfASchema, IsNoneWhereItWouldBeTooLarge) {
  Json schema = {{"type", "integer"}};
  for (int depth = 0; depth < 4; ++depth)
    schema = {{"type", "array"}, {"minItems", 100}, {"items", std::move(schema)}};
  const auto example = example_of(schema, schema);
  // It ends; whatever comes of it is held to the schema by who asks.
  EXPECT_TRUE(!example || example->is_array());
}

}  // namespace
}  // namespace base
