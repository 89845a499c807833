// What keeps a text that YAML may be read of from being JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace base {

// The first mistake of a text that must be JSON, as a comma behind the last item, a comment or a text without
// quotes, with what to write instead. Nothing of JSON, and of what is only nested more deeply, or longer,
// than parse_json() takes.
std::optional<Diagnostic> json_mistake(const std::string& file, std::string_view text);

}  // namespace base
