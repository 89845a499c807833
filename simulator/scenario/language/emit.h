// The variables of a raw event.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "simulator/billing/world.h"
#include "simulator/scenario/scenario.h"

namespace sim {

// The step's variables with the numbers of its entities: account → i_account, customer → i_customer, invoice
// → i_invoice and its i_customer, did → number. Errors: NotFound, with what was probably meant.
base::Result<base::Json> emit_variables(const EmitStep& step, const World& world);

}  // namespace sim
