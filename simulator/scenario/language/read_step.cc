#include "simulator/scenario/language/read_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulator/installation/lines.h"
#include "simulator/scenario/language/read_frame.h"

namespace sim::language {
namespace {

using ReadBody = std::optional<StepBody> (*)(const Verb& verb, const base::Node& node, Reading& reading);

struct VerbReader {
  std::string_view verb;
  ReadBody read;
};
constexpr std::array<VerbReader, 10> kReaders = {{{"change", read_change},
                                                  {"emit", read_emit},
                                                  {"call", read_call},
                                                  {"restart", read_restart},
                                                  {"fault", read_fault},
                                                  {"clear", read_clear},
                                                  {"expect", read_expect},
                                                  {"never", read_never},
                                                  {"in_order", read_in_order},
                                                  {"wait", read_wait}}};

// What other languages of tests call our verbs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kOtherWords = {{{"sleep", "wait"},
                                                                                        {"pause", "wait"},
                                                                                        {"delay", "wait"},
                                                                                        {"assert", "expect"},
                                                                                        {"check", "expect"},
                                                                                        {"verify", "expect"},
                                                                                        {"then", "expect"},
                                                                                        {"when", "change"},
                                                                                        {"request", "call"},
                                                                                        {"send", "emit"}}};

std::optional<StepBody> read_body(const Verb& verb, const base::Node& node, Reading& reading) {
  const auto reader = std::find_if(kReaders.begin(), kReaders.end(),
                                   [&](const VerbReader& each) { return each.verb == verb.name; });
  reading.looks_ahead = verb.name == "fault" || verb.name == "never";
  auto body = reader->read(verb, node, reading);
  reading.looks_ahead = false;
  return body;
}

// The name that `as` gives, for later steps to know; "" for none.
std::string read_name(const Verb& verb, const base::Node& body, Reading& reading) {
  const base::Node* name = body.find("as");
  if (name == nullptr) return "";
  if (reading.bound) return name->text;
  NameSort sort = NameSort::Act;
  if (verb.name == "fault") sort = NameSort::Fault;
  if (verb.name == "expect") sort = NameSort::Line;
  reading.names.add(*name, sort, reading.findings);
  if (verb.name == "change" || verb.name == "emit") reading.names.know_fields(name->text, act_fields());
  if (verb.name == "fault") reading.names.know_fields(name->text, {});
  return name->text;
}

// The members of a step beside its verb: a second verb, whose own mistakes are told too, or a key that
// slipped out of the verb's map.
void refuse_further(const base::Node& node, const base::Member& verb_member, const Verb& verb,
                    Reading& reading) {
  base::Findings& findings = reading.findings;
  for (const base::Member& member : node.members) {
    if (&member == &verb_member) continue;
    if (const Verb* second = find_verb(member.key)) {
      findings.add(member.pos, member.width,
                   fmt::format("a step has one verb, and this one has `{}` and `{}`", verb.name, member.key),
                   fmt::format("begin a new step: `- {}: …`", member.key));
      read_name(*second, member.value, reading);
      read_body(*second, member.value, reading);
      continue;
    }
    const std::vector<std::string> keys = names(verb.keys);
    const bool slipped = std::find(keys.begin(), keys.end(), member.key) != keys.end() ||
                         find_kind(member.key) != nullptr || parse_entity_kind(member.key).has_value();
    if (slipped) {
      findings.add(member.pos, member.width,
                   fmt::format("`{}` belongs in the map of `{}`", member.key, verb.name),
                   fmt::format("write `{}: {{…, {}: …}}`", verb.name, member.key));
    } else {
      add_unknown(member, fmt::format("unknown key `{}` in a step", member.key), names(verbs()), findings);
    }
  }
}

}  // namespace

std::optional<Step> read_step(const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  if (node.is_null() || (node.is_map() && node.members.empty())) {
    findings.add(node, "an empty step", "leave it out");
    return std::nullopt;
  }
  if (!node.is_map()) {
    const Verb* verb = node.is_scalar() ? find_verb(node.text) : nullptr;
    findings.add(node, fmt::format("a step must be a map, not {}", base::kind_name(node.kind)),
                 verb == nullptr ? "write `- verb: {…}`" : example_words(*verb));
    return std::nullopt;
  }
  const auto found = std::find_if(node.members.begin(), node.members.end(),
                                  [](const base::Member& each) { return find_verb(each.key) != nullptr; });
  if (found == node.members.end()) {
    const base::Member& first = node.members.front();
    for (const auto& [said, meant] : kOtherWords) {
      if (base::nearest(first.key, {std::string(said)}).size() != first.key.size()) continue;
      findings.add(first.pos, first.width, fmt::format("unknown verb `{}`", first.key),
                   fmt::format("did you mean `{}`?", meant));
      return std::nullopt;
    }
    add_unknown(first, fmt::format("unknown verb `{}`", first.key), names(verbs()), findings);
    return std::nullopt;
  }
  const Verb& verb = *find_verb(found->key);
  const std::size_t before = findings.size();

  Step step;
  step.verb = verb.name;
  step.pos = found->pos;
  auto body = read_body(verb, found->value, reading);
  step.name = read_name(verb, found->value, reading);
  refuse_further(node, *found, verb, reading);
  if (findings.size() > before || (!body && !reading.late)) return std::nullopt;
  if (body) step.what = *std::move(body);
  return step;
}

}  // namespace sim::language
