#include "simulator/api/explain_resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/diagnostic.h"
#include "base/json.h"
#include "base/uri.h"
#include "simulator/api/espf_api.h"
#include "simulator/api/method_table.h"
#include "simulator/api/specification/own_specifications.h"
#include "simulator/api/specification/request_checks.h"
#include "simulator/api/v2/resource.h"

namespace sim::api {
namespace {

using Row = Explanation::Row;
using There = Row::There;

constexpr std::string_view kEspf = "espf/v1";
constexpr std::string_view kV2 = "v2/";

Explanation answered_by_model(const ExplainQuestion& question, const char* what) {
  Explanation made;
  made.method = question.method;
  made.realm = question.realm;
  made.is_method = true;
  made.rows = {fault_row(),
               {There::No, Answerer::Stub, "none: stubs are for methods of /rest", ""},
               {There::Yes, Answerer::Model, what, ""}};
  made.answers = 2;
  return made;
}

void hold_to(const SpecifiedMethod& body, const base::Json& params, Explanation& made) {
  RequestChecks checks;
  made.held_to = body.place();
  if (const std::string problem = checks.problem(body, params, Strictness::Strict); !problem.empty())
    made.refused = "400: " + problem;
}

Explanation explain_espf(const ExplainQuestion& question, const ApiOptions& options) {
  Explanation made = answered_by_model(question, "the ESPF API");
  made.needs = "Basic or Bearer authorization";
  const EspfRoute* first = nullptr;
  for (const EspfRoute& route : espf_routes()) {
    if (route.method != question.method) continue;
    if (first == nullptr) first = &route;
    made.asked_as +=
        fmt::format("{}{} /espf/v1{}", made.asked_as.empty() ? "" : " or ", route.verb, route.path);
  }
  if (question.realm != Realm::Admin) {
    made.refused = "404: the ESPF API stands on the port of the realm admin";
  } else if (question.params) {
    const SpecifiedMethod* body = options.strict ? find_own_espf_body(first->path) : nullptr;
    if (body != nullptr) hold_to(*body, *question.params, made);
    const std::string unfit = unfit_body(first->action, *question.params, options);
    if (made.refused.empty() && !unfit.empty()) made.fault = "400: " + unfit;
  }
  return made;
}

std::string words_of(const v2::Problem& problem) {
  std::string words = fmt::format("{}: ", problem.status);
  for (const v2::Error& error : problem.errors)
    words += (&error == problem.errors.data() ? "" : "; ") + error.detail;
  return words;
}

std::string not_for(Realm realm) {
  return fmt::format("403: API 2.0 is not for the realm {}", realm_word(realm));
}

void explain_login(const ExplainQuestion& question, const ApiOptions& options, Explanation& made) {
  made.needs = kNeedsNoSession;
  made.asked_as = "POST /api/v2/auth/login";
  if (!v2::may_read(question.realm)) {
    made.refused = not_for(question.realm);
    return;
  }
  if (!question.params) return;
  if (options.strict) hold_to(own_login_body(), *question.params, made);
  const Method& login = *find_method("Session/login");
  const auto checked = check_parameters(*question.params, login.parameters, std::string(login.name));
  if (made.refused.empty() && !checked) made.fault = words_of(v2::refused_login(checked.error()));
}

Explanation explain_v2(const ExplainQuestion& question, const ApiOptions& options) {
  Explanation made = answered_by_model(question, "API 2.0; its shapes are assumed");
  if (question.method == v2::kLoginMethod) {
    explain_login(question, options, made);
    return made;
  }
  std::string path = question.method;
  if (path.ends_with("/id")) path.replace(path.size() - 2, 2, "{id}");
  made.needs = kNeedsSession;
  made.asked_as = "GET /api/" + path;
  if (!v2::may_read(question.realm)) {
    made.refused = not_for(question.realm);
  } else if (question.params) {
    const auto request = v2::request_of(question.method, *question.params);
    const auto checked = v2::check_parameters(*request, options);
    if (!checked) made.fault = words_of(checked.error());
  }
  return made;
}

bool is_there(const std::string& method) {
  const auto resources = v2::resource_methods();
  const auto& routes = espf_routes();
  return std::find(resources.begin(), resources.end(), method) != resources.end() ||
         std::any_of(routes.begin(), routes.end(),
                     [&](const EspfRoute& route) { return route.method == method; });
}

std::string no_such_resource(const std::string& method) {
  if (method.starts_with(kV2)) {
    base::HttpRequest request;
    request.method = "GET";
    request.target = "/api/" + method;
    const v2::Request read = v2::read_request(request);
    return read.refused ? words_of(*read.refused) : "404: API 2.0 has no such resource";
  }
  std::vector<std::string> names;
  for (const EspfRoute& route : espf_routes()) names.emplace_back(route.method);
  return "404: the ESPF API has no such resource; " + base::suggestion(method, names);
}

Explanation nothing_there(const ExplainQuestion& question) {
  Explanation made;
  made.method = question.method;
  made.realm = question.realm;
  made.rows = {fault_row(),
               {There::No, Answerer::Stub, "none: stubs are for methods of /rest", ""},
               {There::No, Answerer::Model, "none: there is no such resource", ""}};
  made.answers = made.rows.size();
  made.refused = no_such_resource(question.method);
  return made;
}

}  // namespace

Row fault_row() { return {There::No, Answerer::Fault, "none; only a scenario declares faults", ""}; }

bool is_resource(const std::string& method) { return method.starts_with(kEspf) || method.starts_with(kV2); }

Explanation explain_resource(const ExplainQuestion& question, const ApiOptions& options) {
  if (!is_there(question.method)) return nothing_there(question);
  return question.method.starts_with(kEspf) ? explain_espf(question, options) : explain_v2(question, options);
}

std::string method_meant(std::string_view text) {
  std::string path(base::split_target(text).first);
  if (path.starts_with("/")) path.erase(0, 1);
  if (path.ends_with("/")) path.pop_back();
  if (path.starts_with("rest/")) return path.substr(5);
  if (path.starts_with("api/v2/")) path.erase(0, 4);
  if (path.starts_with("v2/")) {
    base::HttpRequest request;
    request.method = "GET";
    request.target = "/api/" + path;
    return v2::read_request(request).method;
  }
  if (path.starts_with(kEspf)) {
    const std::string_view method = method_of_espf_path(std::string_view(path).substr(kEspf.size()));
    if (!method.empty()) return std::string(method);
  }
  return path;
}

}  // namespace sim::api
