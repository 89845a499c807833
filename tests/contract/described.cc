#include "tests/contract/described.h"

#include <nlohmann/json.hpp>

#include "base/json_schema.h"

namespace sim::tests {
namespace {

using base::Json;

void close(Json& part, bool in_all_of) {
  if (part.is_array()) {
    for (Json& each : part) close(each, in_all_of);
    return;
  }
  if (!part.is_object()) return;
  const bool is_schema = part.contains("properties") && part["properties"].is_object();
  if (is_schema && !in_all_of && !part.contains("additionalProperties")) part["additionalProperties"] = false;
  for (auto& [name, value] : part.items()) {
    if (name == "value" || name == "example" || name == "examples") continue;
    close(value, name == "allOf");
  }
}

const Json& resolved(const Json& schema, const Json& document) {
  const auto reference = schema.find("$ref");
  if (reference == schema.end()) return schema;
  return resolved(document.at(Json::json_pointer(base::text_of(*reference).substr(1))), document);
}

}  // namespace

Json closed(const Json& document) {
  Json copy = document;
  close(copy, false);
  return copy;
}

std::vector<std::string> violations(const Json& schema, const Json& document, const Json& value,
                                    const std::string& where) {
  const auto compiled = base::JsonSchema::compile(schema, document);
  if (!compiled) return {where + ": " + compiled.error().what};
  std::vector<std::string> lines;
  for (const std::string& keyword : compiled->unchecked())
    lines.push_back(where + ": not checked: " + keyword);
  for (const auto& violation : compiled->violations(value))
    lines.push_back(where + ": " + to_text(violation));
  return lines;
}

Json without_varying(const Json& value, const Json& schema, const Json& document) {
  if (schema.value("x-varies", false)) return "varies";
  const Json& meant = resolved(schema, document);
  Json result = value;
  if (value.is_object() && meant.contains("properties")) {
    for (auto& [name, member] : result.items()) {
      const auto described = meant["properties"].find(name);
      if (described != meant["properties"].end()) member = without_varying(member, *described, document);
    }
  }
  if (value.is_array() && meant.contains("items")) {
    for (Json& item : result) item = without_varying(item, meant["items"], document);
  }
  return result;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace sim::tests
