// given: what the story relies on in the world.
#pragma once

#include "simulator/scenario/language/reading.h"

namespace sim::language {

// Each item names an entity by its first ENTITY key; the others are facts about it. A fact that is not so is
// a finding that says what the world holds.
void read_given(const base::Node& node, Reading& reading);

}  // namespace sim::language
