#include "simulator/api/api.h"

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"
#include "base/uri.h"
#include "simulator/api/about.h"
#include "simulator/api/authorization.h"
#include "simulator/api/envelope.h"
#include "simulator/api/espf_api.h"
#include "simulator/api/method_table.h"
#include "simulator/api/v2/endpoint.h"

namespace sim::api {
namespace {

using Kind = Described::Kind;

// Codes assumed: what is answered for an unknown method is not attested.
Fault no_such_method(const std::string& name) {
  const auto& known = known_methods();
  if (std::binary_search(known.begin(), known.end(), name)) {
    return {fault_code("Server", name, "not_modelled"),
            name + " is a method of PortaBilling that this simulator knows but does not model"};
  }
  const std::string service = name.substr(0, name.find('/'));
  const auto first = std::lower_bound(known.begin(), known.end(), service + "/");
  const bool has_service = first != known.end() && first->compare(0, service.size() + 1, service + "/") == 0;
  const std::string meant = base::nearest(name, known);
  return {has_service ? "Client." + service + ".unknown_method" : "Client.unknown_service",
          name + " is not a method of PortaBilling" + (meant.empty() ? "" : "; did you mean " + meant + "?")};
}

ApiAnswer faulty(const Fault& fault) {
  ApiAnswer answer;
  answer.response = fault_response(fault);
  answer.faultcode = fault.faultcode;
  return answer;
}

bool may_call(const Method& method, Realm realm) {
  return std::find(method.realms.begin(), method.realms.end(), realm) != method.realms.end();
}

base::HttpResponse unauthorized(const std::string& what) {
  base::HttpResponse response = error_response(401, what);
  response.headers.add("WWW-Authenticate", "Basic realm=\"espf\"");
  return response;
}

// HTTP Basic's second half may be a password or an API token.
Credentials espf_credentials(const base::Headers& headers, const ApiOptions& options) {
  Credentials credentials = header_credentials(headers, options);
  if (!credentials.basic_login.empty()) {
    credentials.login = credentials.basic_login;
    credentials.password = credentials.basic_password;
    credentials.token = credentials.basic_password;
  }
  return credentials;
}

}  // namespace

struct Api::State {
  State(ApiOptions given, base::Rng rng)
      : options(std::move(given)), logins(options), sessions(options, rng) {}

  ApiOptions options;
  Logins logins;
  SessionStore sessions;
  ServiceGroups groups;
  ProvisioningStatuses statuses;
  base::VirtualTime now;  // the latest that was told

  void describe_call(const base::HttpRequest& request, const World& world, Described& described) const;
  void describe_espf(const base::HttpRequest& request, const World& world, Described& described) const;
  void describe_resource(const base::HttpRequest& request, const World& world, Described& described) const;
  ApiAnswer call(const Described& described, const Method& method, const World& world, base::WallTime wall,
                 bool over_tls);
  ApiAnswer run(const Method& method, const Described& described, const Caller& caller, const World& world,
                base::WallTime wall);
  ApiAnswer espf(const base::HttpRequest& request, const Described& described, const World& world);
  ApiAnswer resource(const v2::Request& request, const Described& described, const Caller* caller,
                     const World& world, base::WallTime wall);
  void set_cookies(const std::string& session, bool over_tls, base::HttpResponse& response) const;
};

Api::Api(ApiOptions options, base::Rng rng) : state_(std::make_unique<State>(std::move(options), rng)) {}
Api::~Api() = default;

void Api::State::describe_call(const base::HttpRequest& request, const World& world,
                               Described& described) const {
  described.kind = Kind::Call;
  if (request.method != "POST" && request.method != "GET") {
    described.refused = error_response(405, "the API answers POST, and GET for calls in the path");
    described.refused->headers.add("Allow", "GET, POST");
    return;
  }
  auto envelope = read_envelope(request, options);
  if (!envelope) {
    described.refused = fault_response(envelope.error());
    return;
  }
  described.method = std::move(envelope->method);
  described.params = std::move(envelope->params);
  described.credentials = std::move(envelope->credentials);
  describe_about(described, world);
  const Method* method = find_method(described.method);
  if (method == nullptr) {
    described.refused = fault_response(no_such_method(described.method));
  } else if (method->needs_session) {
    described.authorization_problem =
        authorization_problem(described.credentials, described.realm, world, now, sessions, logins);
  }
}

void Api::State::describe_espf(const base::HttpRequest& request, const World& world,
                               Described& described) const {
  EspfRequest read = read_espf_request(request, world);
  described.kind = read.action == EspfRequest::Action::PostStatus ? Kind::Status
                   : read.action == EspfRequest::Action::None     ? Kind::Other
                                                                  : Kind::Group;
  described.method = std::move(read.method);
  described.params = std::move(read.params);
  described.i_account = read.i_account;
  described.refused = std::move(read.refused);
  described.credentials = espf_credentials(request.headers, options);
  described.authorization_problem =
      authorization_problem(described.credentials, described.realm, world, now, sessions, logins);
}

void Api::State::describe_resource(const base::HttpRequest& request, const World& world,
                                   Described& described) const {
  v2::describe(request, options, described);
  if (!v2::needs_session(described)) return;
  described.authorization_problem =
      authorization_problem(described.credentials, described.realm, world, now, sessions, logins);
}

Described Api::describe(const base::HttpRequest& request, Realm realm, const World& world) const {
  Described described;
  described.realm = realm;
  described.params = base::Json::object();
  if (is_rest_target(request.target)) {
    state_->describe_call(request, world, described);
  } else if (is_espf_target(request.target) && realm == Realm::Admin) {
    state_->describe_espf(request, world, described);
  } else if (v2::is_v2_target(request.target)) {
    state_->describe_resource(request, world, described);
  } else {
    described.method = std::string(base::split_target(request.target).first);
    described.refused = error_response(
        404, "nothing is here; the API is at /rest/<Service>/<method>, /espf/v1/… and /api/v2/…");
  }
  described.session = session_of(described.credentials, state_->sessions, state_->now);
  return described;
}

ApiAnswer Api::answer(const base::HttpRequest& request, const Described& described, const World& world,
                      base::VirtualTime now, base::WallTime wall) {
  advance(now);
  ApiAnswer answer;
  if (described.kind == Kind::Resource) {
    answer = state_->resource(v2::read_request(request), described, nullptr, world, wall);
    if (!answer.session_started.empty()) {
      state_->set_cookies(answer.session_started, request.over_tls, answer.response);
    }
  } else if (described.refused) {
    answer.response = *described.refused;
    if (answer.response.status == 500) {
      const auto body = base::parse_json(answer.response.body);
      answer.faultcode = body ? body->value("faultcode", "") : "";
    }
  } else if (described.kind == Kind::Call) {
    answer = state_->call(described, *find_method(described.method), world, wall, request.over_tls);
  } else {
    answer = state_->espf(request, described, world);
  }
  return answer;
}

ApiAnswer Api::State::call(const Described& described, const Method& method, const World& world,
                           base::WallTime wall, bool over_tls) {
  Caller caller;
  if (method.needs_session) {
    auto allowed = authorize(described.credentials, described.realm, world, now, sessions, logins);
    if (!allowed) return faulty(allowed.error());
    caller = std::move(*allowed);
  }
  if (!may_call(method, described.realm)) {
    return faulty({fault_code("Server", described.method, "access_denied"),
                   described.method + " is not for the realm " + std::string(realm_name(described.realm))});
  }
  ApiAnswer answer = run(method, described, caller, world, wall);
  if (!answer.session_started.empty()) set_cookies(answer.session_started, over_tls, answer.response);
  return answer;
}

ApiAnswer Api::State::run(const Method& method, const Described& described, const Caller& caller,
                          const World& world, base::WallTime wall) {
  if (auto checked = check_parameters(described.params, method.parameters, described.method); !checked) {
    return faulty(checked.error());
  }
  auto done =
      method.function({described.method, described.params, method.parameters, world, now, wall, caller,
                       described.credentials, described.realm, options, statuses, sessions, logins});
  if (!done) return faulty(done.error());
  ApiAnswer answer;
  answer.response = base::json_response(200, base::dump(done->body));
  answer.changes = std::move(done->changes);
  answer.session_started = std::move(done->session_started);
  answer.session = caller.session;
  return answer;
}

ApiAnswer Api::State::espf(const base::HttpRequest& request, const Described& described, const World& world) {
  ApiAnswer answer;
  const auto caller = authorize(described.credentials, described.realm, world, now, sessions, logins);
  if (!caller) {
    answer.response = unauthorized(caller.error().faultstring);
    return answer;
  }
  answer.session = caller->session;
  const EspfRequest read = read_espf_request(request, world);
  answer.response = read.unfit ? *read.unfit : answer_espf_request(read, options, groups, statuses, now);
  return answer;
}

ApiAnswer Api::State::resource(const v2::Request& request, const Described& described, const Caller* caller,
                               const World& world, base::WallTime wall) {
  return v2::answer(request, described, caller, {world, now, wall, options, statuses, sessions, logins});
}

void Api::State::set_cookies(const std::string& key, bool over_tls, base::HttpResponse& response) const {
  const Session* session = sessions.by_key(key);
  if (session == nullptr) return;
  const std::string tail = over_tls ? "; Path=/; HttpOnly; Secure" : "; Path=/; HttpOnly";
  response.headers.add("Set-Cookie", options.session_cookie + "=" + session->session_id + tail);
  response.headers.add("Set-Cookie", options.token_cookie + "=" + session->tokens.back().token + tail);
}

ApiAnswer Api::call_as_administrator(const std::string& method, const base::Json& params, const World& world,
                                     base::VirtualTime now, base::WallTime wall) {
  advance(now);
  const Method* row = find_method(method);
  const auto resource = v2::request_of(method, params);
  if (row == nullptr && !resource) return faulty(no_such_method(method));
  if (!params.is_object()) return faulty({"Client.Request.malformed_json", "params must be a JSON object"});
  Described described;
  described.kind = Kind::Call;
  described.method = method;
  described.params = params;
  Caller administrator;
  administrator.identity.login = "administrator";
  administrator.identity.is_super_user = true;
  if (resource) return state_->resource(*resource, described, &administrator, world, wall);
  return state_->run(*row, described, administrator, world, wall);
}

std::vector<std::string> resource_methods() { return v2::resource_methods(); }

void Api::expire_session(const std::string& session) { state_->sessions.expire(session); }
void Api::end_session(const std::string& session) { state_->sessions.end(session); }
std::vector<std::string> Api::secrets() const { return state_->sessions.secrets(); }
std::optional<base::VirtualTime> Api::next_due() const { return state_->sessions.next_due(); }

std::vector<std::string> Api::advance(base::VirtualTime now) {
  state_->now = now;
  return state_->sessions.advance(now);
}

const ApiOptions& Api::options() const { return state_->options; }
ServiceGroups& Api::groups() { return state_->groups; }
ProvisioningStatuses& Api::statuses() { return state_->statuses; }
const ProvisioningStatuses& Api::statuses() const { return state_->statuses; }

}  // namespace sim::api
