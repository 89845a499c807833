// The one word by which PortaBilling says how an account or a customer fares: `status` of account_info and
// customer_info. The words are attested; which wins where several hold is assumed (the order below).
#pragma once

#include <optional>
#include <string_view>

#include "base/virtual_time.h"
#include "simulator/billing/entities.h"

namespace sim {

class World;

// Nothing where the account is fine. In order: closed, customer_exported, inactive, blocked,
// customer_blocked, customer_provisionally_terminated, suspended, customer_suspended, customer_limited,
// frozen, quarantine, screening, not_yet_active, expired, overdraft, zero_balance, credit_exceeded,
// customer_has_no_available_funds, customer_credit_exceed, customer_suspension_delayed,
// customer_limiting_delayed.
std::optional<std::string_view> account_status(const World& world, const Account& account,
                                               base::VirtualTime now);

// True where a word of account_status means that service goes on all the same: the two `…_delayed`.
bool is_only_a_warning(std::string_view account_status);

// Nothing where the customer is fine. In order: closed, exported, deactivated, blocked,
// provisionally_terminated, suspended, limited, frozen, billing_paused, spending_limit_reached,
// reseller_blocked, reseller_suspended, reseller_provisionally_terminated, no_available_funds,
// credit_exceeded, suspension_delayed, limiting_delayed.
std::optional<std::string_view> customer_status(const World& world, const Customer& customer);

// What may still be spent; nothing where there is no limit. Debit account: its balance. Credit account: its
// credit limit less its balance. A subordinate account: what its customer has.
std::optional<Money> available_funds(const World& world, const Account& account);
std::optional<Money> available_funds(const Account& account, const Customer& customer);
std::optional<Money> available_funds(const Customer& customer);

// 1 where it is past its activation date, not expired and neither closed nor inactive: `is_active`.
bool is_active(const Account& account, base::VirtualTime now);

// What a service feature comes to: the account's own, else its customer's, else its product's, else "N".
ServiceFeature effective_feature(const World& world, const Account& account, std::string_view name);
ServiceFeature effective_feature(const Customer& customer, std::string_view name);

}  // namespace sim
