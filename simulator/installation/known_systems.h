// What an Installation can do with the `systems:` of a world, for whoever reads one.
#pragma once

#include <string>
#include <vector>

#include "simulator/billing/world_file.h"

namespace sim {

// "http", "https", "clock", "control", "reseller_http" …: the ports that every installation has.
std::vector<std::string> port_names();

KnownSystems known_systems();

}  // namespace sim
