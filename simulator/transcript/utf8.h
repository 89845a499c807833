// Cutting and showing UTF-8 text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sim {

// Returns the largest size of at most `bytes_max` at which `text` can be cut without splitting a character.
std::size_t character_boundary(std::string_view text, std::size_t bytes_max);

// Fills up with blanks to `characters`.
std::string padded(std::string_view text, std::size_t characters);

// Replaces what a terminal could take for a command (control characters) by "·", bytes that are no UTF-8 by
// U+FFFD, line breaks and tabs by blanks.
std::string printable(std::string_view text);

}  // namespace sim
