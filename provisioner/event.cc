#include "provisioner/event.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/crypto.h"
#include "provisioner/json_values.h"

namespace prov {
namespace {

constexpr std::size_t kNameCharactersMax = 200;

// Groups whose events change nothing in an external system of ours, whatever ids they carry.
constexpr std::array<std::string_view, 4> kNothingToProvision = {"Invoice", "DID", "PaymentTransaction",
                                                                 "Recheck"};

base::Result<std::optional<std::int64_t>> id_of(const base::Json& variables, const char* name) {
  const auto found = variables.find(name);
  if (found == variables.end() || found->is_null()) return std::optional<std::int64_t>();
  const auto value = integer_of(*found);
  if (!value || *value <= 0) {
    return base::fail(base::ErrorKind::Invalid, std::string("variables.") + name + " is not a whole number");
  }
  return value;
}

base::Result<Subject> subject_of(std::string_view event_type, const base::Json& variables) {
  const auto group = event_type.substr(0, event_type.find('/'));
  if (std::ranges::count(kNothingToProvision, group) > 0) return Subject{};
  auto i_account = id_of(variables, "i_account");
  if (!i_account) return tl::unexpected(i_account.error());
  auto i_customer = id_of(variables, "i_customer");
  if (!i_customer) return tl::unexpected(i_customer.error());
  if (event_type.ends_with("/BalanceChanged")) {  // it may name its entity by billing_entity_id alone
    const auto entity = id_of(variables, "billing_entity_id");
    if (entity && group == "Account" && !*i_account) i_account = *entity;
    if (entity && group == "Customer" && !*i_customer) i_customer = *entity;
  }
  if (group == "Customer" || group == "CustomerSite") {
    if (*i_customer) return Subject::of(ICustomer(**i_customer));
    if (event_type == "Customer/Created" || event_type == "Customer/Updated" ||
        event_type == "Customer/Deleted") {
      return base::fail(base::ErrorKind::Invalid, "variables.i_customer is missing");
    }
  }
  if (*i_account) return Subject::of(IAccount(**i_account));
  if (event_type == "Subscriber/Created" || event_type == "Subscriber/Updated" ||
      event_type == "Subscriber/Deleted" || group == "Account") {
    return base::fail(base::ErrorKind::Invalid, "variables.i_account is missing");
  }
  if (*i_customer) return Subject::of(ICustomer(**i_customer));  // Subscriber/ContactInfo/Changed, say
  return Subject{};
}

std::string digest_of(const std::string& event_type, const base::Json& variables) {
  base::Json content = {event_type, base::Json::object()};
  for (const auto& [name, value] : variables.items()) {
    content[1][name] = value.is_number_integer() ? base::Json(base::text_of(value)) : value;
  }
  return base::sha256_hex(base::dump(content));
}

}  // namespace

base::Result<ProvisioningEvent> parse_event(std::string_view body, const base::JsonLimits& limits) {
  const auto json = base::parse_json(body, limits);
  if (!json) return tl::unexpected(json.error());
  if (!json->is_object()) return base::fail(base::ErrorKind::Invalid, "the body is not a JSON object");
  const auto type = json->find("event_type");
  if (type == json->end() || !type->is_string() || type->get_ref<const std::string&>().empty()) {
    return base::fail(base::ErrorKind::Invalid, "event_type is missing");
  }
  const auto variables = json->find("variables");
  if (variables == json->end() || !variables->is_object()) {
    return base::fail(base::ErrorKind::Invalid, "variables is missing or not an object");
  }
  const auto i_event = variables->find("i_event");
  if (i_event == variables->end() || !(i_event->is_string() || i_event->is_number_integer())) {
    return base::fail(base::ErrorKind::Invalid, "variables.i_event is missing");
  }
  ProvisioningEvent event{base::text_of(*i_event),
                          type->get<std::string>(),
                          {},
                          digest_of(type->get_ref<const std::string&>(), *variables)};
  if (event.i_event.empty() || event.i_event.size() > kNameCharactersMax ||
      event.event_type.size() > kNameCharactersMax) {
    return base::fail(base::ErrorKind::Invalid, "event_type or variables.i_event is empty or too long");
  }
  auto subject = subject_of(event.event_type, *variables);
  if (!subject) return tl::unexpected(subject.error());
  event.subject = *subject;
  return event;
}

}  // namespace prov
