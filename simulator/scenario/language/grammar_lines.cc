#include <algorithm>

#include "simulator/api/who_answers.h"
#include "simulator/scenario/language/grammar.h"

namespace sim::language {
namespace {

const std::vector<std::string> kStatusWords = {"OK", "IN_PROGRESS", "RETRY", "FAILED"};
constexpr const char* kMethodWords =
    "Service/method, as in the URL; of API 2.0 `v2/products`, or `v2/products/id` for one.";
constexpr const char* kFaultWords =
    "The faultcode of the answer, of API 2.0 its first error's `code`; only with `answered`.";
const std::vector<std::string> kEnds = {"finished", "discarded", "given_up", "coalesced"};

std::vector<std::string> answerer_words() {
  std::vector<std::string> words{std::string(api::kRefusal)};
  for (const api::AnswererRow& row : api::answerer_table()) {
    if (std::find(words.begin(), words.end(), row.word) == words.end()) words.emplace_back(row.word);
  }
  return words;
}

Key value(std::string name, std::string sentence) {
  return {.name = std::move(name), .type = Type::Value, .sentence = std::move(sentence)};
}

Key event_type(std::string name, std::string sentence) {
  return {.name = std::move(name), .type = Type::EventType, .sentence = std::move(sentence)};
}

Kind delivery() {
  return {
      .kind = LineKind::Delivery,
      .name = "delivery",
      .way = "ESPF → Application",
      .sentence = "When the event arrives at the Application; with `answered`, when it has answered.",
      .keys =
          {event_type("event_type", "The event's type, as sent."),
           value("i_event", "The event's internal number, the same in a resend."),
           value("handler", "The ESPF's handler that sends it."),
           value("delivery", "The how many-th delivery of this event: 1 is the first, 2 the first resend."),
           {.name = "variables", .type = Type::ValueMap, .sentence = "What `variables` must hold, in part."}},
      .has_answer = true,
      .has_cause = true,
      .can_fail = true};
}

Kind call() {
  return {.kind = LineKind::Call,
          .name = "call",
          .way = "Application → PortaBilling API",
          .sentence = "When the call arrives; with `answered`, when it is answered.",
          .keys = {{.name = "method", .type = Type::Method, .sentence = kMethodWords},
                   {.name = "realm",
                    .type = Type::Value,
                    .sentence = "The realm whose port it came to.",
                    .words = {"admin", "reseller", "customer", "account"}},
                   {.name = "params",
                    .type = Type::ValueMap,
                    .sentence = "What its parameters, of API 2.0 its query, must hold, in part."},
                   value("fault", kFaultWords),
                   {.name = "answered_by",
                    .type = Type::Value,
                    .sentence = "Who answered, by the rule of docs/stubs.md; only with `answered`.",
                    .words = answerer_words()},
                   value("stub", "The name of the stub that answered; only with `answered`.")},
          .has_answer = true,
          .can_fail = true};
}

Kind status() {
  return {.kind = LineKind::Status,
          .name = "status",
          .way = "Application → ESPF API",
          .sentence = "When the status is posted; with `answered`, when that is answered.",
          .keys = {value("group", "The service group."),
                   {.name = "status", .type = Type::Value, .sentence = "The status.", .words = kStatusWords},
                   value("message", "Its message."),
                   {.name = "passes",
                    .type = Type::Words,
                    .sentence =
                        "In place of `status`: these, in this order; others may stand between, repeats are "
                        "folded. In `expect` alone.",
                    .words = kStatusWords},
                   {.name = "exactly",
                    .type = Type::Words,
                    .sentence = "In place of `status`: the whole list, repeats folded. In `expect` alone.",
                    .words = kStatusWords}},
          .has_answer = true,
          .can_fail = true};
}

Kind request() {
  return {.kind = LineKind::Request,
          .name = "request",
          .way = "Application → external system",
          .sentence = "When the request arrives; with `answered`, when it is answered.",
          .keys = {{.name = "system", .type = Type::System, .sentence = "The external system."},
                   {.name = "method",
                    .type = Type::Value,
                    .sentence = "The HTTP method.",
                    .words = {"GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"}},
                   value("path", "The path of the URL."),
                   {.name = "body", .type = Type::ValueMap, .sentence = "What its body must hold, in part."}},
          .has_answer = true,
          .can_fail = true};
}

Kind event() {
  return {.kind = LineKind::Event,
          .name = "event",
          .way = "a row of the ESPF's queue",
          .sentence = "When the event is recorded; with `ends`, when it has left the queue so.",
          .keys = {event_type("event_type", "The event's type, as sent."),
                   event_type("recorded", "The fine-grained type under which it was recorded."),
                   value("i_event", "Its internal number."),
                   value("handler", "The handler whose row it is."),
                   {.name = "ends",
                    .type = Type::Value,
                    .sentence = "How it ended. A loss that is said here is no lost event.",
                    .words = kEnds},
                   value("deliveries", "How often it was delivered; only with `ends`.")},
          .has_cause = true};
}

Kind record() {
  return {
      .kind = LineKind::Record,
      .name = "record",
      .way = "what an external system holds",
      .sentence = "In `expect` and `never`: while the record is so. Elsewhere: when it becomes so.",
      .keys = {{.name = "system", .type = Type::System, .sentence = "The external system.", .required = true},
               {.name = "key",
                .type = Type::Text,
                .sentence = "The record's key, where neither `sim` nor `account` tells it."},
               {.name = "has", .type = Type::ValueMap, .sentence = "What the record must hold, in part."},
               {.name = "absent",
                .type = Type::Word,
                .sentence = "In place of `has`: there must be no such record.",
                .words = {"true"}}}};
}

Kind log() {
  return {.kind = LineKind::Log,
          .name = "log",
          .way = "the Application's output",
          .sentence = "When the Application writes the line.",
          .keys = {{.name = "text",
                    .type = Type::Value,
                    .sentence = "The line; mostly {contains: text} or {matches: 'regex'}.",
                    .required = true}},
          .has_entity = false};
}

Key entity(std::string name, std::string sentence) {
  return {.name = std::move(name), .type = Type::Entity, .sentence = std::move(sentence)};
}

}  // namespace

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> table = {delivery(), call(), status(), request(), event(), record(), log()};
  return table;
}

const Keys& entity_keys() {
  static const Keys table = {
      entity("account", "An account, by its ID."),
      entity("customer", "A customer, by its name."),
      entity("product", "A product, by its name."),
      entity("sim", "A SIM card, by its IMSI, ICCID or MSISDN."),
      entity("did", "A DID, by its number."),
      entity("invoice", "An invoice, by its number."),
      value("i_account", "An account, by its internal number."),
      value("i_customer", "A customer, by its internal number."),
      value("i_invoice", "An invoice, by its internal number."),
  };
  return table;
}

const Key& answered_key() {
  static const Key key = {.name = "answered",
                          .type = Type::Answered,
                          .sentence = "The status code of the answer, 2xx … 5xx, or `nothing`."};
  return key;
}

const Key& nth_key() {
  static const Key key = {
      .name = "nth",
      .type = Type::Integer,
      .sentence = "Only the n-th such line, from 1: since the last act; in a fault, since it was declared.",
      .min = 1,
      .max = 1'000'000};
  return key;
}

const Key& of_key() {
  static const Key key = {.name = "of",
                          .type = Type::OldName,
                          .sentence = "Only what that act caused, by the name it was given with `as`."};
  return key;
}

const Keys& value_keys() {
  static const Keys table = {
      {.name = "any_of", .type = Type::Texts, .sentence = "One of these VALUEs."},
      {.name = "matches", .type = Type::Text, .sentence = "A regular expression over the whole text."},
      {.name = "contains", .type = Type::Text, .sentence = "A text that stands somewhere in it."},
      {.name = "is", .type = Type::Text, .sentence = "As written; with `type`, of that JSON type too."},
      {.name = "type",
       .type = Type::Word,
       .sentence = "With `is`.",
       .words = {"string", "number", "boolean"}},
      {.name = "between", .type = Type::Texts, .sentence = "Two numbers or two texts, both included."},
      {.name = "absent", .type = Type::Word, .sentence = "It is not there.", .words = {"true"}},
  };
  return table;
}

const Keys& count_keys() {
  constexpr long long kTimesMax = 1'000'000;
  static const Keys table = {
      {.name = "at_least",
       .type = Type::Integer,
       .sentence = "So often or more.",
       .min = 1,
       .max = kTimesMax},
      {.name = "at_most",
       .type = Type::Integer,
       .sentence = "So often or less, none included.",
       .min = 1,
       .max = kTimesMax},
      {.name = "between",
       .type = Type::Texts,
       .sentence = "Two whole numbers, both included: `[1, 2]`.",
       .min = 0,
       .max = kTimesMax},
  };
  return table;
}

const Keys& fact_keys(EntityKind kind) {
  static const Keys account = {value("i_account", "Its internal number."),
                               value("customer", "Its customer's name."),
                               value("product", "Its main product's name."),
                               value("addon", "An add-on that it has."),
                               value("sim", "Its SIM card, by IMSI; {absent: true}: it has none."),
                               value("did", "A DID that is assigned to it."),
                               value("status", "The word of `status`; `active` where it is fine."),
                               value("bill_status", "O, I, S, C: as on the wire."),
                               value("blocked", "true, false."),
                               value("balance", "Its balance."),
                               value("credit_limit", "Its credit limit."),
                               value("available_funds", "What it may still spend.")};
  static const Keys customer = {value("i_customer", "Its internal number."),
                                value("reseller", "Its reseller's name."),
                                value("status", "The word of `status`; `active` where it is fine."),
                                value("bill_status", "O, S, C, E, D: as on the wire."),
                                value("blocked", "true, false."),
                                value("balance", "Its balance."),
                                value("credit_limit", "Its credit limit."),
                                value("available_funds", "What it may still spend.")};
  static const Keys product = {value("addon", "true for an add-on."),
                               value("service", "The name of a service that it includes."),
                               value("service_type", "The type of a service that it includes.")};
  static const Keys sim = {value("imsi", "Its IMSI."), value("iccid", "Its ICCID."),
                           value("msisdn", "Its MSISDN."),
                           value("status", "available, reserved, used, disposed."),
                           value("account", "The account that it is assigned to; {absent: true}: none.")};
  static const Keys did = {value("status", "free, assigned, canceled, moved."),
                           value("customer", "The customer that it is assigned to."),
                           value("account", "The account that it is assigned to.")};
  static const Keys invoice = {value("i_invoice", "Its internal number."), value("customer", "Whose it is."),
                               value("status", "unpaid, partially_paid, paid."),
                               value("amount", "As issued."),
                               value("amount_due", "What is still to be paid.")};
  switch (kind) {
    case EntityKind::Account:
      return account;
    case EntityKind::Customer:
      return customer;
    case EntityKind::Product:
      return product;
    case EntityKind::Sim:
      return sim;
    case EntityKind::Did:
      return did;
    case EntityKind::Invoice:
      return invoice;
  }
  return account;
}

}  // namespace sim::language
