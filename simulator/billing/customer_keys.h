// The keys of a customer's `create` and `set` maps.
#pragma once

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

// Refuses a name that another customer has.
base::Result<void, ChangeError> rename_customer(ChangeDraft& draft, Customer& customer,
                                                const base::Node& name);

}  // namespace sim
