// Whole numbers of a JSON text that no 64-bit type holds, which parse_json() makes texts of.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace base {

// In the order of the text, at most `most`; they lead into `json`, a text that parse_json() takes.
std::vector<std::string_view> long_integers(std::string_view json, std::size_t most);

}  // namespace base
