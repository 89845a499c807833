// What a caller may see: an administrator all, a reseller its customers, a customer its own, an account
// itself. What it may not see is as if it were not there.
#pragma once

#include "simulator/api/method_table.h"

namespace sim::api {

bool may_see(const Call& call, const Customer& customer);
bool may_see(const Call& call, const Account& account);

// The account that i_account, id or login of `keys` name; in the account realm its own where they name none.
// Null where there is none, or the caller may not see it.
const Account* named_account(const Call& call, const base::Json& keys);
const Customer* named_customer(const Call& call, const base::Json& keys);

// A list filter: the customer that the caller is confined to, whatever it asks for.
std::optional<ICustomer> confined_to(const Call& call, std::optional<ICustomer> asked);

}  // namespace sim::api
