// Schemas as the documents have them.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/schema_keywords.h"
#include "simulator/api/openapi/compose/schemas.h"

namespace sim::openapi {
namespace {

using base::Node;

constexpr std::string_view kSchemas = "#/components/schemas/";
constexpr const char* kAssumed = "Assumed: no source shows it.";

// `first`: the group's members come before those that are there.
void take_in(Node& schema, const Node& group, bool first) {
  const Node* given = schema.find("properties");
  const Node own = given == nullptr ? map_node() : *given;
  Node properties = map_node();
  for (const Node* part : {first ? &group : &own, first ? &own : &group}) {
    for (const base::Member& member : part->members) set(properties, member.key, member.value);
  }
  set(schema, "properties", std::move(properties));
}

// The keyword stands before the other, or the other is not there.
bool comes_first(const Node& schema, std::string_view keyword, std::string_view other) {
  for (const base::Member& member : schema.members) {
    if (member.key == keyword) return true;
    if (member.key == other) return false;
  }
  return true;
}

// The members that `optional` does not name.
Node required_of(const Node& schema, const std::vector<std::string>& optional) {
  Node required = list_node();
  for (const std::string& name : keys_of(schema.find("properties"))) {
    if (std::find(optional.begin(), optional.end(), name) == optional.end())
      append(required, text_node(name));
  }
  return required;
}

}  // namespace

Node reference_to(const std::string& schema) {
  return map_node({{"$ref", text_node(std::string(kSchemas) + schema)}});
}

Node SchemaTable::expanded(const Node& schema) const {
  Node result = schema;
  if (const Node* use = schema.find("use")) {
    const bool first = comes_first(schema, "use", "properties");
    // Those that come first are put before each other, the last of them first.
    std::vector<std::string> names = names_in(use);
    if (first) std::reverse(names.begin(), names.end());
    for (const std::string& name : names) take_in(result, groups_.at(name).member->value, first);
    remove(result, "use");
  }
  if (const Node* optional = schema.find("optional")) {
    Node required = required_of(result, names_in(optional));
    remove(result, "optional");
    if (!required.items.empty()) set(result, "required", std::move(required));
  }
  if (const Node* choice = schema.find("needs one of")) {
    Node any_of = list_node();
    for (const std::string& name : names_in(choice))
      append(any_of, map_node({{"required", list_node({text_node(name)})}}));
    remove(result, "needs one of");
    set(result, "anyOf", std::move(any_of));
  }
  for (base::Member& keyword : result.members) {
    switch (*find_operand(keyword.key)) {
      case Operand::Text:
        keyword.value.quoted = true;
        break;
      case Operand::Schema:
        keyword.value = expanded(keyword.value);
        break;
      case Operand::SchemaOrBool:
        if (keyword.value.is_map()) keyword.value = expanded(keyword.value);
        break;
      case Operand::Schemas:
        for (Node& each : keyword.value.items) each = expanded(each);
        break;
      case Operand::Map:
        for (base::Member& member : keyword.value.members) member.value = expanded(member.value);
        break;
      default:
        break;
    }
    if (keyword.key == "$ref") keyword.value = text_node(std::string(kSchemas) + keyword.value.text);
  }
  if (is_true(schema, "x-assumed")) {
    const std::string said = text_of(schema, "description");
    set(result, "description", text_node(said.empty() ? kAssumed : said + ". " + kAssumed));
  }
  return result;
}

Node SchemaTable::used_by(const Node& node) const {
  std::set<std::string> used;
  std::vector<std::string> todo = references_in(node);
  while (!todo.empty()) {
    const std::string reference = todo.back();
    todo.pop_back();
    if (!reference.starts_with(kSchemas)) continue;
    const std::string name = reference.substr(kSchemas.size());
    if (!used.insert(name).second) continue;
    for (std::string& next : references_in(expanded_.at(name))) todo.push_back(std::move(next));
  }
  Node all = map_node();
  for (const std::string& name : order_) {
    if (used.count(name) != 0) set(all, name, expanded_.at(name));
  }
  return all;
}

const Node& SchemaTable::resolved(const Node& schema) const {
  const std::string reference = text_of(schema, "$ref");
  if (!reference.starts_with(kSchemas)) return schema;
  return resolved(expanded_.at(reference.substr(kSchemas.size())));
}

base::Result<base::JsonSchema> SchemaTable::compiled(const Node& schema) const {
  return base::JsonSchema::compile(base::to_json(schema), json_);
}

Node in_order_of(const Node& schema, const Node& example, const SchemaTable& schemas) {
  const Node& meant = schemas.resolved(schema);
  const Node* properties = meant.find("properties");
  const Node* items = meant.find("items");
  Node result = example;
  if (example.is_sequence() && items != nullptr) {
    for (Node& item : result.items) item = in_order_of(*items, item, schemas);
  }
  if (!example.is_map() || properties == nullptr) return result;
  Node ordered = map_node();
  for (const base::Member& described : properties->members) {
    const Node* value = example.find(described.key);
    if (value != nullptr) set(ordered, described.key, in_order_of(described.value, *value, schemas));
  }
  for (const base::Member& member : example.members) {
    if (properties->find(member.key) == nullptr) set(ordered, member.key, member.value);
  }
  return ordered;
}

void check_example(const base::JsonSchema& schema, const Node& example, base::Findings& findings) {
  for (const base::SchemaViolation& violation : schema.violations(base::to_json(example))) {
    const Node& at = node_at(example, violation.path);
    findings.add(at, "the example does not fit its schema: expected " + violation.expected,
                 "found " + violation.found);
  }
}

}  // namespace sim::openapi
