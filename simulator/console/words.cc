#include "simulator/console/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/billing/event_types.h"
#include "simulator/billing/event_variables.h"

namespace sim {
namespace {

// `do: block` or `do: {assign_sim: 255…}`.
void read_deed(const base::Node& node, ChangeRequest& request, base::Findings& findings) {
  const base::Node* name = &node;
  if (node.is_map() && node.members.size() == 1) {
    request.deed = node.members.front().key;
    request.argument = node.members.front().value;
  } else if (node.is_scalar()) {
    request.deed = node.text;
  } else {
    findings.add(node, "a deed is a word, or a map of one word and its argument",
                 "as in {assign_sim: 255010000000002}");
    return;
  }
  const ChangeRow* row = find_change(request.entity, request.deed);
  if (row == nullptr) {
    findings.add(*name, fmt::format("`{}` is no deed of the kind {}", request.deed, word(request.entity)),
                 base::suggestion(request.deed, deeds_of(request.entity)));
    return;
  }
  check_argument(*row, request.argument, findings);
}

}  // namespace

std::optional<ChangeRequest> read_change_words(const base::Node& node, base::Findings& findings) {
  const std::size_t before = findings.size();
  if (node.find("event_type") != nullptr && node.find("do") == nullptr) {
    findings.add(node, "these are the words of a raw event", "`espf trigger --emit` sends one");
    return std::nullopt;
  }
  ChangeRequest request;
  int entities = 0;
  const base::Node* deed = nullptr;
  base::MapReader reader("a change", findings);
  for (const EntityKind kind : entity_kinds()) {
    reader.optional(std::string(word(kind)), [&, kind](const base::Node& value) {
      entities += 1;
      request.entity = kind;
      if (const auto name = base::read_text(value, findings)) request.name = *name;
    });
  }
  for (const EntityKind kind : {EntityKind::Account, EntityKind::Customer, EntityKind::Invoice}) {
    reader.optional("i_" + std::string(word(kind)), [&, kind](const base::Node& value) {
      entities += 1;
      request.entity = kind;
      request.id = base::read_integer(value, 1, 999'999'999'999, findings);
    });
  }
  reader.required("do", [&](const base::Node& value) { deed = &value; });
  reader.read(node);
  if (entities != 1 && findings.size() == before) {
    findings.add(node, "a change is about exactly one entity",
                 "account, customer, product, sim, did, invoice, i_account, i_customer or i_invoice");
  }
  if (deed != nullptr && entities == 1) read_deed(*deed, request, findings);
  if (findings.size() != before) return std::nullopt;
  return request;
}

std::optional<EmitWords> read_emit_words(const base::Node& node, const World& world,
                                         base::Findings& findings) {
  const std::size_t before = findings.size();
  if (node.find("do") != nullptr && node.find("event_type") == nullptr) {
    findings.add(node, "these are the words of a change", "`espf trigger` without `--emit` makes one");
    return std::nullopt;
  }
  EmitWords words;
  words.variables = base::Json::object();
  base::Json named = base::Json::object();
  base::MapReader reader("a raw event", findings);
  reader.required("event_type", [&](const base::Node& value) {
    const auto type = base::read_text(value, findings);
    if (!type) return;
    words.event_type = *type;
    const auto known = event_type_names();
    if (std::find(known.begin(), known.end(), *type) != known.end()) return;
    const std::string meant = base::nearest(*type, known);
    findings.note(value, fmt::format("PortaBilling has no event type `{}`", *type),
                  meant.empty() ? "" : fmt::format("did you mean `{}`?", meant));
  });
  reader.optional("variables", [&](const base::Node& value) {
    if (value.is_map()) {
      words.variables = base::to_json(value);
    } else {
      findings.add(value, "variables are a map");
    }
  });
  for (const EntityKind kind :
       {EntityKind::Account, EntityKind::Customer, EntityKind::Did, EntityKind::Invoice}) {
    reader.optional(std::string(word(kind)), [&, kind](const base::Node& value) {
      const auto name = base::read_text(value, findings);
      if (!name) return;
      const auto found = world.find(kind, *name);
      if (!found) {
        findings.add(value, fmt::format("there is no {} `{}`", word(kind), *name),
                     base::suggestion(*name, world.names(kind)));
        return;
      }
      named.update(variables_of(world, *found));
    });
  }
  for (const EntityKind kind : {EntityKind::Account, EntityKind::Customer, EntityKind::Invoice}) {
    const std::string key = "i_" + std::string(word(kind));
    reader.optional(key, [&, key](const base::Node& value) {
      if (const auto id = base::read_integer(value, 1, 999'999'999'999, findings)) named[key] = *id;
    });
  }
  reader.read(node);
  if (findings.size() != before) return std::nullopt;
  for (const auto& [member, value] : named.items()) {
    if (!words.variables.contains(member)) words.variables[member] = value;
  }
  return words;
}

base::Result<api::ExplainQuestion> read_question(const std::string& method, const std::string& realm,
                                                 const std::string& params, const std::string& params_name) {
  const auto invalid = [](const std::string& what) { return base::fail(base::ErrorKind::Invalid, what); };
  api::ExplainQuestion question;
  question.method = api::method_meant(method);
  if (question.method.empty()) return invalid("name the method, such as Account/get_account_info");
  if (!realm.empty()) {
    const auto named = api::read_realm(realm);
    if (!named) return tl::unexpected(named.error());
    question.realm = *named;
  }
  if (params.empty()) return question;
  const auto document = base::parse_document("params", params);
  if (!document) return invalid(params_name + ": " + document.error().front().message);
  if (!document->root.is_map()) return invalid(params_name + ": write a map, such as {i_account: 1001}");
  question.params = base::to_json(document->root);
  return question;
}

}  // namespace sim
