#include "simulator/api/v2/endpoint.h"

#include <utility>

namespace sim::api::v2 {
namespace {

ApiAnswer refusal(const Problem& problem) {
  ApiAnswer answer;
  answer.response = problem_response(problem);
  answer.faultcode = problem.errors.front().code;
  return answer;
}

// Session/login under another name: the same sessions, the same members.
ApiAnswer log_in(const Request& request, const Described& described, const Site& site) {
  if (request.unfit) return refusal(*request.unfit);
  const Method& method = *find_method("Session/login");
  const std::string name(method.name);
  if (auto checked = check_parameters(request.params, method.parameters, name); !checked) {
    return refusal(refused_login(checked.error()));
  }
  const Caller nobody;
  auto done = method.function({name, request.params, method.parameters, site.world, site.now, site.wall,
                               nobody, described.credentials, described.realm, site.options, site.statuses,
                               site.sessions, site.logins});
  if (!done) return refusal(refused_login(done.error()));
  ApiAnswer answer;
  answer.response = base::json_response(200, base::dump(done->body));
  answer.session_started = std::move(done->session_started);
  return answer;
}

}  // namespace

void describe(const base::HttpRequest& request, const ApiOptions& options, Described& described) {
  Request read = read_request(request);
  described.kind = Described::Kind::Resource;
  described.method = std::move(read.method);
  described.params = std::move(read.params);
  described.credentials = header_credentials(request.headers, options, request.local_port);
  if (read.refused) described.refused = problem_response(*read.refused);
}

bool needs_session(const Described& described) {
  return !described.refused && described.method != kLoginMethod;
}

ApiAnswer answer(const Request& request, const Described& described, const Caller* caller, const Site& site) {
  if (request.refused) return refusal(*request.refused);
  const auto no_realm_of_ours = [&] {
    return refusal(access_denied("API 2.0 is not for the realm " + std::string(realm_name(described.realm))));
  };
  if (request.action == Request::Action::Login)
    return may_read(described.realm) ? log_in(request, described, site) : no_realm_of_ours();
  Caller named;
  if (caller == nullptr) {
    auto allowed =
        authorize(described.credentials, described.realm, site.world, site.now, site.sessions, site.logins);
    if (!allowed) return refusal(not_authenticated(allowed.error().faultstring));
    if (!may_read(described.realm)) return no_realm_of_ours();
    named = *std::move(allowed);
    caller = &named;
  }
  const auto body = read_resource(request, site.world, site.options);
  if (!body) return refusal(body.error());
  ApiAnswer answer;
  answer.response = base::json_response(200, base::dump(*body));
  answer.session = caller->session;
  return answer;
}

}  // namespace sim::api::v2
