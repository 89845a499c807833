#include "simulator/api/specification/openapi_30.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace sim::api {
namespace {

using base::Json;

constexpr int kDepthMax = 128;

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

void rewrite_schema(Json& schema, int depth) {
  if (!schema.is_object() || depth > kDepthMax) return;
  for (const char* keyword : {"items", "additionalProperties", "not"}) {
    if (const auto found = schema.find(keyword); found != schema.end()) rewrite_schema(*found, depth + 1);
  }
  for (const char* keyword : {"allOf", "anyOf", "oneOf", "properties"}) {
    const auto found = schema.find(keyword);
    if (found == schema.end() || !found->is_structured()) continue;
    for (Json& each : *found) rewrite_schema(each, depth + 1);
  }
  const bool nullable = is_true(schema, "nullable");
  schema.erase("nullable");
  if (const auto reference = schema.find("$ref"); reference != schema.end() && reference->is_string()) {
    schema = {{"$ref", *reference}};
  }
  rewrite_bound(schema, "exclusiveMinimum", "minimum");
  rewrite_bound(schema, "exclusiveMaximum", "maximum");
  if (nullable) allow_null(schema);
}

// Of what holds schemas without being one: `schema` and `schemas`, but nothing within examples.
void rewrite_holder(Json& holder, int depth) {
  if (!holder.is_structured() || depth > kDepthMax) return;
  for (const auto& [name, value] : holder.items()) {
    if (holder.is_object() && name == "schema") {
      rewrite_schema(value, depth + 1);
    } else if (!holder.is_object() ||
               (name != "example" && name != "examples" && name.substr(0, 2) != "x-")) {
      rewrite_holder(value, depth + 1);
    }
  }
}

}  // namespace

void rewrite_openapi_30(Json& document) {
  for (const char* part : {"paths", "components"}) {
    const auto found = document.find(part);
    if (found == document.end() || !found->is_object()) continue;
    for (const auto& [name, value] : found->items()) {
      if (std::string_view(part) == "components" && name == "schemas") {
        if (!value.is_object()) continue;
        for (Json& schema : value) rewrite_schema(schema, 0);
      } else if (std::string_view(part) == "paths" || name != "examples") {
        rewrite_holder(value, 0);
      }
    }
  }
}

}  // namespace sim::api
