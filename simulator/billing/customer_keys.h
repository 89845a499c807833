// The keys of a customer's `create` and `set` maps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/billing/change_argument.h"

namespace sim {

const std::vector<RowKey<Customer>>& customer_keys();

inline constexpr int kResellerType = 2;  // Customer::i_customer_type

// Why `customer`, which is none, cannot be a reseller, and what helps; `resellers`: the names of those that
// are.
struct NoReseller {
  std::string what, help;
};
NoReseller no_reseller(const std::string& customer, const std::vector<std::string>& resellers);
// The same for one of a world; nothing where it is a reseller.
std::optional<NoReseller> why_no_reseller(const World& world, const Customer& customer);

// Refuses a name that another customer has.
base::Result<void, ChangeError> rename_customer(ChangeDraft& draft, Customer& customer,
                                                const base::Node& name);

}  // namespace sim
