// Text as characters. All functions take any bytes; a byte that is no UTF-8 counts as one character.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// Characters in `text`.
std::size_t character_count(std::string_view text);

// Bytes of the first `characters` characters, at most all.
std::size_t bytes_of_characters(std::string_view text, std::size_t characters);

// The offset of the first byte that is no UTF-8 (overlong forms and surrogates are none); nothing where
// all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// Code points; a byte that is no UTF-8 becomes U+FFFD.
std::u32string code_points(std::string_view text);

// The first `characters_max` characters, with "…" behind where some were left off.
std::string shortened(std::string_view text, std::size_t characters_max);

}  // namespace base
