// `expire_session`: for calls alone, since only they have a session that is renewed.
#pragma once

#include "simulator/fault/fault_table.h"

namespace sim {

const FaultDeed& expire_session_deed();

}  // namespace sim
