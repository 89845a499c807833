#include "simulator/api/refused_request.h"

#include "simulator/api/envelope.h"
#include "simulator/api/espf_api.h"
#include "simulator/api/fault.h"
#include "simulator/api/v2/endpoint.h"
#include "simulator/api/v2/problem.h"

namespace sim::api {
namespace {

// The code's last word and a title. Assumed.
struct Words {
  const char* code;
  const char* title;
};

Words words_of(int status) {
  switch (status) {
    case 408:
      return {"timeout", "Request timeout"};
    case 413:
      return {"body_too_large", "Request body too large"};
    case 431:
      return {"header_too_large", "Request header too large"};
    default:
      return {"bad_request", "Bad request"};
  }
}

}  // namespace

base::HttpResponse refused_request(const base::BadRequest& bad) {
  const Words words = words_of(bad.status);
  if (is_rest_target(bad.target)) {
    base::HttpResponse response = fault_response({std::string("Client.Request.") + words.code, bad.reason});
    response.status = bad.status;
    return response;
  }
  if (v2::is_v2_target(bad.target))
    return v2::problem_response({bad.status, {{words.code, words.title, bad.reason}}, {}});
  if (is_espf_target(bad.target)) return error_response(bad.status, bad.reason);
  return {bad.status, {{"Content-Type", "text/plain"}}, bad.reason + "\n"};
}

}  // namespace sim::api
