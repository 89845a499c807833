// What an Installation can do with the `systems:` of a world, for whoever reads one.
#pragma once

#include <string>
#include <vector>

#include "simulator/billing/world_file.h"

namespace sim {

// "http", "https", "clock", "control", "reseller_http" …: the ports that every installation has.
std::vector<std::string> port_names();
// Those, and of the systems of these worlds.
std::vector<std::string> port_names(const std::vector<const World*>& worlds);
// The same for `espf run`, which has no "control".
std::vector<std::string> port_names_of_runs(const std::vector<const World*>& worlds);

KnownSystems known_systems();

}  // namespace sim
