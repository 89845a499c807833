// A user's document as people and tools get it from us.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/json.h"

namespace sim::api {

// `text`: JSON, and `document` what it says. As it is where one list of `servers`, above all, is enough to
// lead every method here; else without the `servers` of paths and operations, and without the "/rest" that
// some paths begin with and others do not.
std::string shown_text(const std::string& text, const base::Json& document);

// The same with `servers` that lead to the espf at `origin`; "" is wherever the document came from.
std::string text_served_at(const std::string& shown, const std::string& origin);

}  // namespace sim::api
