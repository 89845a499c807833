#include "simulator/api/openapi/compose/schemas.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/schema_keywords.h"

namespace sim::openapi {
namespace {

using base::Findings;
using base::Member;
using base::Node;

// Types, numbers and words are read as they stand; what they are in JSON is decided by their quotes.
bool is_number(const Node& node) { return node.is_scalar() && base::to_json(node).is_number(); }

void check_types(const Node& node, Findings& findings) {
  static const std::vector<std::string> types{"array",  "boolean", "integer", "null",
                                              "number", "object",  "string"};
  const auto check_one = [&](const Node& type) {
    if (type.is_null()) {
      findings.add(type, "`type` must be text, not nothing", "write \"null\" in quotes");
    } else {
      base::read_word(type, types, findings);
    }
  };
  if (!node.is_sequence()) return check_one(node);
  for (const Node& type : node.items) check_one(type);
}

bool takes_no_list(Operand operand) {
  return operand == Operand::Values || operand == Operand::Names || operand == Operand::Schemas;
}

// The schemas that a value of this one must or may fit itself; not those of its parts.
std::vector<std::string> references_of(const Node& schema) {
  std::vector<std::string> names;
  for (const Member& keyword : schema.members) {
    if (keyword.key == "$ref") names.push_back(keyword.value.text);
    const bool is_list = find_operand(keyword.key) == Operand::Schemas;
    if (!is_list && keyword.key != "not") continue;
    for (const Node& each : is_list ? keyword.value.items : std::vector<Node>{keyword.value}) {
      for (std::string& name : references_of(each)) names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace

SchemaTable::SchemaTable(Sources& sources) {
  for (Source* source : sources.in("components/")) {
    const bool are_groups = source->findings.file().ends_with("/parameters.yaml");
    read_file(*source, are_groups ? groups_ : schemas_);
  }
  for (const auto& [name, entry] : groups_) {
    if (!entry.member->value.is_map()) {
      entry.findings->add(entry.member->value, "a group must be a map of schemas");
      continue;
    }
    for (const Member& member : entry.member->value.members) check(member.value, *entry.findings);
  }
  for (const auto& [name, entry] : schemas_) check(entry.member->value, *entry.findings);
  check_cycles();
  for (Source* source : sources.in("components/")) is_sound_ = is_sound_ && source->findings.empty();
  if (!is_sound_) return;
  base::Json& all = json_["components"]["schemas"];
  all = base::Json::object();
  for (const auto& [name, entry] : schemas_) {
    expanded_[name] = expanded(entry.member->value);
    all[name] = base::to_json(expanded_[name]);
  }
}

void SchemaTable::read_file(Source& source, Entries& entries) {
  if (!source.document.root.is_map()) {
    source.findings.add(source.document.root, "a file of components must be a map of schemas");
    return;
  }
  for (const Member& member : source.document.root.members) {
    const auto [at, is_new] = entries.emplace(member.key, Entry{&member, &source.findings});
    if (is_new) {
      if (&entries == &schemas_) order_.push_back(member.key);
      continue;
    }
    source.findings.add(member.pos, member.width, "`" + member.key + "` is described twice",
                        "the other one stands in " + at->second.findings->file());
  }
}

void SchemaTable::check(const Node& schema, Findings& findings) const {
  if (!schema.is_map()) {
    findings.add(schema, "a schema must be a map, not " + std::string(base::kind_name(schema.kind)));
    return;
  }
  for (const Member& keyword : schema.members) check_keyword(keyword, findings);
  check_members(schema, findings);
}

void SchemaTable::check_keyword(const Member& keyword, Findings& findings) const {
  const auto known = find_operand(keyword.key);
  if (!known) {
    findings.add(keyword.pos, keyword.width, "unknown keyword `" + keyword.key + "` in a schema",
                 base::suggestion(keyword.key, schema_keywords()));
    return;
  }
  const Node& value = keyword.value;
  const Operand operand = *known;
  if (takes_no_list(operand) && !value.is_sequence()) {
    findings.add(value,
                 "`" + keyword.key + "` must be a list, not " + std::string(base::kind_name(value.kind)));
    return;
  }
  switch (operand) {
    case Operand::Text:
      base::read_text(value, findings);
      break;
    case Operand::Types:
      check_types(value, findings);
      break;
    case Operand::Number:
      if (!is_number(value)) findings.add(value, "`" + keyword.key + "` must be a number");
      break;
    case Operand::Count:
      base::read_integer(value, 0, 1'000'000, findings);
      break;
    case Operand::Yes:
      if (value.text != "true" || value.quoted)
        findings.add(value, "`" + keyword.key + "` is true, or is left out");
      break;
    case Operand::Bool:
      base::read_bool(value, findings);
      break;
    case Operand::Schema:
      check(value, findings);
      break;
    case Operand::SchemaOrBool:
      if (!value.is_scalar()) check(value, findings);
      if (value.is_scalar()) base::read_bool(value, findings);
      break;
    case Operand::Schemas:
      for (const Node& each : value.items) check(each, findings);
      break;
    case Operand::Map:
      if (!value.is_map()) findings.add(value, "`" + keyword.key + "` must be a map of schemas");
      for (const Member& member : value.members) check(member.value, findings);
      break;
    case Operand::Any:
    case Operand::Values:
    case Operand::Names:
      break;
  }
}

void SchemaTable::check_names(const Node& names, const std::vector<std::string>& known,
                              const std::string& what, Findings& findings) const {
  for (const Node& name : names.items) {
    if (std::find(known.begin(), known.end(), name.text) != known.end()) continue;
    findings.add(name, "there is no " + what + " `" + name.text + "`", base::suggestion(name.text, known));
  }
}

void SchemaTable::check_members(const Node& schema, Findings& findings) const {
  if (const Node* reference = schema.find("$ref"); reference != nullptr && reference->is_scalar()) {
    if (schemas_.find(reference->text) == schemas_.end()) {
      findings.add(*reference, "there is no schema `" + reference->text + "`",
                   base::suggestion(reference->text, order_));
    }
  }
  if (const Node* use = schema.find("use")) {
    std::vector<std::string> groups;
    for (const auto& [name, entry] : groups_) groups.push_back(name);
    check_names(*use, groups, "group", findings);
    for (const Node& name : use->items) {
      const auto group = groups_.find(name.text);
      if (group == groups_.end() || schema.find("properties") == nullptr) continue;
      for (const Member& own : schema.find("properties")->members) {
        if (group->second.member->value.find(own.key) == nullptr) continue;
        findings.add(own.pos, own.width, "`" + own.key + "` stands in the group `" + name.text + "` too");
      }
    }
  }
  const std::vector<std::string> names = member_names(schema);
  for (const char* keyword : {"required", "optional", "needs one of"}) {
    if (const Node* list = schema.find(keyword)) check_names(*list, names, "member", findings);
  }
  if (schema.find("optional") != nullptr && schema.find("required") != nullptr) {
    findings.add(*schema.find("optional"), "`optional` and `required` exclude each other",
                 "`optional` makes all other members required");
  }
  if (schema.find("needs one of") != nullptr && schema.find("anyOf") != nullptr) {
    findings.add(*schema.find("anyOf"), "`anyOf` and `needs one of` exclude each other");
  }
}

std::vector<std::string> SchemaTable::member_names(const Node& schema) const {
  std::vector<std::string> names = keys_of(schema.find("properties"));
  for (const std::string& name : names_in(schema.find("use"))) {
    const auto group = groups_.find(name);
    if (group == groups_.end()) continue;
    for (std::string& member : keys_of(&group->second.member->value)) names.push_back(std::move(member));
  }
  return names;
}

// A value that must fit a schema that it must fit … would never be judged. A part of it may: what a product
// leads to is a product again.
void SchemaTable::check_cycles() {
  for (const auto& [start, entry] : schemas_) {
    std::set<std::string> seen;
    std::vector<std::string> todo{start};
    while (!todo.empty()) {
      const std::string at = todo.back();
      todo.pop_back();
      const auto found = schemas_.find(at);
      if (found == schemas_.end()) continue;
      for (const std::string& next : references_of(found->second.member->value)) {
        if (next == start) {
          entry.findings->add(
              entry.member->pos, entry.member->width,
              "`" + start + "` refers to itself" + (at == start ? "" : ", through `" + at + "`"));
          todo.clear();
          break;
        }
        if (seen.insert(next).second) todo.push_back(next);
      }
    }
  }
}

}  // namespace sim::openapi
