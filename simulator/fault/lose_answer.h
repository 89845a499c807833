// `lose_answer`: what makes a resend a repeat.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& lose_answer_deed();

}  // namespace sim
