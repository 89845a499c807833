// Which entity a call is about, for the transcript and for faults that name one.
#pragma once

#include "simulator/api/api.h"

namespace sim::api {

// Fills i_account, i_customer, i_invoice and number of a Described whose method and params are set, where
// they say so and the world knows it. A SIM card's call is about the account that has the card.
void describe_about(Described& described, const World& world);

// Whether parameters name an account or a customer, whether or not the world knows it.
bool names_anybody(const base::Json& params);

}  // namespace sim::api
