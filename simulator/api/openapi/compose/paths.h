// A source in the form of OpenAPI: paths, tags, security and components, checked and made a document's
// members.
#pragma once

#include "base/document.h"
#include "simulator/api/openapi/compose/schemas.h"
#include "simulator/api/openapi/compose/sources.h"

namespace sim::openapi {

// The members that stand behind `info` and `servers`. Where something is wrong it goes to the file's
// findings.
base::Node paths_members(Sources& sources, const std::string& file, const SchemaTable& schemas);

}  // namespace sim::openapi
