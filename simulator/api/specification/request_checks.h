// Holds the parameters of calls to what a document says of them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/json_schema.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

enum class Strictness {
  // As a real server takes requests: a number may be written as text, a member that is not described passes.
  Lenient,
  // To the letter; and a member that is not described is refused, unless its schema speaks of
  // additionalProperties.
  Strict,
};

// Validators are built when a method is first asked for, and kept. Threads: one.
class RequestChecks {
 public:
  // "" where `params` are as described; else what is wrong, for a faultstring: "i_account: expected an
  // integer, found "abc" (AdminInterface.json#/paths/…)".
  std::string problem(const SpecifiedMethod& method, const base::Json& params, Strictness strictness);
  // Likewise of `auth_info`, to the letter: "auth_info.token: expected a text, found 5 (…)".
  std::string auth_info_problem(const SpecifiedMethod& method, const base::Json& auth_info);

 private:
  std::string problem_of(const SpecifiedMethod& method, const base::Json* schema, const base::Json& value,
                         const std::string& root, Strictness strictness);

  std::map<const base::Json*, base::JsonSchema> validators_;  // by their schemas
};

}  // namespace sim::api
