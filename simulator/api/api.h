// What PortaBilling serves to Applications: `/rest/<Service>/<method>`, `/espf/v1/…` and `/api/v2/…`; and to
// people: the web interface (web/). Two steps, so that a fault can stand between them: describe() says what a
// request is, answer() does it.
//
// A method is a row of a table (method_table.h) that names its model; who_answers.h tells who answers a call,
// the model or another. Writes return a ChangeSet; the caller applies it and records its events. Call
// advance() before describe() whenever time has passed.
//
// Threads: one.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/http.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/virtual_time.h"
#include "simulator/api/credentials.h"
#include "simulator/api/envelope.h"
#include "simulator/api/explain.h"
#include "simulator/api/fault.h"
#include "simulator/api/options.h"
#include "simulator/api/who_answers.h"
#include "simulator/billing/change_set.h"
#include "simulator/billing/world.h"
#include "simulator/espf/provisioning_status.h"

namespace sim::api {

// A request as understood, before anything is done.
struct Described {
  // People: the web interface's, and no call of an Application.
  enum class Kind { Call, Status, Group, Resource, People, Other } kind = Kind::Other;
  Realm realm = Realm::Admin;
  // "Account/get_account_info"; for the ESPF API "espf/v1/groups" …, for API 2.0 "v2/products" …
  std::string method;
  std::optional<Answerer> answerer;  // of a call that is one
  std::optional<std::size_t> stub;   // which of ApiOptions::stubs, where one answers
  base::Json params;  // of a call, an object; of a status {status, group, message}; of a Resource its query
  std::optional<IAccount> i_account;  // what it is about, where it says so and the world knows it
  std::optional<ICustomer> i_customer;
  std::optional<IInvoice> i_invoice;
  std::string number;                         // of a DID
  std::string session;                        // the session it came with, "" for none; opaque, no secret
  std::optional<base::HttpResponse> refused;  // what cannot be understood: its answer
  std::string authorization_problem;          // "" or why it is not authorized, in words for people
  Credentials credentials;                    // secrets: for answer(), never to be written anywhere
  std::optional<base::Json> auth_info;        // likewise: that of a call, as it came
  CallParts parts;                            // of a call
};

struct ApiAnswer {
  base::HttpResponse response;
  std::string faultcode;             // "" where it is none; of API 2.0 the first error's code
  std::string answered_by;           // of a call: a word of who_answers.h
  std::string stub;                  // the name of the stub that answered
  std::optional<ChangeSet> changes;  // to be applied by the caller
  std::string session_started;       // Session/login and the like: which session; opaque
  std::string session;               // the session that it was done in, as in Described
  std::string note;                  // of the web interface: "" or what is worth a line, without secrets
};

class Api {
 public:
  // `rng` makes session ids and tokens.
  Api(ApiOptions options, base::Rng rng);
  ~Api();

  Described describe(const base::HttpRequest& request, Realm realm, const World& world) const;
  // `now` decides what has expired; `wall` is what stamps that a peer compares with its own clock carry.
  ApiAnswer answer(const base::HttpRequest& request, const Described& described, const World& world,
                   base::VirtualTime now, base::WallTime wall);
  // As an administrator, without a session: for the verb `call`. `method` may be one of API 2.0, too.
  ApiAnswer call_as_administrator(const std::string& method, const base::Json& params, const World& world,
                                  base::VirtualTime now, base::WallTime wall);

  void expire_session(const std::string& session);
  std::vector<std::string> secrets() const;  // every token and session id handed out so far
  // The next end of a token or, by inactivity, of a session.
  std::optional<base::VirtualTime> next_due() const;
  // Ends what ends by `now`; returns the sessions of which something ended. next_due() is later than `now`
  // then.
  std::vector<std::string> advance(base::VirtualTime now);
  // Ends a session for good, as Session/logout does; expire_session() leaves it its refresh token.
  void end_session(const std::string& session);

  // What would become of a call now, by the stubs' answers that are left.
  Explanation explain(const ExplainQuestion& question) const;

  const ApiOptions& options() const;
  ServiceGroups& groups();  // at first the pre-defined ones; assign ServiceGroups(world.service_groups())
  ProvisioningStatuses& statuses();
  const ProvisioningStatuses& statuses() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The methods that have a model, "Account/get_account_info" …, sorted.
std::vector<std::string> modelled_methods();
// Those of API 2.0, "v2/products" …, sorted.
std::vector<std::string> resource_methods();
// Every method name of PortaBilling that is known (release MR80's list and what clients show), sorted.
const std::vector<std::string>& known_methods();
// Which of `methods` was probably meant by `said`, which is none of them: nearly the same, or one that is
// named so in another service ("get_account_info"); "" for none.
std::string nearest_method(const std::string& said, const std::vector<std::string>& methods);

}  // namespace sim::api
