// A schema with all that it refers to, in the one form that json_schema.cc's library understands: draft 7,
// every reference "#/definitions/<n>", no keyword that is not checked.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/bounded_regex.h"
#include "base/json.h"
#include "base/json_schema.h"
#include "base/result.h"

namespace base {

struct SchemaClosure {
  Json root;                                    // {"allOf": [the schema], "definitions": {…}}
  std::vector<std::string> unchecked;           // as JsonSchema::unchecked()
  std::map<std::string, SearchRegex> patterns;  // by their texts
};

// As JsonSchema::compile().
Result<SchemaClosure> close_schema(const Json& schema, const Json& document, SchemaUse use);

// The schemas that a value at `path` of the root's value is held to, references followed and alternatives
// included, the nearest first. `path`: names of members and numbers of items.
std::vector<const Json*> schemas_at(const Json& root, const std::vector<std::string>& path);

}  // namespace base
