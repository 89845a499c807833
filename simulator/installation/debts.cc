#include "simulator/installation/debts.h"

#include <algorithm>

namespace sim {

namespace {

bool has_record(const World& world, const SystemMapping& system, IAccount i_account, base::VirtualTime now) {
  const Account* account = world.account(i_account);
  return account != nullptr && expected_record(world, system, *account, now).has_value();
}

// Events that change nothing which an external system holds, whomever they name.
bool is_about_accounts(const ProvisioningEvent& event) {
  const std::string_view type = event.event_type;
  return !event.i_invoice && !type.starts_with("Invoice/") && !type.starts_with("PaymentTransaction/") &&
         !type.starts_with("DID/");
}

}  // namespace

bool is_provisioned(const World& world, IAccount i_account, base::VirtualTime now) {
  return std::any_of(world.systems().begin(), world.systems().end(),
                     [&](const SystemMapping& system) { return has_record(world, system, i_account, now); });
}

void Debts::sent(std::int64_t i_event) {
  sent_.emplace(i_event, finals_);
  if (sent_.size() > kTakenMax) sent_.erase(sent_.begin());
}

void Debts::taken(std::int64_t i_event, const ProvisioningEvent& event, const World& world,
                  base::VirtualTime now, const std::set<IAccount>& holding) {
  if (!taken_.insert(i_event).second) return;
  if (taken_.size() > kTakenMax) taken_.erase(taken_.begin());
  const auto sent = sent_.find(i_event);
  const auto is_told = [&](IAccount account) {
    const auto told = told_.find(account);
    return told != told_.end() && sent != sent_.end() && told->second > sent->second;
  };
  const auto owe = [&](IAccount account) {
    const bool concerns = holding.contains(account) || is_provisioned(world, account, now);
    if (concerns && !is_told(account)) owed_.insert(account);
  };
  if (!is_about_accounts(event)) return;
  if (event.i_account) {
    owe(*event.i_account);
  } else if (event.i_customer) {
    for (const Account* account : world.accounts_of(*event.i_customer)) owe(account->i_account);
  }
}

void Debts::told(IAccount account, bool final_status) {
  if (!final_status) {
    owed_.insert(account);
    return;
  }
  owed_.erase(account);
  told_[account] = ++finals_;
}

bool is_final(std::string_view status) { return status == "OK" || status == "FAILED"; }

bool is_group_of(const World& world, IAccount i_account, std::string_view group, base::VirtualTime now) {
  const bool is_any = !is_provisioned(world, i_account, now);
  return std::any_of(world.systems().begin(), world.systems().end(), [&](const SystemMapping& system) {
    return system.group == group && (is_any || has_record(world, system, i_account, now));
  });
}

}  // namespace sim
