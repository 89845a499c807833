// What a schema wants, in words: for the violations of json_schema.h.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/json.h"

namespace base {

// As `expected` and `missing` of a SchemaViolation.
struct Expectation {
  std::string words;
  std::vector<std::string> missing = {};
};

// What was expected of `value`, by the library's `description` of what it misses and the schemas it is held
// to. Empty where it only says that something inside does not fit.
std::vector<Expectation> expectations(const std::string& description, const std::vector<const Json*>& schemas,
                                      const Json& value);

// The value as JSON, cut to 100 characters.
std::string brief(const Json& value);

}  // namespace base
