#include "simulator/billing/recorded_events.h"

#include <algorithm>

#include "simulator/billing/event_types.h"
#include "simulator/billing/statuses.h"

namespace sim {
namespace {

bool is_used_up(const std::optional<Money>& funds) { return funds && !funds->is_positive(); }

const AssignedAddon* addon_in(const std::vector<AssignedAddon>& addons, IProduct i_product) {
  const auto at = std::find_if(addons.begin(), addons.end(),
                               [&](const AssignedAddon& addon) { return addon.i_product == i_product; });
  return at == addons.end() ? nullptr : &*at;
}

// The names of features that differ.
std::set<std::string> changed_features(const ServiceFeatures& before, const ServiceFeatures& after) {
  std::set<std::string> names;
  const auto differs = [](const ServiceFeatures& one, const ServiceFeatures& other, const std::string& name) {
    const auto at = other.find(name);
    return at == other.end() || one.at(name) != at->second;
  };
  for (const auto& [name, feature] : before) {
    if (differs(before, after, name)) names.insert(name);
  }
  for (const auto& [name, feature] : after) {
    if (differs(after, before, name)) names.insert(name);
  }
  return names;
}

bool inherits_any(const ServiceFeatures& own, const std::set<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto at = own.find(name);
    return at == own.end() || at->second.flag_value == "~";
  });
}

}  // namespace

ProvisioningEvent* EventRecorder::add(std::string_view event_type) {
  const auto name = name_in_release(event_type, release_);
  if (!name) return nullptr;
  events_.emplace_back().event_type = *name;
  return &events_.back();
}

ProvisioningEvent* EventRecorder::add(std::string_view event_type, IAccount i_account) {
  ProvisioningEvent* event = add(event_type);
  if (event != nullptr) event->i_account = i_account;
  return event;
}

ProvisioningEvent* EventRecorder::add(std::string_view event_type, ICustomer i_customer) {
  ProvisioningEvent* event = add(event_type);
  if (event != nullptr) event->i_customer = i_customer;
  return event;
}

void EventRecorder::add(std::string_view event_type, const Did& did) {
  if (ProvisioningEvent* event = add(event_type)) event->number = did.number;
}

void EventRecorder::add(std::string_view event_type, const Invoice& invoice) {
  ProvisioningEvent* event = add(event_type, invoice.i_customer);
  if (event != nullptr) event->i_invoice = invoice.i_invoice;
}

// The documented sample of SIM/Updated holds i_account, i_env and event_time; i_sim_card is ours, so that
// the event of a card on no account says which.
void EventRecorder::add(std::string_view event_type, const SimCard& card) {
  ProvisioningEvent* event = add(event_type);
  if (event == nullptr) return;
  event->i_account = card.i_account;
  event->variables = {{"i_env", before_.i_env()},
                      {"event_time", base::datetime_text(now_)},
                      {"i_sim_card", card.i_sim_card.value()}};
}

void EventRecorder::record(std::string_view event_type, IAccount i_account) { add(event_type, i_account); }

template <class Key>
void EventRecorder::see_balance(std::string_view event_type, Money before, Money after, Key key) {
  if (before == after) return;
  ProvisioningEvent* event = add(event_type, key);
  if (event == nullptr) return;
  event->variables = {{"billing_entity_id", key.value()},
                      {"prev_balance", before.to_json()},
                      {"curr_balance", after.to_json()}};
}

template <class Key>
void EventRecorder::see_person(const Person& before, const Person& after, Key key) {
  const auto name = [](const Person& person) {
    return std::tie(person.companyname, person.salutation, person.firstname, person.midinit, person.lastname);
  };
  const auto contacts = [](const Person& person) {
    return std::tie(person.email, person.phone1, person.phone2);
  };
  const auto address = [](const Person& person) {
    return std::tie(person.baddr1, person.address_line_2, person.city, person.state, person.zip,
                    person.country);
  };
  if (name(before) != name(after)) add("Subscriber/Name/Changed", key);
  if (contacts(before) != contacts(after)) add("Subscriber/ContactInfo/Changed", key);
  if (address(before) != address(after)) add("Subscriber/Address/Changed", key);
}

void EventRecorder::see(const Account& after) {
  const IAccount key = after.i_account;
  const Account* before = before_.account(key);
  if (before == nullptr) {
    add("Account/New", key);
    return;
  }
  if (before->id != after.id) add("Account/ID/Changed", key);
  see_status(*before, after);
  if (before->i_product != after.i_product) add("Account/Product/Changed", key);
  see_addons(*before, after);
  if (before->service_features != after.service_features) add("Account/ServiceAttribute/Changed", key);
  if (before->activation_date != after.activation_date) add("Account/ActivationDate/Changed", key);
  if (before->expiration_date != after.expiration_date) add("Account/ExpirationDate/Changed", key);
  if (before->custom_fields != after.custom_fields) add("Account/CustomField/Changed", key);
  if (before->password != after.password) add("Account/Password/Changed", key);
  if (before->h323_password != after.h323_password) add("Account/ServicePassword/Changed", key);
  see_person(before->person, after.person, key);
  see_balance("Account/BalanceChanged", before->balance, after.balance, key);
  if (after.i_account_balance_control_type != AccountBalanceControl::Subordinate) {
    const bool was_used_up = is_used_up(available_funds(before_, *before));
    const bool used_up = is_used_up(available_funds(before_, after));
    if (!was_used_up && used_up) add("Account/ZeroAvailableFunds", key);
    if (was_used_up && !used_up) add("Account/AvailableFundsAppear", key);
  }
  see_quotas(*before, after);
}

void EventRecorder::see_status(const Account& before, const Account& after) {
  if (!before.blocked && after.blocked) add("Account/Blocked", after.i_account);
  if (before.blocked && !after.blocked) add("Account/Unblocked", after.i_account);
  if (before.bill_status == after.bill_status) return;
  const bool closed = after.bill_status == AccountBillStatus::Closed;
  add(closed ? "Account/Status/Closed" : "Account/Status/Changed", after.i_account);
}

void EventRecorder::see_addons(const Account& before, const Account& after) {
  for (const AssignedAddon& addon : after.assigned_addons) {
    const AssignedAddon* was = addon_in(before.assigned_addons, addon.i_product);
    if (was == nullptr) {
      add("Account/ProductAddon/Inserted", after.i_account);
    } else if (*was != addon) {
      add("Account/ProductAddon/Changed", after.i_account);
    }
  }
  for (const AssignedAddon& addon : before.assigned_addons) {
    if (addon_in(after.assigned_addons, addon.i_product) == nullptr) {
      add("Account/ProductAddon/Deleted", after.i_account);
    }
  }
}

void EventRecorder::see_quotas(const Account& before, const Account& after) {
  for (const std::string& quota : after.quotas_exceeded) {
    if (before.quotas_exceeded.contains(quota)) continue;
    if (quota == "msg") {
      add("Account/Service/Msg/QuotaExceeded", after.i_account);
    } else if (quota == "netaccess") {
      add("Account/Service/Netaccess/QuotaExceeded", after.i_account);
    } else {
      add("Account/Service/QuotaExceeded", after.i_account);
    }
  }
  for (const std::string& quota : before.quotas_exceeded) {
    if (!after.quotas_exceeded.contains(quota)) add("Account/Service/QuotaAvailable", after.i_account);
  }
}

void EventRecorder::see(const Customer& after) {
  const ICustomer key = after.i_customer;
  const Customer* before = before_.customer(key);
  if (before == nullptr) {
    add("Customer/New", key);
    return;
  }
  if (before->name != after.name) add("Customer/Name/Changed", key);
  see_status(*before, after);
  see_features(*before, after);
  if (before->custom_fields != after.custom_fields) add("Customer/CustomField/Changed", key);
  see_person(before->person, after.person, key);
  see_balance("Customer/BalanceChanged", before->balance, after.balance, key);
  const bool was_used_up = is_used_up(available_funds(*before));
  const bool used_up = is_used_up(available_funds(after));
  if (!was_used_up && used_up) add("Customer/ZeroAvailableFunds", key);
  if (was_used_up && !used_up) add("Customer/AvailableFundsAppear", key);
}

void EventRecorder::see_status(const Customer& before, const Customer& after) {
  const ICustomer key = after.i_customer;
  if (!before.blocked && after.blocked) add("Customer/Blocked", key);
  if (before.blocked && !after.blocked) add("Customer/Unblocked", key);
  if (!before.limited && after.limited) add("Customer/Status/Limited", key);
  const bool limit_lifted = before.limited && !after.limited;
  const bool termination = before.provisionally_terminated != after.provisionally_terminated;
  const bool delays = before.bill_suspension_delayed != after.bill_suspension_delayed ||
                      before.limiting_delayed != after.limiting_delayed;
  if (limit_lifted || termination || delays) add("Customer/Status/Changed", key);
  if (before.bill_status == after.bill_status) return;

  const auto inherited = [&](std::string_view event_type) {
    for (const Account* account : before_.accounts_of(key)) {
      if (account->bill_status == AccountBillStatus::Closed) continue;
      if (ProvisioningEvent* event = add(event_type, account->i_account)) event->inherited = true;
    }
  };
  switch (after.bill_status) {
    case CustomerBillStatus::Suspended:
      add("Customer/Status/Suspended", key);
      inherited("Account/Status/Suspended");
      return;
    case CustomerBillStatus::Closed:
      add("Customer/Status/Closed", key);
      return;
    case CustomerBillStatus::Exported:
      add("Customer/Status/Exported", key);
      return;
    case CustomerBillStatus::Deactivated:
      add("Customer/Status/Deactivated", key);
      return;
    case CustomerBillStatus::Open:
      break;
  }
  switch (before.bill_status) {
    case CustomerBillStatus::Suspended:
      add("Customer/Status/Unsuspend", key);
      inherited("Account/Status/SuspensionRemoved");
      return;
    case CustomerBillStatus::Deactivated:
      add("Customer/Status/Activated", key);
      return;
    case CustomerBillStatus::Exported:
      add("Customer/Status/Imported", key);
      return;
    case CustomerBillStatus::Open:
    case CustomerBillStatus::Closed:
      break;
  }
  add("Customer/Status/Changed", key);
}

void EventRecorder::see_features(const Customer& before, const Customer& after) {
  const std::set<std::string> changed = changed_features(before.service_features, after.service_features);
  if (changed.empty()) return;
  add("Customer/ServiceAttribute/Changed", after.i_customer);
  for (const Account* account : before_.accounts_of(after.i_customer)) {
    if (account->bill_status == AccountBillStatus::Closed) continue;
    if (!inherits_any(account->service_features, changed)) continue;
    ProvisioningEvent* event = add("Account/ServiceAttribute/Changed", account->i_account);
    if (event != nullptr) event->inherited = true;
  }
}

void EventRecorder::see(const Product& after) {
  const Product* before = before_.product(after.i_product);
  if (before == nullptr || before->service_features == after.service_features) return;
  if (ProvisioningEvent* event = add("Product/ServiceAttribute/Changed")) {
    event->variables = {{"i_product", after.i_product.value()}};
  }
}

void EventRecorder::sim_assignment(std::optional<IAccount> i_account) {
  if (!i_account || !reassigned_.insert(*i_account).second) return;
  const Account* account = before_.account(*i_account);
  if (account != nullptr && account->bill_status == AccountBillStatus::Closed) return;
  add("Account/SIMCardAssignment", *i_account);
  if (ProvisioningEvent* event = add("SIM/Replaced", *i_account)) {
    event->variables = {{"i_env", before_.i_env()}, {"event_time", base::datetime_text(now_)}};
  }
}

void EventRecorder::see(const SimCard& after) {
  const SimCard* before = before_.sim_card(after.i_sim_card);
  if (before == nullptr) {
    add("SIM/Created", after);
    sim_assignment(after.i_account);
    return;
  }
  if (before->i_account != after.i_account) {
    sim_assignment(before->i_account);
    sim_assignment(after.i_account);
  }
  if (before->i_account == after.i_account || before->status != after.status) {
    const std::size_t so_far = events_.size();
    add("SIM/Updated", after);
    if (events_.size() > so_far && before->status != after.status) {
      events_.back().variables["prev_status"] = wire_text(before->status);
      events_.back().variables["curr_status"] = wire_text(after.status);
    }
  }
}

void EventRecorder::see(const Did& after) {
  const Did* before = before_.did(after.i_did_number);
  if (before == nullptr) {
    add("DID/New", after);
    return;
  }
  if (before->status != after.status && after.status == DidStatus::Canceled) {
    add("DID/Status/Canceled", after);
    return;
  }
  if (before->status != after.status && after.status == DidStatus::Moved) {
    add("DID/Status/Moved", after);
    return;
  }
  if (before->status == DidStatus::Canceled || (!before->active && after.active)) {
    add("DID/Status/Activated", after);
  }
  const bool same_owner = before->i_customer == after.i_customer && before->i_account == after.i_account;
  if (same_owner) return;
  const bool to_somebody = (after.i_account && after.i_account != before->i_account) ||
                           (after.i_customer && after.i_customer != before->i_customer);
  add(to_somebody ? "DID/Status/Assigned" : "DID/Status/Unassigned", after);
}

void EventRecorder::see(const Invoice& after) {
  const Invoice* before = before_.invoice(after.i_invoice);
  if (before == nullptr) {
    add("Invoice/New", after);
    return;
  }
  if (before->adjustments != after.adjustments) add("Invoice/Adjustments/Changed", after);
  if (before->amount_paid != after.amount_paid) add("Invoice/AmountPaid/Changed", after);
  if (before->status != after.status) add("Invoice/Status/Changed", after);
}

void EventRecorder::see_removed(const EntityRef& ref) {
  if (const ISimCard* key = std::get_if<ISimCard>(&ref)) {
    if (const SimCard* card = before_.sim_card(*key)) add("SIM/Deleted", *card);
  } else if (const IDid* number = std::get_if<IDid>(&ref)) {
    if (const Did* did = before_.did(*number)) add("DID/Deleted", *did);
  }
}

}  // namespace sim
