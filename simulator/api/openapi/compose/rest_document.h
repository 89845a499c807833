// The OpenAPI document of one realm's methods.
#pragma once

#include <vector>

#include "simulator/api/openapi/compose/operations.h"

namespace sim::openapi {

// The members that stand behind `info` and `servers`: security, tags, paths, components.
base::Node rest_members(const std::vector<Service>& services, const std::string& realm,
                        const SchemaTable& schemas);

}  // namespace sim::openapi
