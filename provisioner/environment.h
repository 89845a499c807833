// Environment variables in configuration: `${NAME}` and `${NAME:-default}` within a scalar; `$${` stands for
// `${`.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/document.h"
#include "base/map_reader.h"

namespace prov {

// The variable's value; nothing where it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Puts the values into every scalar below `node` (keys stay). The default is taken where the variable is not
// set or empty. A variable that has neither, or a brace that does not end, is a finding.
base::Node with_environment(base::Node node, const Environment& environment, base::Findings& findings);

}  // namespace prov
