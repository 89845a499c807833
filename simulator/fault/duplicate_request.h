// `duplicate_request`: a repeat without a resend.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& duplicate_request_deed();

}  // namespace sim
