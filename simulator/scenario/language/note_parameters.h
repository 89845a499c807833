// Notes of parameters that nearly have the name of one that the method has.
#pragma once

#include <string>

#include "simulator/scenario/language/reading.h"

namespace sim::language {

// `params`: those of a call of `method` in the realm of administrators. What a document of the user's says of
// it counts before ours, as with stubs.
void note_parameters(const std::string& method, const base::Node& params, Reading& reading);

}  // namespace sim::language
