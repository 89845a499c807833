#include "simulator/billing/event_types.h"

#include <algorithm>

#include "simulator/billing/provisioning_event.h"

namespace sim {
namespace {

bool has(const EventType& type, int release) {
  return type.first_release <= release && (type.last_release == 0 || release <= type.last_release);
}

const EventType* replaced_by_this(std::string_view name) {
  for (const EventType& type : event_types()) {
    if (type.replaced_by == name) return &type;
  }
  return nullptr;
}

}  // namespace

const std::vector<GroupedType>& grouped_types() {
  static const std::vector<GroupedType> types{
      {"Subscriber/Created", {"i_account"}, 96, "an account with a unique ID was added"},
      {"Subscriber/Updated", {"i_account"}, 96, "an account's configuration or state changed"},
      {"Subscriber/Deleted", {"i_account"}, 96, "an account was terminated for good"},
      {"Customer/Created", {"i_customer"}, 96, "a customer was added"},
      {"Customer/Updated", {"i_customer"}, 96, "a customer changed: was renamed, exceeded its credit limit"},
      {"Customer/Deleted", {"i_customer"}, 96, "a customer was terminated"},
      {"Invoice/Created", {"i_customer", "i_invoice"}, 96, "an invoice was generated"},
      {"Invoice/Updated", {"i_customer", "i_invoice"}, 96, "an invoice was paid, partly paid or refunded"},
      {"DID/Created", {"number"}, 96, "a DID number was uploaded"},
      {"DID/Updated", {"number"}, 96, "a DID number was assigned, removed, released or moved"},
      {"DID/Deleted", {"number"}, 96, "a DID number left the inventory"},
      {"SIM/Created", {}, 121, "a SIM card was added to the inventory"},
      {"SIM/Updated", {"i_account", "i_env"}, 121, "a SIM card, or the account that it serves, changed"},
      {"SIM/Deleted", {}, 121, "a SIM card left the inventory"},
      {"SIM/Replaced",
       {"i_account", "i_env"},
       121,
       "an account's SIM card was assigned, removed or changed"}};
  return types;
}

const EventType* find_event_type(std::string_view name) {
  const std::vector<EventType>& types = event_types();
  const auto at =
      std::lower_bound(types.begin(), types.end(), name,
                       [](const EventType& type, std::string_view key) { return type.name < key; });
  return at == types.end() || at->name != name ? nullptr : &*at;
}

const GroupedType* find_grouped_type(std::string_view name) {
  for (const GroupedType& type : grouped_types()) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

std::vector<std::string> event_type_names() {
  std::vector<std::string> names;
  for (const GroupedType& type : grouped_types()) names.emplace_back(type.name);
  for (const EventType& type : event_types()) {
    if (find_grouped_type(type.name) == nullptr) names.emplace_back(type.name);  // DID/Deleted is both
  }
  return names;
}

std::optional<std::string> grouped_form(const ProvisioningEvent& event) {
  const EventType* type = find_event_type(event.event_type);
  if (type == nullptr) return event.event_type;
  if (type->grouped.empty()) return std::nullopt;
  if (type->entity == EventEntity::Person && !event.i_account) return "Customer/Updated";
  return std::string(type->grouped);
}

std::optional<std::string_view> name_in_release(std::string_view name, int release) {
  const EventType* type = find_event_type(name);
  if (type == nullptr) {
    const GroupedType* grouped = find_grouped_type(name);
    if (grouped == nullptr || release < grouped->first_release) return std::nullopt;
    return grouped->name;
  }
  while (type != nullptr && replaced_by_this(type->name) != nullptr) type = replaced_by_this(type->name);
  std::optional<std::string_view> newest;
  for (; type != nullptr; type = find_event_type(type->replaced_by)) {
    if (has(*type, release)) newest = type->name;
  }
  return newest;
}

bool is_coalesced(std::string_view name, int release) {
  const EventType* type = find_event_type(name);
  return type != nullptr && type->coalesced_from != 0 && type->coalesced_from <= release;
}

}  // namespace sim
