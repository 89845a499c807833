// A small set of sources, and what is composed of it.
#pragma once

#include <map>
#include <string>

#include "simulator/api/openapi/compose/compose.h"

namespace sim::openapi {

using Texts = std::map<std::string, std::string>;

// Documents "customer" (CustomerInterface.json), "espf" and "webhooks"; the service Account with
// get_account_info, for administrators and customers, and block_account, for administrators.
Texts small_sources();

// With `files` put in the place of those of the same name, or added.
Composition composed(const Texts& files = {});

}  // namespace sim::openapi
