// `answer`: a status code, or {status, body, headers}, in the place of the receiver.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& answer_deed();

}  // namespace sim
