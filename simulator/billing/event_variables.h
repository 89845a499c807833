// How the variables of an event name what it is about.
#pragma once

#include "base/json.h"
#include "simulator/billing/world.h"

namespace sim {

// An account by its i_account, a customer by its i_customer, a DID by its number, an invoice by its i_invoice
// and i_customer; an empty object for what no variable names. REQUIRES: `entity` is of `world`.
base::Json variables_of(const World& world, const EntityRef& entity);

}  // namespace sim
