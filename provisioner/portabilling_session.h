// The one session with PortaBilling: logged in at the first need, renewed before it ends and when
// PortaBilling says that it is over.
//
// Threads: any. One thread at a time talks to Session/…; the others wait for what it brings.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/http_client.h"
#include "base/log.h"
#include "base/mutex.h"
#include "provisioner/failure.h"

namespace prov {

struct PortaBillingOptions {
  base::Url url;  // of the admin realm, without /rest
  std::string login;
  std::string token;     // the user's API token; or
  std::string password;  // where there is none
  std::chrono::milliseconds timeout{30'000};
  // A token that ends within this time is renewed first; at most a quarter of the token's life.
  std::chrono::milliseconds renew_before{5 * 60'000};
  // A refused login is not repeated before this time is over: PortaBilling blocks who tries too often.
  std::chrono::milliseconds login_pause{2'000};
  int page_size = 1000;                  // of lists; PortaBilling cuts at 1000
  std::set<std::string> known_services;  // i_service whose name need not be asked for
};

class PortaBillingSession {
 public:
  // Borrows all but the options.
  PortaBillingSession(PortaBillingOptions options, base::HttpClient& client, base::Clock& clock,
                      base::Log& log);

  // An access token that is good as far as we know.
  Outcome<std::string> token();

  // A peer refused `rejected`: renews it, once, whoever asks. Returns the new one, or the one that another
  // thread got meanwhile.
  Outcome<std::string> renew(const std::string& rejected);

  // Whether the last login was refused, which the log tells.
  bool is_login_refused();

 private:
  struct Tokens {
    std::string access;
    std::string refresh;
    std::optional<base::SteadyTime> renew_at;
  };

  Outcome<std::string> obtain(const std::string* rejected);
  Outcome<Tokens> fetch_tokens(const std::string& refresh_token);
  Outcome<Tokens> ask(const std::string& method, const std::string& params_json, bool& refused);
  void tell_refusal(const std::string& why) const;

  const PortaBillingOptions options_;
  base::HttpClient& client_;
  base::Clock& clock_;
  base::Log& log_;

  base::Mutex mutex_;
  base::ConditionVariable renewed_;
  Tokens tokens_ GUARDED_BY(mutex_);
  bool renewing_ GUARDED_BY(mutex_) = false;
  std::optional<base::SteadyTime> no_login_before_ GUARDED_BY(mutex_);
  std::string refused_because_ GUARDED_BY(mutex_);  // of the last login; "" since one was taken
};

// The fault of an answer of /rest; nothing where it is none. A fault is a 500 with a faultcode.
struct Fault {
  std::string faultcode;
  std::string faultstring;
  bool is_session_over() const;
};
std::optional<Fault> fault_of(const base::HttpResponse& response);

// The request of one method with JSON parameters; `token` may be empty.
base::ClientRequest rest_request(const base::Url& url, const std::string& method,
                                 const std::string& params_json, const std::string& token);

}  // namespace prov
