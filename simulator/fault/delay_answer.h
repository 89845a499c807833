// `delay_answer`: a duration of simulated time between the work and the answer.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& delay_answer_deed();

}  // namespace sim
