// The part of explain.h that is about /espf/v1 and /api/v2: espf's own alone answers there.
#pragma once

#include <string>

#include "simulator/api/explain.h"
#include "simulator/api/options.h"

namespace sim::api {

inline constexpr const char* kNeedsSession = "a session";
inline constexpr const char* kNeedsNoSession = "no session";

// The first row of the rule.
Explanation::Row fault_row();

// True for "v2/products/id", "espf/v1/groups" …
bool is_resource(const std::string& method);

// REQUIRES: is_resource(question.method)
Explanation explain_resource(const ExplainQuestion& question, const ApiOptions& options);

}  // namespace sim::api
