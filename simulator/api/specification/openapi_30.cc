#include "simulator/api/specification/openapi_30.h"

#include <nlohmann/json.hpp>

#include "simulator/api/specification/openapi_form.h"

namespace sim::api {
namespace {

using base::Json;

bool is_true(const Json& schema, const char* name) {
  const auto found = schema.find(name);
  return found != schema.end() && found->is_boolean() && found->get<bool>();
}

void allow_null(Json& schema) {
  if (const auto words = schema.find("enum"); words != schema.end() && words->is_array())
    words->push_back(nullptr);
  const auto type = schema.find("type");
  if (type != schema.end() && type->is_string()) {
    *type = Json::array({*type, "null"});
  } else if (type == schema.end() && (schema.contains("$ref") || schema.contains("allOf") ||
                                      schema.contains("anyOf") || schema.contains("oneOf"))) {
    schema = {{"anyOf", Json::array({schema, {{"type", "null"}}})}};
  }
}

void rewrite_bound(Json& schema, const char* exclusive, const char* bound) {
  const auto found = schema.find(exclusive);
  if (found == schema.end() || !found->is_boolean()) return;
  const bool is_exclusive = found->get<bool>();
  schema.erase(exclusive);
  const auto value = schema.find(bound);
  if (!is_exclusive || value == schema.end()) return;
  schema[exclusive] = *value;
  schema.erase(bound);
}

void rewrite_schema(Json& schema) {
  const bool nullable = is_true(schema, "nullable");
  schema.erase("nullable");
  if (const auto reference = schema.find("$ref"); reference != schema.end() && reference->is_string()) {
    schema = {{"$ref", *reference}};
  }
  rewrite_bound(schema, "exclusiveMinimum", "minimum");
  rewrite_bound(schema, "exclusiveMaximum", "maximum");
  if (nullable) allow_null(schema);
}

}  // namespace

void rewrite_openapi_30(Json& document) {
  for_each_part(document, Part::Document, "", [](Part part, Json& value, const std::string&) {
    if (part == Part::Schema) rewrite_schema(value);
  });
}

}  // namespace sim::api
