// `kill`: the process dies (SIGKILL) at its next request, which is neither executed nor answered.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& kill_deed();

}  // namespace sim
