// Errors of API 2.0: a real HTTP status and a list of what is wrong. All shapes and codes are assumed; one
// client knows a list of {code, title, detail}.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/http.h"
#include "simulator/api/fault.h"

namespace sim::api::v2 {

struct Error {
  std::string code;    // "unknown_field": for programs and for the `fault` of a scenario's call
  std::string title;   // the same in words
  std::string detail;  // of this very request
};

struct Problem {
  int status = 400;
  std::vector<Error> errors = {};  // at least one; all that is wrong, where several things are
  base::Headers headers = {};      // those that the status asks for: Allow, WWW-Authenticate
};

template <class T>
using OrProblem = tl::expected<T, Problem>;

// Problems of one error each.
Problem bad_parameter(std::string detail);
Problem bad_body(std::string detail);
Problem unsupported_type();                     // 415
Problem not_found(std::string detail);          // 404
Problem wrong_verb(const std::string& allow);   // 405
Problem access_denied(std::string detail);      // 403
Problem not_authenticated(std::string detail);  // 401
Problem too_much();                             // 400: an answer larger than we give
// Session/login's refusals: its codes' last words, with 401, 403 or 400.
Problem refused_login(const Fault& fault);

// {"errors": [{"code", "title", "detail"}]}
base::HttpResponse problem_response(const Problem& problem);

}  // namespace sim::api::v2
