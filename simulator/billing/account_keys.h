// The keys of an account's `create` and `set` maps.
#pragma once

#include <vector>

#include "simulator/billing/change_argument.h"

namespace sim {

const std::vector<RowKey<Account>>& account_keys();

// The main product becomes `product`. Refuses an add-on and another currency.
base::Result<void, ChangeError> set_main_product(Account& account, const Product& product,
                                                 const base::Node& at);
// Refuses an id that another account has. The SIM card's MSISDN follows where it was the old number.
base::Result<void, ChangeError> change_account_id(ChangeDraft& draft, Account& account, const base::Node& id);

}  // namespace sim
