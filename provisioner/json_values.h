// Reading PortaBilling's JSON, in which a number may be a string and a member may be missing or null.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace prov {

// A whole number, or a string that is one (at most 18 digits).
std::optional<std::int64_t> integer_of(const base::Json& value);

// The member as text; "" where it is missing, null, an object or a list, or `object` is no object.
std::string text_member(const base::Json& object, const char* name);
std::optional<std::int64_t> integer_member(const base::Json& object, const char* name);

// The member itself; null where it is missing or `object` is no object.
const base::Json* member(const base::Json& object, const char* name);

}  // namespace prov
