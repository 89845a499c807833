// The web interface of a realm: a form to sign in, a main menu, and the documentation of the API at /doc/api.
// Its sessions are those of Session/login, carried by a cookie that belongs to one port.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/http.h"
#include "base/virtual_time.h"
#include "simulator/api/api.h"
#include "simulator/api/logins.h"
#include "simulator/api/session_store.h"
#include "simulator/api/web/pages.h"

namespace sim::api::web {

// Whether a request is for the web interface, or asks on behalf of one of its pages (a preflight): it is no
// call of an Application's.
bool is_for_people(const base::HttpRequest& request);

// What signing in needs; borrowed for one request.
struct Surroundings {
  const World& world;
  base::VirtualTime now;
  base::WallTime wall;
  const ApiOptions& options;
  SessionStore& sessions;
  Logins& logins;
};

// REQUIRES: is_for_people(request)
ApiAnswer answer(const base::HttpRequest& request, Realm realm, const Surroundings& at);

// What a request shows to somebody who is signed in as `visitor`, or to nobody: all but signing in and out.
base::HttpResponse show(const base::HttpRequest& request, const Visitor& visitor);

}  // namespace sim::api::web
