// Whether a request may do what it asks, by what it says of itself.
#pragma once

#include <string>

#include "simulator/api/credentials.h"
#include "simulator/api/logins.h"
#include "simulator/api/session_store.h"

namespace sim::api {

struct Caller {
  Identity identity;
  std::string session;  // its key; "" where it came with login and password in each request
};

// What a session or token of the request is, looked up; the session counts as used. Where several stand in
// one request: auth_info before Authorization before cookies (assumed). Faults, by the way that was tried:
// Server.Session.check_auth.auth_failed (session id),
// Client.Session.check_auth.failed_to_process_access_token, .failed_to_process_jwt (no JWT at all),
// Client.check_auth.envelope_missed (nothing), Server.Session.auth_failed.
OrFault<Caller> authorize(const Credentials& credentials, Realm realm, const World& world,
                          base::VirtualTime now, SessionStore& sessions, Logins& logins);

// The session that the credentials name, whether it is live or not known; "" where they name none.
std::string session_of(const Credentials& credentials, const SessionStore& sessions, base::VirtualTime now);

// Why authorize() would refuse, in words; "" where it would not. Counts nothing and uses nothing.
std::string authorization_problem(const Credentials& credentials, Realm realm, const World& world,
                                  base::VirtualTime now, const SessionStore& sessions, const Logins& logins);

// True for three parts of which the first two are base64url of JSON objects.
bool looks_like_jwt(const std::string& token);

}  // namespace sim::api
