// Which stubs can never answer.
#pragma once

#include "base/map_reader.h"
#include "simulator/api/stubs/stub.h"

namespace sim::api {

// Adds a finding for each stub of which every call is taken by stubs before it. Where that cannot be told
// from their words, nothing is said.
void find_unreachable(const std::vector<Stub>& stubs, base::Findings& findings);

}  // namespace sim::api
