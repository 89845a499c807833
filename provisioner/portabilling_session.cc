#include "provisioner/portabilling_session.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json.h"
#include "provisioner/http_outcome.h"
#include "provisioner/json_values.h"

namespace prov {
namespace {

constexpr std::array<std::string_view, 4> kSessionOver = {
    "Server.Session.check_auth.auth_failed",
    "Client.check_auth.envelope_missed",
    "Client.Session.check_auth.failed_to_process_jwt",
    "Client.Session.check_auth.failed_to_process_access_token",
};

}  // namespace

bool Fault::is_session_over() const { return std::ranges::count(kSessionOver, faultcode) > 0; }

std::optional<Fault> fault_of(const base::HttpResponse& response) {
  if (response.status != 500) return {};
  const auto json = base::parse_json(response.body);
  if (!json) return {};
  Fault fault{text_member(*json, "faultcode"), text_member(*json, "faultstring")};
  if (fault.faultcode.empty()) return {};
  return fault;
}

base::ClientRequest rest_request(const base::Url& url, const std::string& method,
                                 const std::string& params_json, const std::string& token) {
  base::ClientRequest request;
  request.url = below(url, "/rest/" + method);
  request.method = "POST";
  request.headers.add("Content-Type", "application/json");
  if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
  request.body = "{\"params\":" + params_json + "}";
  return request;
}

PortaBillingSession::PortaBillingSession(PortaBillingOptions options, base::HttpClient& client,
                                         base::Clock& clock, base::Log& log)
    : options_(std::move(options)), client_(client), clock_(clock), log_(log) {}

Outcome<std::string> PortaBillingSession::token() { return obtain(nullptr); }

Outcome<std::string> PortaBillingSession::renew(const std::string& rejected) { return obtain(&rejected); }

bool PortaBillingSession::is_login_refused() {
  base::MutexLock lock(mutex_);
  return !refused_because_.empty();
}

Outcome<std::string> PortaBillingSession::obtain(const std::string* rejected) {
  const auto now = clock_.now();
  std::string refresh_token;
  {
    base::MutexLock lock(mutex_);
    while (true) {
      const bool due = tokens_.renew_at && now >= *tokens_.renew_at;
      const bool bad = rejected != nullptr && *rejected == tokens_.access;
      if (!tokens_.access.empty() && !due && !bad) return tokens_.access;
      if (!renewing_) break;
      renewed_.wait(mutex_);
    }
    if (no_login_before_ && now < *no_login_before_) return failure(FailureKind::Passing, refused_because_);
    renewing_ = true;
    refresh_token = tokens_.refresh;
  }
  auto fetched = fetch_tokens(refresh_token);
  base::MutexLock lock(mutex_);
  renewing_ = false;
  renewed_.notify_all();
  if (!fetched) return tl::unexpected(fetched.error());
  tokens_ = *fetched;
  return tokens_.access;
}

Outcome<PortaBillingSession::Tokens> PortaBillingSession::fetch_tokens(const std::string& refresh_token) {
  bool refused = false;
  if (!refresh_token.empty()) {
    auto refreshed = ask("Session/refresh_access_token",
                         base::dump(base::Json{{"refresh_token", refresh_token}}), refused);
    if (refreshed) {
      if (refreshed->refresh.empty()) refreshed->refresh = refresh_token;
      log_.debug("session refreshed");
      return refreshed;
    }
    if (!refused) return refreshed;  // no answer: the session may still be good
  }
  base::Json params = {{"login", options_.login}};
  if (!options_.token.empty()) {
    params["token"] = options_.token;
  } else {
    params["password"] = options_.password;
  }
  auto logged_in = ask("Session/login", base::dump(params), refused);
  if (logged_in) log_.info("logged in to PortaBilling", {{"login", options_.login}});
  base::MutexLock lock(mutex_);
  if (logged_in || refused) tokens_ = {};  // what we had is dead
  if (logged_in) refused_because_.clear();
  no_login_before_.reset();
  if (!logged_in && refused) {
    no_login_before_ = clock_.now() + options_.login_pause;
    if (refused_because_ != logged_in.error().what) tell_refusal(logged_in.error().what);
    refused_because_ = logged_in.error().what;
  }
  return logged_in;
}

void PortaBillingSession::tell_refusal(const std::string& why) const {
  const bool is_by_token = !options_.token.empty();
  log_.error(
      "PortaBilling refuses the login: nothing can be done before it is mended",
      {{"login", options_.login},
       {"look_at", is_by_token ? "portabilling.login, portabilling.token (ESPF_LOGIN, ESPF_TOKEN)"
                               : "portabilling.login, portabilling.password (ESPF_LOGIN, ESPF_PASSWORD)"},
       {"why", why}});
}

Outcome<PortaBillingSession::Tokens> PortaBillingSession::ask(const std::string& method,
                                                              const std::string& params_json, bool& refused) {
  refused = false;
  const auto response =
      response_of(client_.send(rest_request(options_.url, method, params_json, ""), options_.timeout),
                  "PortaBilling", method);
  if (!response) return tl::unexpected(response.error());
  if (const auto fault = fault_of(*response)) {
    refused = true;
    return failure(FailureKind::Passing, method + " failed: " + fault->faultcode + ": " + fault->faultstring);
  }
  if (response->status != 200) {
    refused = response->status == 401 || response->status == 403;
    return failure(FailureKind::Passing, method + " was answered with " + std::to_string(response->status));
  }
  const auto json = base::parse_json(response->body);
  if (!json) return failure(FailureKind::Passing, method + " was answered with something that is no JSON");
  Tokens tokens{text_member(*json, "access_token"), text_member(*json, "refresh_token"), std::nullopt};
  if (tokens.access.empty())
    return failure(FailureKind::Passing, method + " was answered without an access_token");
  if (const auto expires_in = integer_member(*json, "expires_in"); expires_in && *expires_in > 0) {
    const std::chrono::milliseconds life =
        std::chrono::seconds(std::min<std::int64_t>(*expires_in, 10'000'000));
    tokens.renew_at = clock_.now() + life - std::min(options_.renew_before, life / 4);
  }
  return tokens;
}

}  // namespace prov
