// `replace_answer`: a status code, or {status, body, headers}, after the work is done.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& replace_answer_deed();

}  // namespace sim
