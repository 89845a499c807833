// The keywords that a schema of the sources may have, and what the value of each must be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace sim::openapi {

enum class Operand {
  Text,
  Types,  // one, or a list of them
  Number,
  Count,
  Yes,  // true, or left out
  Bool,
  Any,
  Values,  // a list of anything
  Names,   // a list of names
  Schema,
  SchemaOrBool,
  Schemas,  // a list of them
  Map,      // of schemas
};

// Nothing where there is no such keyword.
std::optional<Operand> find_operand(std::string_view keyword);
// All of them, sorted.
const std::vector<std::string>& schema_keywords();

// The texts of a list; none where there is no list.
std::vector<std::string> names_in(const base::Node* list);
std::vector<std::string> keys_of(const base::Node* map);

}  // namespace sim::openapi
