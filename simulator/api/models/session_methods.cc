// Session/…: a call of these carries its secrets in params; a stale Authorization beside them is not looked
// at.
#include "simulator/api/method_table.h"

namespace sim::api {
namespace {

base::Json session_json(const Session& session, const ApiOptions& options) {
  return {
      {"session_id", session.session_id},
      {"refresh_token", session.refresh_token},
      {"access_token", session.tokens.back().token},
      {"expires_in", std::chrono::duration_cast<std::chrono::seconds>(options.token_lifetime).count()},
      {"expires_at", session.expires_at},
      {"mfa_enabled", 0},
  };
}

LoginAttempt attempt_of(const Call& call) {
  return {text(call.params, "login"), text(call.params, "password"), text(call.params, "token")};
}

OrFault<MethodAnswer> login(const Call& call) {
  const auto identity = call.logins.check(call.realm, attempt_of(call), call.world, call.now);
  if (!identity) return tl::unexpected(identity.error());
  const Session* session = call.sessions.start(*identity, call.now, call.wall);
  return MethodAnswer{session_json(*session, call.options), std::nullopt, session->key};
}

OrFault<MethodAnswer> refresh_access_token(const Call& call) {
  const Session* session = call.sessions.refresh(text(call.params, "refresh_token"), call.now, call.wall);
  if (session == nullptr || session->identity.realm != call.realm) {
    return fault("Server.Session.refresh_access_token.refresh_failed", "Failed to refresh the access token");
  }
  base::Json body = session_json(*session, call.options);
  body.erase("session_id");  // a recorded answer has none
  return MethodAnswer{std::move(body), std::nullopt, session->key};
}

// The session of params, else of the request's headers or auth_info; null where it is none that lives.
const Session* session_meant(const Call& call) {
  const std::string token = text(call.params, "access_token");
  const std::string session_id = text(call.params, "session_id");
  const Session* session = nullptr;
  if (!token.empty()) {
    session = call.sessions.by_access_token(token, call.now);
  } else if (!session_id.empty()) {
    session = call.sessions.by_session_id(session_id, call.now);
  } else {
    session = call.sessions.by_key(session_of(call.credentials, call.sessions, call.now));
  }
  return session != nullptr && session->identity.realm == call.realm ? session : nullptr;
}

OrFault<MethodAnswer> ping(const Call& call) {
  const Session* session = session_meant(call);
  if (session == nullptr) {
    if (call.options.ping_faults) {
      return fault("Client.Session.ping.failed_to_process_access_token", "Failed to process access token");
    }
    return MethodAnswer{{{"user_id", 0}}};
  }
  const std::int64_t user_id = session->identity.id;
  call.sessions.use(std::string(session->key), call.now);
  return MethodAnswer{{{"user_id", user_id}}};
}

OrFault<MethodAnswer> logout(const Call& call) {
  const Session* session = session_meant(call);
  if (session == nullptr) {
    return fault("Client.Session.logout.failed_to_process_access_token", "Failed to process access token");
  }
  call.sessions.end(std::string(session->key));
  return MethodAnswer{{{"success", 1}}};
}

OrFault<MethodAnswer> login_to_realm(const Call& call) {
  const std::string name = text(call.params, "realm");
  const auto realm = realm_of_name(name);
  if (!realm || *realm == Realm::Admin) {
    return fault("Client.Session.login_to_realm.wrong_realm",
                 "`realm` must be accounts, customers or resellers, not `" + name + "`");
  }
  auto identity = call.logins.find(*realm, text(call.params, "login"), call.world);
  if (!identity) {
    return fault("Server.Session.auth_failed",
                 "Nobody has the login `" + text(call.params, "login") + "` in the realm " + name);
  }
  identity->admitted = true;
  const Session* session = call.sessions.start(*identity, call.now, call.wall);
  return MethodAnswer{session_json(*session, call.options), std::nullopt, session->key};
}

OrFault<MethodAnswer> change_password(const Call& call) {
  const auto changed = call.logins.change_password(call.realm, attempt_of(call),
                                                   text(call.params, "new_password"), call.world, call.now);
  if (!changed) return tl::unexpected(changed.error());
  return MethodAnswer{{{"success", 1}}};
}

}  // namespace

std::vector<Model> session_methods() {
  return {
      {"Session/login", login},
      {"Session/refresh_access_token", refresh_access_token},
      {"Session/ping", ping},
      {"Session/logout", logout},
      {"Session/login_to_realm", login_to_realm},
      {"Session/change_password", change_password},
  };
}

}  // namespace sim::api
