// `hold_answer`: an old reading, or a slow peer; without `for` and `until` it holds until it is cleared.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& hold_answer_deed();

}  // namespace sim
