// `lose_request`: nobody hears of it; a resend of it is no repeat.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& lose_request_deed();

}  // namespace sim
