// Reads one answer of a stub; for read_stubs.cc.
#pragma once

#include <optional>

#include "simulator/api/stubs/read_stubs.h"

namespace sim::api {

// `params`: what the stub asks of the call's parameters, or null. Nothing after adding a finding.
std::optional<StubAnswer> read_stub_answer(const base::Node& node, const base::Node* params,
                                           const StubContext& context, base::Findings& findings);

}  // namespace sim::api
