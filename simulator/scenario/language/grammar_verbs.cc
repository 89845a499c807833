#include "simulator/scenario/language/grammar.h"

namespace sim::language {
namespace {

Key as_key(std::string sentence) {
  return {.name = "as", .type = Type::NewName, .sentence = std::move(sentence)};
}

const Key kActName = as_key("A name for what this did: `of: NAME` and `<NAME.field>` use it later.");

Key within_key(std::string sentence) {
  return {.name = "within",
          .type = Type::Duration,
          .sentence = std::move(sentence),
          .fallback = "the setting `within`"};
}

Verb change() {
  return {.name = "change",
          .sort = "act",
          .sentence = "An administrator or the billing engine does something to exactly one entity.",
          .keys = {{.name = "do",
                    .type = Type::Change,
                    .sentence = "What is done: a word, or a word with its argument.",
                    .required = true},
                   kActName},
          .has_entity = true,
          .example = "change: {account: 380501112233, do: {assign_sim: 255010000000002}, as: swap}"};
}

Verb emit() {
  return {
      .name = "emit",
      .sort = "act",
      .sentence = "Puts a raw event into the ESPF's queue: for what the model does not know.",
      .keys = {{.name = "event_type",
                .type = Type::Text,
                .sentence = "The event's type; any text, so that unknown types can be tried.",
                .required = true,
                .not_empty = true},
               {.name = "variables",
                .type = Type::Json,
                .sentence = "Further variables; they win over what the entities give. `i_event` is put in."},
               kActName},
      .has_entity = true,
      .example = "emit: {event_type: Subscriber/Updated, account: 380501112233}"};
}

Verb call() {
  return {.name = "call",
          .sort = "act",
          .sentence = "Calls a method of the API as an administrator, and asserts its answer.",
          .keys = {{.name = "method",
                    .type = Type::Method,
                    .sentence = "As in the URL; of API 2.0 `v2/products`, `v2/products/id` …",
                    .required = true},
                   {.name = "params", .type = Type::Json, .sentence = "Its parameters.", .fallback = "{}"},
                   {.name = "answered",
                    .type = Type::Answered,
                    .sentence = "The status code that it must be answered with.",
                    .fallback = "200"},
                   {.name = "has",
                    .type = Type::ValueMap,
                    .sentence = "What the answer's body must hold, in part."},
                   kActName},
          .example =
              "call: {method: Account/get_account_info, params: {i_account: 1001}, "
              "has: {account_info: {id: 380501112233}}}"};
}

Verb restart() {
  return {.name = "restart",
          .sort = "act",
          .sentence = "Kills the Application and starts it again.",
          .keys = {{.name = "process",
                    .type = Type::Word,
                    .sentence = "What is restarted.",
                    .required = true,
                    .words = {"application"}},
                   kActName},
          .example = "restart: {process: application}"};
}

Verb fault() {
  return {
      .name = "fault",
      .sort = "condition",
      .sentence =
          "From now on something goes wrong with the lines it names. The first declared wins. It needs one "
          "of "
          "times, for, until.",
      .keys = {{.name = "process",
                .type = Type::Word,
                .sentence = "In place of a line: the Application's process, when `when` happens.",
                .words = {"application"}},
               {.name = "do",
                .type = Type::FaultDeed,
                .sentence = "What becomes of the line: a word, or a word with its argument.",
                .required = true},
               {.name = "when", .type = Type::Line, .sentence = "It begins only once this line happened."},
               {.name = "times",
                .type = Type::FaultCount,
                .sentence = "How many lines it meets; `all`: every one, until it is cleared."},
               {.name = "for", .type = Type::Duration, .sentence = "How long it lasts."},
               {.name = "until", .type = Type::Line, .sentence = "It ends when this line happened."},
               as_key("A name for the fault: `clear: NAME` ends it.")},
      .has_line = true,
      .example = "fault: {request: {system: hss}, do: {answer: 503}, for: 24h}"};
}

Verb clear() {
  return {.name = "clear",
          .sort = "condition",
          .sentence = "Ends the faults of that name; answers that they hold are given.",
          .keys = {{.name = "fault",
                    .type = Type::OldName,
                    .sentence = "The name that the fault was given.",
                    .required = true}},
          .short_form = Type::OldName,
          .example = "clear: old_reading"};
}

Verb expect() {
  return {
      .name = "expect",
      .sort = "check",
      .sentence = "Waits until the line has happened (or the record is so) since the last act.",
      .keys = {{.name = "times",
                .type = Type::Count,
                .sentence = "How often. An upper count stays armed until the next act.",
                .fallback = "{at_least: 1}"},
               within_key("The deadline, from the start of this step."),
               {.name = "for",
                .type = Type::Duration,
                .sentence = "It must stay so for that long: of a record, or with an upper count."},
               as_key("A name for the line that was found: `<NAME.field>` uses it later.")},
      .has_line = true,
      .example = "expect: {status: {account: 380501112233, group: HSS, passes: [RETRY, OK]}, within: 28h}"};
}

Verb never() {
  return {.name = "never",
          .sort = "check",
          .sentence = "The line must not happen from the last act to the next one. It does not wait.",
          .keys = {{.name = "for", .type = Type::Duration, .sentence = "It looks at least for that long."},
                   {.name = "until", .type = Type::Line, .sentence = "It looks until this line happened."}},
          .has_line = true,
          .example = "never: {request: {system: hss, method: DELETE}, for: 1h}"};
}

Verb in_order() {
  return {.name = "in_order",
          .sort = "check",
          .sentence =
              "The lines begin one after another since the last act, an exchange with its request; others "
              "may stand "
              "between.",
          .keys = {{.name = "lines", .type = Type::Lines, .sentence = "The lines.", .required = true},
                   within_key("The deadline of the last one, from the start of this step.")},
          .example = "in_order: {lines: [{delivery: {answered: 200}}, {status: {group: HSS, status: OK}}]}"};
}

Verb wait() {
  return {.name = "wait",
          .sort = "flow",
          .sentence = "Lets time pass.",
          .keys = {{.name = "for", .type = Type::Duration, .sentence = "How long."},
                   {.name = "until",
                    .type = Type::Line,
                    .sentence = "In place of `for`: until this line happened."},
                   within_key("With `until`: the deadline.")},
          .short_form = Type::Duration,
          .example = "wait: 24h"};
}

}  // namespace

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> table = {change(), emit(),   call(),  restart(),  fault(),
                                          clear(),  expect(), never(), in_order(), wait()};
  return table;
}

}  // namespace sim::language
