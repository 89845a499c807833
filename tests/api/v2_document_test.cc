// The description of API 2.0 says what the field tables say, and its examples are what is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json_schema.h"
#include "simulator/api/documents.h"
#include "simulator/api/v2/query.h"
#include "tests/api/v2_support.h"

namespace sim::api::v2 {
namespace {

using base::Json;

const Json& description() {
  static const Json document = [] {
    const ApiDocument* api2 = find_document("api2");
    return api2 == nullptr ? Json() : base::parse_json(api2->json).value_or(Json());
  }();
  return document;
}

const Json& resolved(const Json& node) {
  const auto ref = node.find("$ref");
  if (ref == node.end()) return node;
  return description().at(Json::json_pointer(ref->get<std::string>().substr(1)));
}

Json refer_to(const Entity& entity) {
  return {{"$ref", "#/components/schemas/" + std::string(entity.schema)}};
}

// What a field's schema must be.
Json schema_of(const Field& field) {
  Json schema = {{"description", field.sentence}};
  switch (field.type) {
    case FieldType::Integer:
      schema["type"] = "integer";
      break;
    case FieldType::Word:
      for (const std::string_view word : field.words) schema["enum"].push_back(word);
      [[fallthrough]];
    case FieldType::Text:
      schema["type"] = "string";
      break;
    case FieldType::One:
      schema["anyOf"] = {refer_to(field.entity()), {{"type", "null"}}};
      break;
    case FieldType::Many:
      schema["type"] = "array";
      schema["items"] = refer_to(field.entity());
      break;
  }
  return schema;
}

std::string alternatives(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "|") + name;
  return "(" + text + ")";
}

// What a parameter of a list must be, save its description and examples.
Json parameter_of(const Entity& entity, const std::string& name) {
  Json parameter = {{"name", name}, {"in", "query"}};
  if (name == "limit") {
    const ApiOptions assumed;
    parameter["schema"] = {{"type", "integer"},
                           {"minimum", 0},
                           {"maximum", assumed.page_limit_max},
                           {"default", assumed.page_limit}};
  } else if (name == "offset") {
    parameter["schema"] = {{"type", "integer"}, {"minimum", 0}, {"maximum", 1'000'000'000}, {"default", 0}};
  } else if (name == "fields" || name == "sort") {
    const std::string pattern = name == "sort" ? "^-?" + alternatives(entity.plain_names()) + "$"
                                               : "^" + alternatives(entity.names()) + "(\\.[a-z_]+){0," +
                                                     std::to_string(kPathNamesMax - 1) + "}$";
    parameter["schema"] = {{"type", "array"}, {"items", {{"type", "string"}, {"pattern", pattern}}}};
    parameter["style"] = "form";
    parameter["explode"] = false;
  } else {
    parameter["schema"] = schema_of(*entity.field(name));
    parameter["schema"].erase("description");
  }
  return parameter;
}

// The parameters in the query of an operation, without what only people read, by name.
std::map<std::string, Json> query_parameters(const Json& operation) {
  std::map<std::string, Json> parameters;
  for (const Json& each : operation["parameters"]) {
    Json parameter = resolved(each);
    EXPECT_NE(parameter.value("description", ""), "") << parameter;
    if (parameter["in"] != "query") continue;
    parameter.erase("description");
    parameter.erase("example");
    parameters[parameter["name"].get<std::string>()] = parameter;
  }
  return parameters;
}

TEST(Api2Document, HasTheSchemasOfTheFieldTables) {
  for (const Entity* entity : entities()) {
    const Json& schema = description()["components"]["schemas"][std::string(entity->schema)];
    std::vector<std::string> names = entity->names();
    std::sort(names.begin(), names.end());
    ASSERT_EQ(keys_of(schema["properties"]), names) << entity->schema;
    for (const Field& field : entity->fields) {
      EXPECT_EQ(schema["properties"][std::string(field.name)], schema_of(field))
          << entity->schema << "." << field.name;
    }
  }
}

TEST(Api2Document, HasThePathsAndParametersOfTheFieldTables) {
  std::vector<std::string> paths{"/auth/login"};
  for (const Entity* entity : entities()) {
    const std::string path = "/" + std::string(entity->plural);
    paths.insert(paths.end(), {path, path + "/{id}"});
    std::map<std::string, Json> expected;
    for (const std::string& name : list_parameters(*entity)) expected[name] = parameter_of(*entity, name);
    EXPECT_EQ(query_parameters(description()["paths"][path]["get"]), expected) << path;
    const auto of_one = query_parameters(description()["paths"][path + "/{id}"]["get"]);
    EXPECT_EQ(of_one, (std::map<std::string, Json>{{"fields", expected["fields"]}})) << path;
  }
  std::sort(paths.begin(), paths.end());
  EXPECT_EQ(keys_of(description()["paths"]), paths);
}

std::optional<std::string> misfit(const Json& schema, const Json& value) {
  const auto compiled = base::JsonSchema::compile(schema, description());
  if (!compiled) return compiled.error().what;
  if (!compiled->unchecked().empty()) return "not checked: " + compiled->unchecked().front();
  const auto violations = compiled->violations(value);
  if (violations.empty()) return std::nullopt;
  return base::to_text(violations.front());
}

// Every operation with a body or an answer, and those of its examples that say which request they are of.
TEST(Api2Document, HasExamplesThatAreTrue) {
  Shipped shipped;
  int examples = 0;
  for (const auto& [path, item] : description()["paths"].items()) {
    for (const auto& [verb, operation] : item.items()) {
      EXPECT_EQ(operation["x-assumed"], true) << path;
      for (const auto& [status, response] : operation["responses"].items()) {
        const Json& content = resolved(response)["content"]["application/json"];
        const Json named = content.value("examples", Json::object());
        for (const auto& [name, example] : named.items()) {
          const std::string asked = example["summary"].get<std::string>();
          ASSERT_EQ(asked.find("GET /api/v2/"), 0u) << asked;
          const ApiAnswer answer = shipped.get(asked.substr(std::string("GET /api/v2").size()));
          EXPECT_EQ(std::to_string(answer.response.status), status) << path << " " << name;
          EXPECT_EQ(body_of(answer.response), example["value"]) << path << " " << name;
          EXPECT_EQ(misfit(content["schema"], example["value"]), std::nullopt) << path << " " << name;
          ++examples;
        }
      }
      EXPECT_EQ(operation["responses"].contains("200"), true) << path;
    }
  }
  EXPECT_GE(examples, 8);
}

TEST(Api2Document, DescribesTheAnswersOfEveryOperation) {
  Shipped shipped;
  const auto schema_at = [](const char* path, const char* verb, const char* status) {
    return resolved(
        description()["paths"][path][verb]["responses"][status])["content"]["application/json"]["schema"];
  };
  for (const Entity* entity : entities()) {
    const std::string path = "/" + std::string(entity->plural);
    const Json list = shipped.body(path);
    EXPECT_EQ(misfit(schema_at(path.c_str(), "get", "200"), list), std::nullopt) << path;
    ASSERT_FALSE(list["data"].empty()) << path;
    for (const Json& row : list["data"]) {
      const Json one = shipped.body(path + "/" + base::text_of(row["id"]));
      EXPECT_EQ(one["data"], row) << path;
      EXPECT_EQ(misfit(schema_at((path + "/{id}").c_str(), "get", "200"), one), std::nullopt) << path;
    }
    EXPECT_EQ(misfit(schema_at((path + "/{id}").c_str(), "get", "404"), shipped.body(path + "/999999")),
              std::nullopt);
  }
  const Json& login = description()["paths"]["/auth/login"]["post"];
  for (const auto& [name, example] :
       login["requestBody"]["content"]["application/json"]["examples"].items()) {
    const auto answer = shipped.pb.ask(json_request("/api/v2/auth/login", base::dump(example["value"])));
    EXPECT_EQ(answer.response.status, 200) << name;
    EXPECT_EQ(misfit(schema_at("/auth/login", "post", "200"), body_of(answer.response)), std::nullopt)
        << name;
  }
  const auto refused = shipped.pb.ask(json_request("/api/v2/auth/login", "{}"));
  EXPECT_EQ(misfit(schema_at("/auth/login", "post", "400"), body_of(refused.response)), std::nullopt);
}

}  // namespace
}  // namespace sim::api::v2
