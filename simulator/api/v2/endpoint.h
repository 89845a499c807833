// API 2.0 behind the Api: who may come in, and the answer as the Api gives it.
#pragma once

#include "simulator/api/api.h"
#include "simulator/api/authorization.h"
#include "simulator/api/method_table.h"
#include "simulator/api/v2/resource.h"

namespace sim::api::v2 {

// What answers are made from; borrowed.
struct Site {
  const World& world;
  base::VirtualTime now;
  base::WallTime wall;
  const ApiOptions& options;
  const ProvisioningStatuses& statuses;
  SessionStore& sessions;
  Logins& logins;
};

// Fills kind, method, params, credentials and refused.
// REQUIRES: is_v2_target(request.target)
void describe(const base::HttpRequest& request, const ApiOptions& options, Described& described);

// True where the request must come with a session.
bool needs_session(const Described& described);

// `caller`: somebody who is let in already; null: whoever the credentials name.
ApiAnswer answer(const Request& request, const Described& described, const Caller* caller, const Site& site);

}  // namespace sim::api::v2
