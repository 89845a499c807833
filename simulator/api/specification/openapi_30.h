// Forms of OpenAPI 3.0 that 3.1 and JSON Schema write otherwise.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/json.h"

namespace sim::api {

// Rewrites the schemas of a document whose `openapi` is 3.0: `nullable`, `exclusiveMinimum: true` and
// `exclusiveMaximum: true`; what stands beside a `$ref` is dropped, save `nullable`, which counts as meant.
// Examples are left alone, though they may look like schemas.
void rewrite_openapi_30(base::Json& document);

}  // namespace sim::api
