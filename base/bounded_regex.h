// What std::regex is asked to match, so that it ends soon whatever expression and text are.
#pragma once

#include <cstddef>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

// libstdc++'s executor that visits each state once a character, where the default one takes exponential time
// for (a+)+b and its stack grows with the text.
inline constexpr auto kBoundedRegex =
    std::regex_constants::ECMAScript | std::regex_constants::__polynomial | std::regex_constants::nosubs;

// How many characters, classes and the like the expression is with its repeats {n} written out; at most
// 1,000,000.
std::size_t written_out(std::string_view expression);

// "a `[` or `]` is missing", for people.
std::string_view regex_problem(std::regex_constants::error_type code);

// An expression that is searched for in texts, byte for byte.
struct SearchRegex {
  std::regex regex;      // for std::regex_search without flags
  std::size_t text_max;  // bytes of a text that is searched in about a second at most
};

// Reads an ECMAScript expression without back references and without look-aheads in look-aheads, written
// out at most 20,000 long. Errors: Invalid, with why, as regex_problem().
Result<SearchRegex> compile_search(const std::string& expression);

}  // namespace base
