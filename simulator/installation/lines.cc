#include "simulator/installation/lines.h"

#include <fmt/format.h>

#include <cctype>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/json_pointer.h"
#include "base/uri.h"
#include "base/utf8.h"

namespace sim {
namespace {

constexpr std::size_t kReasonMax = 200;

Message message_of(const base::HttpRequest& request) {
  return {request.method + " " + request.target,
          request.headers,
          request.body,
          request.body.size(),
          "",
          request.over_tls};
}

Entry begun(LineKind kind, std::string_view from, std::string to, std::string summary) {
  Entry entry;
  entry.kind = kind;
  entry.from = from;
  entry.to = std::move(to);
  entry.summary = std::move(summary);
  entry.fields = base::Json::object();
  return entry;
}

void add_row(Entry& entry, const World& world, const Row& row) {
  name_entities(entry.fields, world, row.event);
  entry.fields["event_type"] = row.event_type;
  entry.fields["recorded"] = row.event.event_type;
  entry.fields["handler"] = row.handler;
  entry.fields["i_event"] = row.i_event;
  entry.origin = row.origin;
}

bool is_refusal(const Entry& answered) {
  const auto found = answered.fields.find("answered");
  return found != answered.fields.end() && found->is_number_integer() && found->get<int>() >= 400;
}

// Why a call was refused, as its answer tells people: each API has a form of its own.
std::string reason_of(const Entry& answered) {
  if (!answered.message) return "";
  const auto body = base::parse_json(answered.message->body);
  if (!body) return "";
  for (const char* at : {"/faultstring", "/error", "/errors/0/detail"}) {
    if (const base::Json* text = base::find_pointer(*body, at)) return base::text_of(*text);
  }
  return "";
}

}  // namespace

void name_account(base::Json& fields, const World& world, IAccount i_account) {
  fields["i_account"] = i_account.value();
  if (const Account* account = world.account(i_account)) fields["account"] = account->id.text();
}

void name_customer(base::Json& fields, const World& world, ICustomer i_customer) {
  fields["i_customer"] = i_customer.value();
  if (const Customer* customer = world.customer(i_customer)) fields["customer"] = customer->name;
}

void name_entities(base::Json& fields, const World& world, const ProvisioningEvent& event) {
  if (event.i_account) name_account(fields, world, *event.i_account);
  if (event.i_customer) name_customer(fields, world, *event.i_customer);
  if (event.i_invoice) {
    fields["i_invoice"] = event.i_invoice->value();
    if (const Invoice* invoice = world.invoice(*event.i_invoice)) fields["invoice"] = invoice->invoice_number;
  }
  if (event.number) {
    fields["number"] = event.number->text();
    fields["did"] = event.number->text();
  }
}

Entry change_line(const World& world, const ChangeSet& change, const std::string& by) {
  Entry entry = begun(LineKind::Change, kPortaBilling, "", "change: " + change.description);
  entry.fields["by"] = by;
  if (change.subject) {
    if (const auto* account = std::get_if<IAccount>(&*change.subject))
      name_account(entry.fields, world, *account);
    if (const auto* customer = std::get_if<ICustomer>(&*change.subject)) {
      name_customer(entry.fields, world, *customer);
    }
  }
  if (change.empty()) entry.fields["changed"] = false;
  return entry;
}

Entry event_line(const World& world, const Row& row) {
  const std::string as_recorded =
      row.event.event_type == row.event_type ? "" : " (" + row.event.event_type + ")";
  Entry entry = begun(
      LineKind::Event, kEspf, "",
      fmt::format("queued for {}: {}{} i_event {}", row.handler, row.event_type, as_recorded, row.i_event));
  add_row(entry, world, row);
  return entry;
}

Entry event_end_line(const World& world, const Row& row) {
  Entry entry = event_line(world, row);
  entry.stage = Stage::Ended;
  entry.exchange = row.entry;
  entry.summary =
      fmt::format("{} i_event {} {} after {} {}", row.event_type, row.i_event, state_name(row.state),
                  row.deliveries, row.deliveries == 1 ? "delivery" : "deliveries");
  entry.fields["ends"] = std::string(state_name(row.state));
  entry.fields["deliveries"] = row.deliveries;
  return entry;
}

const std::vector<std::string>& act_fields() {
  static const std::vector<std::string> all = {
      "by",         "changed",   "emitted", "i_account", "account",   "i_customer",
      "customer",   "i_invoice", "invoice", "number",    "did",       "i_event",
      "event_type", "recorded",  "handler", "ends",      "deliveries"};
  return all;
}

Entry delivery_line(const World& world, const Row& row, const base::HttpRequest& request) {
  Entry entry = begun(LineKind::Delivery, kEspf, std::string(kApplication),
                      fmt::format("{} i_event {}, delivery {}", row.event_type, row.i_event, row.deliveries));
  add_row(entry, world, row);
  entry.fields["delivery"] = row.deliveries;
  if (auto body = base::parse_json(request.body)) {
    if (body->is_object() && body->contains("variables")) entry.fields["variables"] = (*body)["variables"];
  }
  entry.message = message_of(request);
  return entry;
}

Entry call_line(const World& world, const api::Described& described, const base::HttpRequest& request) {
  const bool is_status = described.kind == api::Described::Kind::Status;
  std::string summary = described.method.empty() ? request.method + " " + request.target : described.method;
  if (is_status && described.params.is_object()) {
    summary = fmt::format(
        "status {} {}", described.params.contains("group") ? base::text_of(described.params["group"]) : "?",
        described.params.contains("status") ? base::text_of(described.params["status"]) : "?");
  }
  if (described.kind == api::Described::Kind::Resource) {
    summary = request.method + " " + base::percent_decode(request.target).value_or(request.target);
  }
  const bool to_espf = is_status || described.method.starts_with("espf/");
  Entry entry = begun(is_status ? LineKind::Status : LineKind::Call, kApplication,
                      std::string(to_espf ? kEspf : kPortaBilling), std::move(summary));
  if (described.i_account) name_account(entry.fields, world, *described.i_account);
  if (described.i_customer) name_customer(entry.fields, world, *described.i_customer);
  if (described.i_invoice) entry.fields["i_invoice"] = described.i_invoice->value();
  if (!described.number.empty()) {
    entry.fields["number"] = described.number;
    entry.fields["did"] = described.number;
  }
  if (is_status) {
    for (const char* member : {"group", "status", "message"}) {
      if (described.params.is_object() && described.params.contains(member)) {
        entry.fields[member] = described.params[member];
      }
    }
  } else {
    entry.fields["method"] = described.method;
    entry.fields["realm"] = api::realm_word(described.realm);
    entry.fields["params"] = described.params;
  }
  entry.message = message_of(request);
  return entry;
}

Entry request_line(const World& world, const std::string& system, const SystemRequest& described,
                   std::optional<IAccount> account, const base::HttpRequest& request) {
  Entry entry = begun(LineKind::Request, kApplication, party_of_system(system),
                      described.method + " " + described.path);
  entry.fields["system"] = system;
  entry.fields["method"] = described.method;
  entry.fields["path"] = described.path;
  if (!described.key.empty()) entry.fields["sim"] = described.key;
  if (!described.body.is_null()) entry.fields["body"] = described.body;
  if (account) name_account(entry.fields, world, *account);
  entry.message = message_of(request);
  return entry;
}

Entry record_line(const World& world, const std::string& system, const RecordChange& change,
                  std::optional<IAccount> account) {
  const std::string what = !change.before  ? "now holds " + change.key + " " + base::dump(*change.after)
                           : !change.after ? "no longer holds " + change.key
                                           : "holds " + change.key + " " + base::dump(*change.after);
  Entry entry = begun(LineKind::Record, party_of_system(system), "", what);
  entry.fields["system"] = system;
  entry.fields["key"] = change.key;
  entry.fields["sim"] = change.key;
  if (change.before) entry.fields["before"] = *change.before;
  if (change.after) entry.fields["after"] = *change.after;
  if (account) name_account(entry.fields, world, *account);
  return entry;
}

Entry answered_line(const Entry& request, const base::HttpOutcome& outcome) {
  Entry entry;
  entry.kind = request.kind;
  entry.stage = Stage::Answered;
  entry.exchange = request.number;
  entry.origin = request.origin;
  entry.from = request.to;
  entry.to = request.from;
  entry.fields = request.fields;
  if (const auto* response = std::get_if<base::HttpResponse>(&outcome)) {
    entry.fields["answered"] = response->status;
    entry.summary = std::to_string(response->status);
    entry.message = Message{std::to_string(response->status), response->headers, response->body,
                            response->body.size(), ""};
  } else {
    const std::string why(base::failure_name(std::get<base::HttpFailure>(outcome)));
    entry.fields["answered"] = "nothing";
    entry.fields["failure"] = why;
    entry.summary = "no answer: " + why;
  }
  return entry;
}

void name_answerer(Entry& answered, const std::string& answered_by, const std::string& stub) {
  if (answered_by.empty()) return;
  answered.fields["answered_by"] = answered_by;
  // The model is the rule and goes without saying; a fault has a line of its own.
  if (answered_by == api::answered_by(api::Answerer::Stub)) {
    answered.fields["stub"] = stub;
    answered.summary += fmt::format(" by stub \"{}\"", stub);
  } else if (answered_by == api::answered_by(api::Answerer::Specification)) {
    answered.summary += " by the specification";
  } else if (answered_by != api::answered_by(api::Answerer::Fault) && is_refusal(answered)) {
    const std::string reason = reason_of(answered);
    if (!reason.empty()) answered.summary += ": " + base::shortened(reason, kReasonMax);
  }
}

std::string party_of_system(const std::string& system) {
  std::string party = system;
  for (char& c : party) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return party;
}

}  // namespace sim
