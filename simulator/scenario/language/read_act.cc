// emit, call, restart
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/scenario/language/note_parameters.h"
#include "simulator/scenario/language/read_frame.h"
#include "simulator/scenario/language/read_step.h"
#include "simulator/scenario/language/read_value.h"

namespace sim::language {
namespace {

std::optional<base::Json> read_json_map(const base::Node& node, base::Findings& findings) {
  if (node.is_map()) return base::to_json(node);
  findings.add(node, fmt::format("a map must stand here, not {}", base::kind_name(node.kind)),
               "write `{name: value}`");
  return std::nullopt;
}

void read_emit_entity(const Key& key, const base::Member& member, EmitStep& step, Reading& reading) {
  base::Findings& findings = reading.findings;
  if (key.type == Type::Value) {
    const auto id = base::read_integer(member.value, 1, 999'999'999'999, findings);
    if (id) step.variables[key.name] = *id;
    return;
  }
  const EntityKind kind = *parse_entity_kind(key.name);
  if (kind == EntityKind::Product || kind == EntityKind::Sim) {
    findings.add(member.pos, member.width,
                 fmt::format("the variables of an event do not name a {}", word(kind)),
                 "one of: `account`, `customer`, `did`, `invoice`; or write `variables: {…}`");
    return;
  }
  const auto name = base::read_text(member.value, findings);
  if (!name) return;
  check_entity(kind, member.value, reading);
  step.entities.push_back({kind, *name});
}

}  // namespace

std::optional<StepBody> read_emit(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  EmitStep step;
  step.variables = base::Json::object();
  base::Json written = base::Json::object();
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("event_type", [&](const base::Node& value) {
    step.event_type = base::read_text(value, findings).value_or("");
    if (value.is_scalar() && value.text.empty())
      findings.add(value, "the event's type is empty", "write, say, `Subscriber/Updated`");
    reading.raw_types.insert(step.event_type);
  });
  reader.on("variables", [&](const base::Node& value) {
    if (auto variables = read_json_map(value, findings)) written = *std::move(variables);
  });
  reader.on("as", [](const base::Node&) {});  // read_step's
  reader.each(entity_keys(), [&](const Key& key, const base::Member& member) {
    read_emit_entity(key, member, step, reading);
  });
  reader.read(node, example_words(verb));
  if (findings.size() > before) return std::nullopt;
  step.variables.update(written);
  return StepBody(std::move(step));
}

std::optional<StepBody> read_call(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  CallStep step;
  step.params = base::Json::object();
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("method", [&](const base::Node& value) {
    step.method = base::read_text(value, findings).value_or("");
    if (value.is_scalar()) check_method(value, reading);
  });
  reader.on("params", [&](const base::Node& value) {
    if (auto params = read_json_map(value, findings)) step.params = *std::move(params);
  });
  reader.on("answered", [&](const base::Node& value) {
    for_each_word(value, [&](const base::Node& word) {
      if (word.text == "nothing") findings.add(word, "PortaBilling answers every `call`", "write 200 or 2xx");
    });
    step.answered = read_answered(value, reading);
  });
  reader.on("has", [&](const base::Node& value) {
    if (value.is_map()) {
      step.has = base::ValueMatcher::read(value, findings);
    } else {
      findings.add(value, fmt::format("`has` must be a map, not {}", base::kind_name(value.kind)),
                   "write `has: {name: value}`");
    }
  });
  reader.on("as", [](const base::Node&) {});  // read_step's
  reader.read(node, example_words(verb));
  const base::Node* params = node.find("params");
  if (!only_reads(step.method)) {
    reading.cast.add_any(findings.size() > before || params == nullptr ? node : *params);
    reading.rehearsal.lose_sight();
  }
  if (findings.size() > before) return std::nullopt;
  if (params != nullptr && !reading.bound) note_parameters(step.method, *params, reading);
  return StepBody(std::move(step));
}

std::optional<StepBody> read_restart(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("process", [&](const base::Node& value) { base::read_word(value, {"application"}, findings); });
  reader.on("as", [](const base::Node&) {});  // read_step's
  reader.read(node, example_words(verb));
  if (findings.size() > before) return std::nullopt;
  return StepBody(RestartStep{});
}

}  // namespace sim::language
