// Schemas of an OpenAPI document, as a contract: what they do not name must not be there.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace sim::tests {

// The document with every object closed that names its members and is not a part of an allOf, so that a
// member which nobody described breaks its schema.
base::Json closed(const base::Json& document);

// What `value` misses of `schema`, a line each, with `where` before it; none: it fits. References are those
// of `document`.
std::vector<std::string> violations(const base::Json& schema, const base::Json& document,
                                    const base::Json& value, const std::string& where);

// The value with what its schema marks `x-varies` replaced by "varies".
base::Json without_varying(const base::Json& value, const base::Json& schema, const base::Json& document);

std::string joined(const std::vector<std::string>& lines);

}  // namespace sim::tests
