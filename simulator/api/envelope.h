// One call as it comes in, whichever of the forms its client writes:
//
//   POST /rest/<Service>/<method>[/]       {"params": {…}, "auth_info": {…}}, both optional, as JSON
//   POST /rest/<Service>/<method>[/]       params=<json>&auth_info=<json>, as a form or multipart/form-data
//   POST or GET /rest/<Service>/<method>/<auth_info json>/<params json>     "//" for an empty auth_info
//   POST or GET /rest/Session/login/<params json>
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/http.h"
#include "base/json.h"
#include "simulator/api/credentials.h"
#include "simulator/api/fault.h"

namespace sim::api {

// What a call was sent with.
struct CallParts {
  bool has_body = false;
  bool has_params = false;
};

struct Envelope {
  std::string method;  // "Account/get_account_info"; not looked up
  base::Json params = base::Json::object();
  std::optional<base::Json> auth_info;  // where it has one; an object
  CallParts parts;
  Credentials credentials;  // those of the headers included
};

// For strict mode, of a body that is JSON: that a name stands twice in one of its objects, or that a number
// is none that a 64-bit type holds. "" where none does, and of another body.
std::string unclear_in(std::string_view body);

// True for /rest and all below it.
bool is_rest_target(std::string_view target);

// "Account/get_account_info", not looked up; "" where the path does not get that far.
// REQUIRES: is_rest_target(target)
std::string method_of_target(std::string_view target);

// `is_flat`: the user's document describes the method's parameters as the body itself; then a JSON body
// without `params` is them. REQUIRES: is_rest_target(request.target). Faults (codes assumed):
// Client.Request.…; what is wrong stands in faultstring.
OrFault<Envelope> read_envelope(const base::HttpRequest& request, const ApiOptions& options,
                                bool is_flat = false);

}  // namespace sim::api
