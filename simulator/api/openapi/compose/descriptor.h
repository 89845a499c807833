// What the program itself needs of the description: the methods, who may call them and what they take, as
// compact JSON that simulator/api/described_methods.cc reads at its first use.
#pragma once

#include <string>
#include <vector>

#include "simulator/api/openapi/compose/operations.h"

namespace sim::openapi {

// What kind of parameter a schema describes, as described_methods.cc knows it: "integer", "number", "string",
// "flag", "yes_no", "date", "date_time", "object", "array". "" for what the program cannot check.
std::string parameter_type(const base::Node& schema);

// [{"name", "meaning", "realms", "session", "assumed", "answers": […], "params": [{"name", "type",
// "required", "words", "members"}]}]; what is false or empty is left out.
std::string descriptor_text(const std::vector<Service>& services, const SchemaTable& schemas);

}  // namespace sim::openapi
