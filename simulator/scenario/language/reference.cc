// The reference page, from the tables.
#include <fmt/format.h>

#include <algorithm>

#include "base/map_reader.h"
#include "simulator/api/api.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/event_types.h"
#include "simulator/external_system/external_system.h"
#include "simulator/fault/fault_table.h"
#include "simulator/scenario/language/file_kind.h"
#include "simulator/scenario/language/grammar.h"
#include "simulator/scenario/language/page_parts.h"
#include "simulator/scenario/language/schema.h"

namespace sim {
namespace {

using language::cell;
using language::code_list;
using language::Key;
using language::Kind;
using language::table_of;
using language::Verb;

std::string introduction() {
  return "# Scenarios: the reference\n\n"
         "Made by `espf docs` from the language's own declaration. Where PortaBilling's documents do not say "
         "how the "
         "real one behaves, the default is ours: it is a setting, and marked *assumed*.\n\n"
         "A scenario is one file and one story: the world, what changes, what must come of it. A step is a "
         "map with "
         "one verb. Names and IDs are read as they are written, never as numbers: leading zeros stay.\n\n"
         "```yaml\n"
         "scenario: A swapped SIM card reaches the HSS\n"
         "world: ../fixtures/worlds/mvno.yaml\n"
         "steps:\n"
         "  - change: {account: 380501112233, do: {assign_sim: 255010000000002}, as: swap}\n"
         "  - expect: {delivery: {of: swap, event_type: Subscriber/Updated, answered: 200}}\n"
         "  - expect: {record: {system: hss, sim: 255010000000002, has: {barred: false}}}\n"
         "```\n\n";
}

std::string verbs_part() {
  std::string text = "## Verbs\n\n";
  for (const Verb& verb : language::verbs()) {
    text += fmt::format("### {}\n\n*{}.* {}\n\n```yaml\n- {}\n```\n\n", verb.name, verb.sort, verb.sentence,
                        verb.example);
    if (verb.has_entity)
      text += "With an ENTITY" + std::string(verb.name == "change" ? ": exactly one.\n\n" : ".\n\n");
    if (verb.has_line) text += "With one LINE.\n\n";
    text += table_of(verb.keys);
  }
  text +=
      "## Where a check looks\n\n"
      "An act opens a window; the next act closes it. Checks between them read that window alone, in any "
      "order. A "
      "check that needs something waits for it; `never` and upper counts stay armed without waiting until "
      "the "
      "window closes, at least for their `for`.\n\n";
  return text;
}

std::string lines_part() {
  std::string text =
      "## Lines\n\nA LINE is `{KIND: {ENTITY, match keys, answered, nth, of}}`.\n\n"
      "### Every line\n\n";
  text += table_of({language::answered_key(), language::nth_key(), language::of_key()});
  text += "`answered` goes with ";
  const auto names_with = [](bool Kind::*property) {
    std::vector<std::string> names;
    for (const Kind& kind : language::kinds()) {
      if (kind.*property) names.push_back(kind.name);
    }
    return code_list(names);
  };
  text += names_with(&Kind::has_answer) + "; `of` with " + names_with(&Kind::has_cause) +
          "; faults are declared for " + names_with(&Kind::can_fail) + ".\n\n### ENTITY\n\n" +
          table_of(language::entity_keys());
  for (const Kind& kind : language::kinds()) {
    text += fmt::format("### {}\n\n*{}.* {}\n\n", kind.name, kind.way, kind.sentence) + table_of(kind.keys);
  }
  return text;
}

std::string values_part() {
  return "## VALUE\n\nAs written, or a map with one of these; a map of other keys is a part of an object, a "
         "list the "
         "whole list. As written compares text: `380501112233` equals the number and the string.\n\n" +
         table_of(language::value_keys()) +
         fmt::format(
             "## Counts\n\nA count says how often a line must have happened: a whole number from {} to {}, "
             "exactly so often, or a map with one of these. What must not happen is said with `never`.\n\n",
             language::count_keys().front().min, language::count_keys().front().max) +
         table_of(language::count_keys()) +
         "## NAME\n\n`as: NAME` names what a step did. `of: NAME` binds a line to it, `clear: NAME` ends a "
         "fault, and "
         "`<NAME.field>` stands for a field of it: of a call's answer, of an act's first event, of the line "
         "that an "
         "`expect` found. `<name>` alone is a parameter of `examples`; `<<` is written for a `<`. A text "
         "that is nearly such a name, as `< name >` or `<name`, is a note.\n\n"
         "## Durations\n\nWhole numbers with units, the greatest first: `250ms`, `10s`, `5m`, `24h`, `30d`, "
         "`1h30m`. A "
         "bare number is refused.\n\n";
}

std::string argument_text(const ChangeRow& row) {
  if (row.argument == ArgumentKind::None) return "";
  std::string text(word(row.argument));
  if (!row.words.empty()) text += ": " + code_list(row.words);
  return text;
}

std::string deeds_part() {
  std::string text =
      "## Deeds of `change`\n\n`espf check` rehearses the changes of a scenario on a copy of its world, and "
      "tells "
      "what no run could do: a value of a wrong form, a number that nobody has. What the state of the world "
      "forbids, "
      "as a block of what is closed, it tells as long as only changes came before; from then on an "
      "Application may "
      "have changed the world too, and the run tells it (exit code 4). Whom the Application itself makes, a "
      "step "
      "says that awaits its call: `expect: {call: {method: Account/add_account, params: {account_info: {id: "
      "…}}}}`.\n\n";
  for (const EntityKind kind : entity_kinds()) {
    std::string rows;
    std::string keys;
    for (const ChangeRow& row : change_table()) {
      if (row.entity != kind) continue;
      rows += fmt::format("| `{}` | {} | {}{} | {} |\n", row.deed, cell(argument_text(row)),
                          cell(row.sentence), row.creates ? " (a new one)" : "", code_list(row.events));
      if (row.keys.empty()) continue;
      keys += fmt::format("`{}` takes:\n\n| key | value | |\n|---|---|---|\n", row.deed);
      for (const ArgumentKey& key : row.keys) {
        const ArgumentKey* other = other_way_to_say(key, row.keys);
        std::string needed = key.required ? " needed" : "";
        if (key.required && other != nullptr) needed += fmt::format(", or `{}`", other->name);
        keys += fmt::format("| `{}`{} | {} | {} |\n", key.name, needed,
                            cell(key.words.empty() ? std::string(word(key.kind)) : code_list(key.words)),
                            cell(key.sentence));
      }
      keys += "\n";
    }
    if (rows.empty()) continue;
    text += fmt::format("### {}\n\n| deed | argument | | may record |\n|---|---|---|---|\n{}\n{}", word(kind),
                        rows, keys);
  }
  return text;
}

std::string argument_text(const FaultDeed& deed) {
  if (deed.argument == FaultArgument::None) return "";
  std::string text(word(deed.argument));
  std::string members;
  for (const FaultKey& key : fault_keys(deed.argument))
    members += (members.empty() ? "" : ", ") + std::string(key.name);
  return members.empty() ? text : text + ", or `{" + members + "}`";
}

std::string_view value_text(FaultKey::Value value) {
  switch (value) {
    case FaultKey::Value::Status:
      return "a status";
    case FaultKey::Value::Body:
      return "text, a map or a list";
    case FaultKey::Value::Headers:
      return "a map of texts";
    case FaultKey::Value::Duration:
      return "a duration";
  }
  return "";
}

// Once for all deeds with that kind of argument.
std::string fault_keys_part(FaultArgument argument) {
  std::vector<std::string> deeds;
  for (const FaultDeed& deed : fault_table()) {
    if (deed.argument == argument) deeds.emplace_back(deed.name);
  }
  std::string text = fmt::format("{} take{}:\n\n| key | value | |\n|---|---|---|\n", code_list(deeds),
                                 deeds.size() == 1 ? "s" : "");
  for (const FaultKey& key : fault_keys(argument)) {
    text += fmt::format("| `{}`{} | {} | {} |\n", key.name, key.required ? " needed" : "",
                        value_text(key.value), cell(std::string(key.says)));
  }
  return text + "\n";
}

std::string faults_part() {
  std::string text =
      "## Deeds of `fault`\n\nWithout an argument `do:` is the word alone, as `do: lose_answer`; with one it "
      "is a "
      "map, as `do: {answer: 503}`.\n\n| deed | argument | of | |\n|---|---|---|---|\n";
  for (const FaultDeed& deed : fault_table()) {
    std::vector<std::string> targets;
    for (const LineKind kind : deed.lines) targets.emplace_back(kind_name(kind));
    if (deed.for_process) targets.emplace_back("process");
    text += fmt::format("| `{}` | {} | {} | {} |\n", deed.name, cell(argument_text(deed)), code_list(targets),
                        cell(std::string(deed.says)));
  }
  text += "\n";
  for (const FaultArgument argument : {FaultArgument::Answer, FaultArgument::RestartAfter})
    text += fault_keys_part(argument);
  return text;
}

std::string given_part() {
  std::string text =
      "## Facts of `given`\n\nEach item begins with an ENTITY; the other keys are facts about it, each a "
      "VALUE.\n\n";
  for (const EntityKind kind : entity_kinds()) {
    text += fmt::format("### given {}\n\n| fact | |\n|---|---|\n", word(kind));
    for (const Key& key : language::fact_keys(kind))
      text += fmt::format("| `{}` | {} |\n", key.name, cell(key.sentence));
    text += "\n";
  }
  return text;
}

std::string settings_part() {
  return "## The top of a scenario\n\n" + table_of(language::scenario_keys()) +
         "## Settings\n\nAt the top of a scenario, or in the suite file `espf.yaml`: the nearest, from the "
         "scenario's "
         "folder upwards to the folder that holds `.git`. The scenario's win, member by member.\n\n" +
         table_of(language::settings_keys()) + "In the suite file alone:\n\n" +
         table_of(language::suite_keys());
}

std::string invariants_part() {
  std::string text =
      "## Invariants\n\nThey hold in every scenario, and judge the Application alone; `without: [name]` "
      "switches one off.\n\n| name | says |\n|---|---|\n";
  for (const auto& row : language::invariants())
    text += fmt::format("| `{}` | {} |\n", row.name, cell(row.sentence));
  return text + "\n";
}

std::string event_types_part() {
  std::string text =
      "## Event types\n\n### Grouped\n\n| type | variables beside i_event | release | |\n|---|---|---|---|\n";
  for (const GroupedType& type : grouped_types()) {
    std::vector<std::string> variables(type.variables.begin(), type.variables.end());
    text += fmt::format("| `{}` | {} | {}+ | {} |\n", type.name, code_list(variables), type.first_release,
                        cell(std::string(type.meaning)));
  }
  text +=
      "\n### Fine-grained\n\nThe grouped form is *assumed* where the documents do not give it.\n\n"
      "| type | grouped | release | source | |\n|---|---|---|---|---|\n";
  for (const EventType& type : event_types()) {
    const std::string last = type.last_release == 0 ? "+" : fmt::format("–{}", type.last_release);
    const std::string grouped = type.grouped.empty() ? "" : fmt::format("`{}`", type.grouped);
    text += fmt::format("| `{}` | {} | {}{} | {} | {}{} |\n", type.name, grouped, type.first_release, last,
                        type.source, cell(std::string(type.meaning)),
                        type.inherited ? " (inherited from the customer)" : "");
  }
  return text + "\n";
}

std::string exit_codes_part() {
  return "## Exit codes\n\n| code | |\n|---|---|\n"
         "| 0 | every scenario passed |\n"
         "| 1 | the command line is wrong |\n"
         "| 2 | a scenario, a world or a suite file is wrong |\n"
         "| 3 | the environment failed: a port, a file, an Application that does not start |\n"
         "| 4 | an expectation or an invariant did not hold |\n"
         "| 130 | it was interrupted |\n";
}

}  // namespace

std::string reference_page() {
  return introduction() + verbs_part() + lines_part() + values_part() + deeds_part() + faults_part() +
         given_part() + settings_part() + language::file_kinds_part() + invariants_part() +
         event_types_part() + exit_codes_part();
}

}  // namespace sim
