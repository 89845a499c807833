// An OpenAPI document as `--openapi` and `espf check` read it: what is of no use there is said to be that.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "simulator/api/specification/specification.h"

namespace sim::language {

// What a document describes that describes no methods of /rest, by its paths and servers: "API 2.0", "the
// ESPF API", "webhooks"; "" where that cannot be told, or it has mistakes of syntax.
std::string other_api(const std::string& file, const std::string& text);

// api::read_specification(); of a file of another kind, or a document of another API, the one mistake is
// that.
api::SpecificationRead read_openapi(const std::string& file, const std::string& text,
                                    std::vector<api::Realm> realms);

}  // namespace sim::language
