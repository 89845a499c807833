// Which stubs can never answer.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "base/map_reader.h"
#include "simulator/api/stubs/stub.h"

namespace sim::api {

// Adds a finding for each stub of which every call is taken by stubs before it. Where that cannot be told
// from their words, nothing is said.
void find_unreachable(const std::vector<Stub>& stubs, base::Findings& findings);

// Likewise of stubs of several files, in the order in which they are asked: a note for each of which stubs of
// other files take every call.
std::vector<base::Diagnostic> shadowed(const std::vector<Stub>& stubs);

}  // namespace sim::api
