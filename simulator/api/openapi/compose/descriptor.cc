#include "simulator/api/openapi/compose/descriptor.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/schema_keywords.h"

namespace sim::openapi {
namespace {

using base::Json;
using base::Node;

// The one type that is not null; "" where there is none or several.
std::string type_of(const Node& schema) {
  const Node* type = schema.find("type");
  if (type == nullptr) return "";
  if (type->is_scalar()) return type->text;
  std::string only;
  for (const Node& each : type->items) {
    if (each.text == "null") continue;
    if (!only.empty()) return "";
    only = each.text;
  }
  return only;
}

Json parameters_json(const Node& object, const SchemaTable& schemas) {
  Json list = Json::array();
  const Node* properties = object.find("properties");
  if (properties == nullptr) return list;
  const std::vector<std::string> required = names_in(object.find("required"));
  for (const base::Member& member : properties->members) {
    const Node& schema = schemas.resolved(member.value);
    Json parameter = {{"name", member.key}, {"type", parameter_type(schema)}};
    if (std::find(required.begin(), required.end(), member.key) != required.end())
      parameter["required"] = true;
    if (parameter["type"] == "string" && schema.find("enum") != nullptr) {
      parameter["words"] = names_in(schema.find("enum"));
    }
    for (const char* bound : {"minimum", "maximum"}) {
      const Node* value = schema.find(bound);
      if (value != nullptr && parameter["type"] == "integer") parameter[bound] = base::to_json(*value);
    }
    const Node* items = schema.find("items");
    const Json members = parameters_json(items == nullptr ? schema : schemas.resolved(*items), schemas);
    if (!members.empty()) parameter["members"] = members;
    list.push_back(std::move(parameter));
  }
  return list;
}

}  // namespace

std::string parameter_type(const Node& schema) {
  const std::string type = type_of(schema);
  const std::vector<std::string> words = names_in(schema.find("enum"));
  if (type == "integer" && words == std::vector<std::string>{"0", "1"}) return "flag";
  if (type == "string" && words == std::vector<std::string>{"Y", "N"}) return "yes_no";
  const std::string format = text_of(schema, "format");
  if (type == "string" && format == "date") return "date";
  if (type == "string" && format == "portabilling-date-time") return "date_time";
  return type == "boolean" || type == "null" ? "" : type;
}

std::string descriptor_text(const std::vector<Service>& services, const SchemaTable& schemas) {
  Json all = Json::array();
  for (const Service& service : services) {
    for (const Operation& operation : service.operations) {
      Json row = {{"name", operation.name()},
                  {"meaning", operation.summary},
                  {"realms", operation.realms},
                  {"session", operation.needs_session},
                  {"answers", keys_of(schemas.resolved(operation.result).find("properties"))},
                  {"params", parameters_json(operation.params, schemas)}};
      if (operation.is_assumed) row["assumed"] = true;
      all.push_back(std::move(row));
    }
  }
  return base::dump(all) + "\n";
}

}  // namespace sim::openapi
