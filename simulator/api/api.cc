#include "simulator/api/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/uri.h"
#include "simulator/api/about.h"
#include "simulator/api/answerers.h"
#include "simulator/api/authorization.h"
#include "simulator/api/envelope.h"
#include "simulator/api/espf_api.h"
#include "simulator/api/method_table.h"
#include "simulator/api/specification/described_answers.h"
#include "simulator/api/specification/own_specifications.h"
#include "simulator/api/specification/request_checks.h"
#include "simulator/api/stubs/give_answer.h"
#include "simulator/api/v2/endpoint.h"
#include "simulator/api/web/cors.h"
#include "simulator/api/web/web_interface.h"

namespace sim::api {
namespace {

using Kind = Described::Kind;

ApiAnswer faulty(const Fault& fault, std::string_view by) {
  ApiAnswer answer;
  answer.response = fault_response(fault);
  answer.faultcode = fault.faultcode;
  answer.answered_by = by;
  return answer;
}

base::HttpResponse unauthorized(const std::string& what) {
  base::HttpResponse response = error_response(401, what);
  response.headers.add("WWW-Authenticate", "Basic realm=\"espf\"");
  return response;
}

// HTTP Basic's second half may be a password or an API token.
Credentials espf_credentials(const base::HttpRequest& request, const ApiOptions& options) {
  Credentials credentials = header_credentials(request.headers, options, request.local_port);
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
      : options(std::move(given)),
        logins(options),
        sessions(options, rng),
        stub_answers(options.stubs.size()) {}

  ApiOptions options;
  Logins logins;
  SessionStore sessions;
  ServiceGroups groups;
  ProvisioningStatuses statuses;
  std::vector<std::size_t> stub_answers;  // given so far, of each of options.stubs
  RequestChecks request_checks;
  DescribedAnswers described_answers;
  base::VirtualTime now;  // the latest that was told

  void describe_call(const base::HttpRequest& request, const World& world, Described& described) const;
  void describe_espf(const base::HttpRequest& request, const World& world, Described& described) const;
  void describe_resource(const base::HttpRequest& request, const World& world, Described& described) const;
  Answerers answerers(const Described& described) const;
  Answerers find_answerer(Described& described) const;
  const SpecifiedMethod* held_to(const Described& described, const Answerers& there) const;
  ApiAnswer call(const Described& described, const World& world, base::WallTime wall, bool over_tls);
  ApiAnswer dispatch(const Described& described, const Answerers& there, const Caller& caller,
                     const World& world, base::WallTime wall);
  ApiAnswer run(const Method& method, const Described& described, const Caller& caller, const World& world,
                base::WallTime wall);
  ApiAnswer give_stub(const Described& described, const Caller& caller, const World& world);
  Fault nobody_answers(const Described& described) const;
  ApiAnswer give_specified(const SpecifiedMethod& method, const base::Json& params);
  std::string undescribed_in_espf(const EspfRequest& read, const std::string& sent);
  bool refuse_undescribed(v2::Request& read, const std::string& sent);
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
  described.method = method_of_target(request.target);
  const SpecifiedMethod* users =
      options.specifications == nullptr
          ? nullptr
          : api::find_method(*options.specifications, described.method, described.realm);
  auto envelope = read_envelope(request, options, users != nullptr && users->is_flat);
  if (!envelope) {
    described.refused = fault_response(envelope.error());
    return;
  }
  described.method = std::move(envelope->method);
  described.params = std::move(envelope->params);
  described.auth_info = std::move(envelope->auth_info);
  described.parts = envelope->parts;
  described.credentials = std::move(envelope->credentials);
  describe_about(described, world);
  const Answerers there = find_answerer(described);
  if (described.answerer == Answerer::NotModelled || described.answerer == Answerer::Unknown) {
    described.refused = fault_response(nobody_answers(described));
  } else if (there.needs_session()) {
    described.authorization_problem =
        authorization_problem(described.credentials, described.realm, world, now, sessions, logins);
  }
}

Answerers Api::State::answerers(const Described& described) const {
  return find_answerers(options, described.method, described.realm);
}

const SpecifiedMethod* Api::State::held_to(const Described& described, const Answerers& there) const {
  return api::held_to(options, there, described.method, described.realm);
}

// Who there is for the call; who answers it is put into `described`.
Answerers Api::State::find_answerer(Described& described) const {
  const Answerers there = answerers(described);
  described.stub =
      first_stub(options.stubs, stub_answers, described.method, described.realm, described.params);
  described.answerer = who_answers(there.candidates(described.stub.has_value()));
  return there;
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
  described.credentials = espf_credentials(request, options);
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
  const bool is_preflight = web::is_preflight(request);  // a browser's own question, wherever it goes
  if (!is_preflight && is_rest_target(request.target)) {
    state_->describe_call(request, world, described);
  } else if (!is_preflight && is_espf_target(request.target) && realm == Realm::Admin) {
    state_->describe_espf(request, world, described);
  } else if (!is_preflight && v2::is_v2_target(request.target)) {
    state_->describe_resource(request, world, described);
  } else if (is_preflight || web::is_for_people(request)) {
    described.kind = Kind::People;
  } else {
    described.method = std::string(base::split_target(request.target).first);
    described.refused = error_response(
        404, fmt::format("nothing is here; the API is at /rest/<Service>/<method>{} and /api/v2/…",
                         realm == Realm::Admin ? ", /espf/v1/…" : ""));
  }
  described.session = session_of(described.credentials, state_->sessions, state_->now);
  return described;
}

ApiAnswer Api::answer(const base::HttpRequest& request, const Described& described, const World& world,
                      base::VirtualTime now, base::WallTime wall) {
  advance(now);
  ApiAnswer answer;
  if (described.kind == Kind::People) {
    return web::answer(request, described.realm,
                       {world, now, wall, state_->options, state_->sessions, state_->logins});
  }
  if (described.kind == Kind::Resource) {
    v2::Request read = v2::read_request(request);
    const bool is_refused = state_->refuse_undescribed(read, request.body);
    answer = state_->resource(read, described, nullptr, world, wall);
    const int status = answer.response.status;
    const bool is_let_in = !is_refused && !read.refused && status != 401 && status != 403;
    answer.answered_by = is_let_in ? answered_by(Answerer::Model) : kRefusal;
    if (!answer.session_started.empty()) {
      state_->set_cookies(answer.session_started, request.over_tls, answer.response);
    }
  } else if (described.refused) {
    answer.response = *described.refused;
    answer.answered_by = described.answerer ? answered_by(*described.answerer) : kRefusal;
    if (answer.response.status == 500) {
      const auto body = base::parse_json(answer.response.body);
      answer.faultcode = body ? body->value("faultcode", "") : "";
    }
  } else if (described.kind == Kind::Call) {
    answer = state_->call(described, world, wall, request.over_tls);
  } else {
    answer = state_->espf(request, described, world);
  }
  web::allow_origin(request, answer.response);
  return answer;
}

ApiAnswer Api::State::call(const Described& described, const World& world, base::WallTime wall,
                           bool over_tls) {
  Caller caller;
  const Answerers there = answerers(described);
  const SpecifiedMethod* held = held_to(described, there);
  if (const auto refused = parts_not_as_described(held, described)) return faulty(*refused, kRefusal);
  if (described.auth_info) {
    if (const auto refused = auth_info_not_as_described(held, *described.auth_info, request_checks))
      return faulty(*refused, kRefusal);
  }
  if (there.needs_session()) {
    auto allowed = authorize(described.credentials, described.realm, world, now, sessions, logins);
    if (!allowed) return faulty(allowed.error(), kRefusal);
    caller = std::move(*allowed);
  }
  if (described.answerer == Answerer::Model && !there.realm_may_call_model) {
    return faulty(not_for_realm(described.method, described.realm), kRefusal);
  }
  if (const auto refused = not_as_described(held, described.params, request_checks))
    return faulty(*refused, kRefusal);
  ApiAnswer answer = dispatch(described, there, caller, world, wall);
  if (!answer.session_started.empty()) set_cookies(answer.session_started, over_tls, answer.response);
  return answer;
}

ApiAnswer Api::State::dispatch(const Described& described, const Answerers& there, const Caller& caller,
                               const World& world, base::WallTime wall) {
  ApiAnswer answer;
  switch (*described.answerer) {
    case Answerer::Stub:
      answer = give_stub(described, caller, world);
      break;
    case Answerer::Model:
      answer = run(*there.model, described, caller, world, wall);
      break;
    case Answerer::Specification:
      answer = give_specified(*there.specification, described.params);
      break;
    default:
      answer = faulty(nobody_answers(described), "");
  }
  answer.answered_by = answered_by(*described.answerer);
  answer.session = caller.session;
  return answer;
}

Fault Api::State::nobody_answers(const Described& described) const {
  if (described.answerer != Answerer::Unknown)
    return api::nobody_answers(*described.answerer, described.method, {});
  return api::nobody_answers(*described.answerer, described.method, methods_meant(options));
}

ApiAnswer Api::State::give_stub(const Described& described, const Caller& caller, const World& world) {
  // As the models do: where the call names nobody, it is about whose own realm it is.
  std::optional<IAccount> i_account = described.i_account;
  std::optional<ICustomer> i_customer = described.i_customer;
  if (!names_anybody(described.params)) {
    if (described.realm == Realm::Account) i_account = IAccount(caller.identity.id);
    if (described.realm == Realm::Customer) i_customer = caller.identity.i_customer;
  }
  const Stub& stub = options.stubs[*described.stub];
  auto response = give_answer(stub, stub_answers[*described.stub]++,
                              {.method = described.method,
                               .realm = described.realm,
                               .params = described.params,
                               .world = world,
                               .i_account = i_account,
                               .i_customer = i_customer,
                               .now = now,
                               .options = options});
  ApiAnswer answer;
  answer.response = std::move(response.response);
  answer.faultcode = std::move(response.faultcode);
  answer.stub = stub.name;
  return answer;
}

ApiAnswer Api::State::give_specified(const SpecifiedMethod& method, const base::Json& params) {
  if (const auto wrong = wrong_parameter(method, params, request_checks)) return faulty(*wrong, "");
  auto response = described_answers.answer(method, params);
  if (!response) return faulty(response.error(), "");
  ApiAnswer answer;
  answer.response = std::move(*response);
  return answer;
}

ApiAnswer Api::State::run(const Method& method, const Described& described, const Caller& caller,
                          const World& world, base::WallTime wall) {
  if (auto checked = check_parameters(described.params, method.parameters, described.method); !checked) {
    return faulty(checked.error(), "");
  }
  auto done =
      method.function({described.method, described.params, method.parameters, world, now, wall, caller,
                       described.credentials, described.realm, options, statuses, sessions, logins});
  if (!done) return faulty(done.error(), "");
  ApiAnswer answer;
  answer.response = base::json_response(200, base::dump(done->body));
  answer.changes = std::move(done->changes);
  answer.session_started = std::move(done->session_started);
  return answer;
}

// What our document does not allow in a request whose body was read already; "" where it allows all.
std::string Api::State::undescribed_in_espf(const EspfRequest& read, const std::string& sent) {
  if (!read.query.empty())
    return fmt::format("`{}` is not described: the ESPF API takes no parameters in the query", read.query);
  if (std::string unclear = unclear_in(sent); !unclear.empty()) return unclear;
  const SpecifiedMethod* body = find_own_espf_body(read.route);
  return body == nullptr ? "" : request_checks.problem(*body, read.params, Strictness::Strict);
}

// Likewise in strict mode, of a login of API 2.0: its other requests are held to the letter always. True: it
// is unfit now.
bool Api::State::refuse_undescribed(v2::Request& read, const std::string& sent) {
  if (!options.strict || read.action != v2::Request::Action::Login || read.refused || read.unfit)
    return false;
  std::string problem = unclear_in(sent);
  if (!read.query.empty())
    problem = fmt::format("`{}` is not described: the login takes no parameters in the query", read.query);
  if (problem.empty()) problem = request_checks.problem(own_login_body(), read.params, Strictness::Strict);
  if (!problem.empty()) read.unfit = v2::bad_body(problem);
  return read.unfit.has_value();
}

ApiAnswer Api::State::espf(const base::HttpRequest& request, const Described& described, const World& world) {
  ApiAnswer answer;
  const auto caller = authorize(described.credentials, described.realm, world, now, sessions, logins);
  if (!caller) {
    answer.response = unauthorized(caller.error().faultstring);
    answer.answered_by = kRefusal;
    return answer;
  }
  answer.session = caller->session;
  answer.answered_by = answered_by(Answerer::Model);
  EspfRequest read = read_espf_request(request, world);
  if (options.strict && !read.unfit) {
    if (const std::string problem = undescribed_in_espf(read, request.body); !problem.empty())
      read.unfit = error_response(400, problem);
    if (read.unfit) answer.answered_by = kRefusal;
  }
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
  const std::string tail =
      over_tls ? "; Path=/; HttpOnly; SameSite=Strict; Secure" : "; Path=/; HttpOnly; SameSite=Strict";
  response.headers.add("Set-Cookie", options.session_cookie + "=" + session->session_id + tail);
  response.headers.add("Set-Cookie", options.token_cookie + "=" + session->tokens.back().token + tail);
}

ApiAnswer Api::call_as_administrator(const std::string& method, const base::Json& params, const World& world,
                                     base::VirtualTime now, base::WallTime wall) {
  advance(now);
  const auto resource = find_method(method) == nullptr ? v2::request_of(method, params) : std::nullopt;
  if (!params.is_object())
    return faulty({"Client.Request.malformed_json", "params must be a JSON object"}, kRefusal);
  Described described;
  described.kind = Kind::Call;
  described.method = method;
  described.params = params;
  describe_about(described, world);
  const Answerers there = state_->find_answerer(described);
  Caller administrator;
  administrator.identity.login = "administrator";
  administrator.identity.is_super_user = true;
  if (resource) return state_->resource(*resource, described, &administrator, world, wall);
  if (const auto refused =
          not_as_described(state_->held_to(described, there), params, state_->request_checks))
    return faulty(*refused, kRefusal);
  return state_->dispatch(described, there, administrator, world, wall);
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

Explanation Api::explain(const ExplainQuestion& question) const {
  return api::explain(question, state_->options, state_->stub_answers);
}

const ApiOptions& Api::options() const { return state_->options; }
ServiceGroups& Api::groups() { return state_->groups; }
ProvisioningStatuses& Api::statuses() { return state_->statuses; }
const ProvisioningStatuses& Api::statuses() const { return state_->statuses; }

}  // namespace sim::api
