// The setting `espf`.
#pragma once

#include "simulator/scenario/language/reading.h"

namespace sim::language {

void read_espf(const Key& key, const base::Node& node, EspfOptions& options, base::Findings& findings);

// Reads a decimal number of at least `key.min`.
std::optional<double> read_number(const Key& key, const base::Node& node, base::Findings& findings);

}  // namespace sim::language
