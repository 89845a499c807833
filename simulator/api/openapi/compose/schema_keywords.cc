#include "simulator/api/openapi/compose/schema_keywords.h"

#include <map>

namespace sim::openapi {
namespace {

const std::map<std::string, Operand, std::less<>>& operands() {
  static const std::map<std::string, Operand, std::less<>> table{
      {"$ref", Operand::Text},
      {"additionalProperties", Operand::SchemaOrBool},
      {"allOf", Operand::Schemas},
      {"anyOf", Operand::Schemas},
      {"const", Operand::Any},
      {"default", Operand::Any},
      {"deprecated", Operand::Bool},
      {"description", Operand::Text},
      {"enum", Operand::Values},
      {"examples", Operand::Values},
      {"exclusiveMinimum", Operand::Number},
      {"exclusiveMaximum", Operand::Number},
      {"format", Operand::Text},
      {"items", Operand::Schema},
      {"maxItems", Operand::Count},
      {"maxLength", Operand::Count},
      {"maxProperties", Operand::Count},
      {"maximum", Operand::Number},
      {"minItems", Operand::Count},
      {"minLength", Operand::Count},
      {"minProperties", Operand::Count},
      {"minimum", Operand::Number},
      {"needs one of", Operand::Names},
      {"not", Operand::Schema},
      {"oneOf", Operand::Schemas},
      {"optional", Operand::Names},
      {"pattern", Operand::Text},
      {"properties", Operand::Map},
      {"readOnly", Operand::Bool},
      {"required", Operand::Names},
      {"title", Operand::Text},
      {"type", Operand::Types},
      {"uniqueItems", Operand::Bool},
      {"use", Operand::Names},
      {"writeOnly", Operand::Bool},
      {"x-assumed", Operand::Yes},
      {"x-varies", Operand::Yes},
  };
  return table;
}

}  // namespace

std::optional<Operand> find_operand(std::string_view keyword) {
  const auto found = operands().find(keyword);
  if (found == operands().end()) return std::nullopt;
  return found->second;
}

const std::vector<std::string>& schema_keywords() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [name, operand] : operands()) all.push_back(name);
    return all;
  }();
  return names;
}

std::vector<std::string> names_in(const base::Node* list) {
  std::vector<std::string> names;
  if (list == nullptr) return names;
  for (const base::Node& item : list->items) names.push_back(item.text);
  return names;
}

std::vector<std::string> keys_of(const base::Node* map) {
  std::vector<std::string> names;
  if (map == nullptr) return names;
  for (const base::Member& member : map->members) names.push_back(member.key);
  return names;
}

}  // namespace sim::openapi
