// A text that a regular expression matches, made of the expression itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace base {

// A text of `length_min` to `length_max` bytes, at most 4096, in which `pattern` (ECMAScript, as std::regex
// reads it) matches a part, as JSON Schema has it: the first of `likely` that is one, else one that is made.
// The same pattern gives the same text. Nothing where the pattern is none, or where no text was found:
// look-aheads are not followed, only checked, and back references not read.
std::optional<std::string> example_of_pattern(const std::string& pattern,
                                              const std::vector<std::string>& likely = {},
                                              std::size_t length_min = 0, std::size_t length_max = 4096);

}  // namespace base
