#include "simulator/api/v2/problem.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/json.h"

namespace sim::api::v2 {
namespace {

Problem one(int status, std::string code, std::string title, std::string detail) {
  return {status, {{std::move(code), std::move(title), std::move(detail)}}, {}};
}

}  // namespace

Problem bad_parameter(std::string detail) {
  return one(400, "invalid_parameter", "Invalid parameter", std::move(detail));
}

Problem bad_body(std::string detail) {
  return one(400, "invalid_body", "Invalid request body", std::move(detail));
}

Problem unsupported_type() {
  return one(415, "unsupported_media_type", "Unsupported media type",
             "Content-Type must be application/json");
}

Problem not_found(std::string detail) { return one(404, "not_found", "Not found", std::move(detail)); }

Problem wrong_verb(const std::string& allow) {
  Problem problem =
      one(405, "method_not_allowed", "Method not allowed", "this resource answers " + allow + " alone");
  problem.headers.add("Allow", allow);
  return problem;
}

Problem access_denied(std::string detail) {
  return one(403, "access_denied", "Access denied", std::move(detail));
}

Problem not_authenticated(std::string detail) {
  Problem problem = one(401, "not_authenticated", "Not authenticated", std::move(detail));
  problem.headers.add("WWW-Authenticate", "Bearer");
  return problem;
}

Problem too_much() {
  return one(400, "too_much", "Too much at once", "ask for fewer fields or for a smaller `limit`");
}

Problem refused_login(const Fault& fault) {
  const std::string code = fault.faultcode.substr(fault.faultcode.rfind('.') + 1);
  if (code == "auth_failed") {
    Problem problem = not_authenticated(fault.faultstring);
    problem.errors.front().code = code;
    return problem;
  }
  if (fault.faultcode.compare(0, 7, "Client.") == 0) {
    Problem problem = bad_body(fault.faultstring);
    problem.errors.front().code = code;
    return problem;
  }
  return one(403, code, "Login refused", fault.faultstring);
}

base::HttpResponse problem_response(const Problem& problem) {
  base::Json list = base::Json::array();
  for (const Error& error : problem.errors) {
    list.push_back({{"code", error.code}, {"title", error.title}, {"detail", error.detail}});
  }
  base::HttpResponse response =
      base::json_response(problem.status, base::dump({{"errors", std::move(list)}}));
  for (const auto& [name, value] : problem.headers) response.headers.add(name, value);
  return response;
}

}  // namespace sim::api::v2
