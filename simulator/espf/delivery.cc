// What is sent, and what the ESPF does with the answer.
#include <algorithm>

#include "base/crypto.h"
#include "base/http_text.h"
#include "base/uri.h"
#include "simulator/billing/event_types.h"
#include "simulator/espf/event_queue.h"

namespace sim {
namespace {

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string authorization_value(const BasicAuthorization& basic, const std::string&) {
  return "Basic " + base::base64(basic.login + ":" + basic.password);
}

std::string authorization_value(const CustomAuthorization& custom, const std::string&) {
  return custom.type + " " + custom.value;
}

// Without a `headers` parameter the signing string is the Date header alone (draft-cavage-http-signatures).
std::string authorization_value(const SignatureAuthorization& key, const std::string& date) {
  const bool is_sha1 = key.algorithm == base::HmacAlgorithm::Sha1;
  const auto signature = base::base64(base::hmac(key.algorithm, key.secret, "date: " + date));
  return "Signature keyId=" + in_quotes(key.key_id) +
         ",algorithm=" + (is_sha1 ? "\"hmac-sha1\"" : "\"hmac-sha256\"") +
         ",signature=" + in_quotes(signature);
}

base::Json id_value(std::int64_t id, const Handler& handler) {
  if (handler.ids_as_strings) return std::to_string(id);
  return id;
}

// The variable of that name that the event itself holds; null where it has none.
base::Json entity_variable(std::string_view name, const ProvisioningEvent& event, const Handler& handler) {
  if (name == "i_account" && event.i_account) return id_value(event.i_account->value(), handler);
  if (name == "i_customer" && event.i_customer) return id_value(event.i_customer->value(), handler);
  if (name == "i_invoice" && event.i_invoice) return id_value(event.i_invoice->value(), handler);
  if (name == "number" && event.number) return event.number->text();
  const auto further = event.variables.find(std::string(name));
  return further == event.variables.end() ? base::Json() : *further;
}

void add_variable(base::Json& variables, std::string_view name, base::Json value) {
  if (!value.is_null()) variables[std::string(name)] = std::move(value);
}

}  // namespace

Disposition after_delivery(const base::HttpOutcome& outcome, bool any_2xx_confirms) {
  const auto* response = std::get_if<base::HttpResponse>(&outcome);

  // No response within the time-out, or no connection: re-sent.
  if (response == nullptr) return Disposition::Resend;

  // "200 OK": received. Other 2xx codes are not named, so they fall through.
  if (response->status == 200) return Disposition::Remove;
  if (any_2xx_confirms && response->status >= 200 && response->status <= 299) return Disposition::Remove;

  // "4xx Client Error": the event must not be provisioned.
  if (response->status >= 400 && response->status <= 499) return Disposition::Discard;

  // "Other status code": an issue appeared during provisioning.
  return Disposition::Resend;
}

base::VirtualDuration resend_delay(const ResendPolicy& policy, int deliveries) {
  const auto longest = static_cast<double>(policy.longest.count());
  auto delay = std::min(static_cast<double>(policy.first.count()), longest);
  for (int n = 1; n < deliveries && delay < longest && policy.factor > 1; ++n) {
    delay = std::min(delay * policy.factor, longest);
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(delay));
}

std::optional<std::string> type_as_sent(const Handler& handler, const ProvisioningEvent& event, int release) {
  if (!handler.enabled) return std::nullopt;

  std::optional<std::string> name = event.event_type;
  if (find_event_type(event.event_type) != nullptr) {
    const auto in_release = name_in_release(event.event_type, release);
    if (!in_release) return std::nullopt;
    name = handler.style == EventStyle::Grouped ? grouped_form(event) : std::string(*in_release);
  }
  if (!name) return std::nullopt;
  const auto* grouped = find_grouped_type(*name);
  if (grouped != nullptr && release < grouped->first_release) return std::nullopt;

  const auto& subscriptions = handler.subscriptions;
  if (subscriptions && std::ranges::find(*subscriptions, *name) == subscriptions->end()) return std::nullopt;
  return name;
}

base::Json delivery_variables(const Handler& handler, const Row& row, const EspfOptions& options) {
  const auto& event = row.event;
  base::Json variables = base::Json::object();
  if (row.raw) {
    if (event.variables.is_object()) variables = event.variables;
    if (!variables.contains("i_event")) variables["i_event"] = id_value(row.i_event, handler);
    return variables;
  }

  const auto* grouped = find_grouped_type(row.event_type);
  if (grouped != nullptr) {
    for (const auto name : grouped->variables) {
      add_variable(variables, name, entity_variable(name, event, handler));
    }
  } else {
    if (event.variables.is_object()) variables = event.variables;
    for (const auto* name : {"i_account", "i_customer", "i_invoice", "number"}) {
      add_variable(variables, name, entity_variable(name, event, handler));
    }
  }
  variables["i_event"] = id_value(row.i_event, handler);
  if (handler.with_i_env) variables["i_env"] = id_value(options.i_env, handler);
  if (handler.with_event_time) variables["event_time"] = base::datetime_text(row.recorded_at);
  return variables;
}

base::HttpRequest delivery_request(const Handler& handler, const Row& row, const EspfOptions& options,
                                   const std::string& date) {
  base::HttpRequest request;
  request.method = "POST";
  const auto url = base::parse_url(handler.url);
  request.target = url ? url->target : "/";
  request.over_tls = url && url->is_tls();
  request.headers.add("Date", date);
  request.headers.add(
      handler.authorization_header,
      std::visit([&](const auto& form) { return authorization_value(form, date); }, handler.authorization));
  request.headers.add("Content-Type", "application/json");
  request.body = base::dump(
      base::Json{{"event_type", row.event_type}, {"variables", delivery_variables(handler, row, options)}});
  return request;
}

}  // namespace sim
