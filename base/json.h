// JSON as a value (nlohmann's), with the only two doors between it and text.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

using Json = nlohmann::json;  // members sorted by name

struct JsonLimits {
  std::size_t bytes_max = 16u << 20;
  int depth_max = 64;
};

// Reads one JSON value. An integer that no 64-bit type holds becomes a string of its digits, exactly.
// A doubled key keeps its last value. Errors: Invalid with line and column (a number over 1e308 is one),
// Limit; `mistake_at` is set to the byte where the mistake, or the level too many, stands. Never throws.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {},
                        std::size_t* mistake_at = nullptr);

// The same value with its members in the order of the text, for a text that is shown again.
// REQUIRES: parse_json() takes the text
using OrderedJson = nlohmann::ordered_json;
OrderedJson parse_ordered(std::string_view text);

// Writes it on one line. A string that is not UTF-8 is written as "base64:…". Never throws.
std::string dump(const Json& value);
// The same with line breaks, two blanks deep.
std::string dump_pretty(const Json& value);
std::string dump_pretty(const OrderedJson& value);

// A scalar as a person would write it: a string itself, true, 12, 1.5, null; an object or list as dump().
std::string text_of(const Json& value);

}  // namespace base
