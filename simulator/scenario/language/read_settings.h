// Settings, at the top of a scenario or in a suite file.
#pragma once

#include <string>

#include "simulator/scenario/language/reading.h"

namespace sim::language {

// The greatest seed, wherever one is said.
inline constexpr long long kSeedMax = 9'223'372'036'854'775'807;

// Adds readers for all settings_keys() to `reader`, save `stubs`, which the caller reads; each changes the
// members of `settings` that it names and no other. `file` is what paths are seen from. Both are borrowed
// until `reader` has read.
void join_settings(TableReader& reader, const std::string& file, Settings& settings,
                   base::Findings& findings);

// Finds the names of `ports:` that no system of these worlds has; what may be meant for another port is told
// already.
void check_systems_of_ports(const base::Node& ports, const std::vector<const World*>& worlds,
                            base::Findings& findings);

// "skip", "real", "10x", "10×".
bool parse_time_mode(std::string_view text, TimeOptions& time);

}  // namespace sim::language
