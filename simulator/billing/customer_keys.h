// The keys of a customer's `create` and `set` maps.
#pragma once

#include <vector>

#include "simulator/billing/change_argument.h"

namespace sim {

const std::vector<RowKey<Customer>>& customer_keys();

// Refuses a name that another customer has.
base::Result<void, ChangeError> rename_customer(ChangeDraft& draft, Customer& customer,
                                                const base::Node& name);

}  // namespace sim
