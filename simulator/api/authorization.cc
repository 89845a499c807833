#include "simulator/api/authorization.h"

#include <nlohmann/json.hpp>

#include "base/crypto.h"

namespace sim::api {
namespace {

OrFault<const Session*> bad_token(const std::string& token) {
  if (!looks_like_jwt(token)) {
    return fault("Client.Session.check_auth.failed_to_process_jwt", "Failed to process the JSON Web Token");
  }
  return fault("Client.Session.check_auth.failed_to_process_access_token", "Failed to process access token");
}

OrFault<const Session*> in_realm(const Session* session, Realm realm, const Fault& otherwise) {
  if (session != nullptr && session->identity.realm == realm) return session;
  return tl::unexpected(otherwise);
}

OrFault<const Session*> by_token(const std::string& token, Realm realm, base::VirtualTime now,
                                 const SessionStore& sessions) {
  const Session* session = sessions.by_access_token(token, now);
  if (session == nullptr || session->identity.realm != realm) return bad_token(token);
  return session;
}

OrFault<const Session*> by_id(const std::string& id, Realm realm, base::VirtualTime now,
                              const SessionStore& sessions) {
  return in_realm(sessions.by_session_id(id, now), realm,
                  {"Server.Session.check_auth.auth_failed", "Authentification failed"});
}

bool names_session(const Credentials& given) {
  return !given.access_token.empty() || !given.session_id.empty() || !given.bearer.empty() ||
         !given.cookie_token.empty() || !given.cookie_session.empty();
}

// A login in auth_info goes before what stands in headers.
bool is_login(const Credentials& given) {
  return !given.login.empty() && given.access_token.empty() && given.session_id.empty();
}

// REQUIRES: names_session(given)
OrFault<const Session*> find_session(const Credentials& given, Realm realm, base::VirtualTime now,
                                     const SessionStore& sessions) {
  if (!given.access_token.empty()) return by_token(given.access_token, realm, now, sessions);
  if (!given.session_id.empty()) return by_id(given.session_id, realm, now, sessions);
  if (!given.bearer.empty()) return by_token(given.bearer, realm, now, sessions);
  if (!given.cookie_token.empty()) return by_token(given.cookie_token, realm, now, sessions);
  return by_id(given.cookie_session, realm, now, sessions);
}

Fault nothing_given() {
  return {"Client.check_auth.envelope_missed", "Authorization information is missing"};
}

}  // namespace

bool looks_like_jwt(const std::string& token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string::npos ? first : token.find('.', first + 1);
  if (second == std::string::npos || token.find('.', second + 1) != std::string::npos) return false;
  const auto is_object = [](const std::string& part) {
    const auto bytes = base::base64url_decode(part);
    if (!bytes) return false;
    const auto value = base::parse_json(*bytes);
    return value && value->is_object();
  };
  return is_object(token.substr(0, first)) && is_object(token.substr(first + 1, second - first - 1));
}

OrFault<Caller> authorize(const Credentials& credentials, Realm realm, const World& world,
                          base::VirtualTime now, SessionStore& sessions, Logins& logins) {
  if (is_login(credentials)) {
    auto identity =
        logins.check(realm, {credentials.login, credentials.password, credentials.token}, world, now);
    if (!identity) return tl::unexpected(identity.error());
    return Caller{*identity, ""};
  }
  if (!names_session(credentials)) return tl::unexpected(nothing_given());
  const auto session = find_session(credentials, realm, now, sessions);
  if (!session) return tl::unexpected(session.error());
  Caller caller{(*session)->identity, (*session)->key};
  sessions.use(caller.session, now);
  return caller;
}

std::string session_of(const Credentials& credentials, const SessionStore& sessions, base::VirtualTime now) {
  if (!names_session(credentials)) return "";
  for (const Realm realm : {Realm::Admin, Realm::Account, Realm::Reseller, Realm::Customer}) {
    if (const auto session = find_session(credentials, realm, now, sessions)) return (*session)->key;
  }
  return "";
}

std::string authorization_problem(const Credentials& credentials, Realm realm, const World& world,
                                  base::VirtualTime now, const SessionStore& sessions, const Logins& logins) {
  if (is_login(credentials)) {
    const auto refused =
        logins.refusal(realm, {credentials.login, credentials.password, credentials.token}, world, now);
    return refused ? refused->faultstring : "";
  }
  if (!names_session(credentials)) return nothing_given().faultstring;
  const auto session = find_session(credentials, realm, now, sessions);
  return session ? "" : session.error().faultstring;
}

}  // namespace sim::api
