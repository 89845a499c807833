// Passes over a string of a JSON text that is known to be sound, or may not be.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace base {

// One past the closing quote of the string that begins at `at`; the end of the text where it is not closed.
// REQUIRES: json[at] is a quote.
inline std::size_t end_of_json_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return std::min(at + 1, json.size());
}

}  // namespace base
