// The sessions of one PortaBilling: each has a session id, a refresh token and access tokens that end one by
// one. Tokens are checked by looking them up; when one ends is decided in virtual time.
//
// A session id and the newest access token end together (token_lifetime). The session itself, and with it its
// refresh token, ends by logout or when nothing used it for inactivity_timeout.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/rng.h"
#include "base/virtual_time.h"
#include "simulator/api/logins.h"
#include "simulator/api/options.h"

namespace sim::api {

struct AccessToken {
  std::string token;
  base::VirtualTime ends_at;
};

struct Session {
  std::string key;  // "session 3": opaque, no secret
  Identity identity;
  std::string session_id;           // 32 hexadecimal digits
  std::string refresh_token;        // likewise; another at each refresh
  std::vector<AccessToken> tokens;  // live ones, the newest last
  base::VirtualTime ends_at;        // of session_id
  base::VirtualTime used_at;
  std::string expires_at;  // as told to the peer, by its own clock
};

inline constexpr std::size_t kTokensPerSessionMax = 16;  // the oldest go first
inline constexpr std::size_t kSecretsMax = 100'000;      // that secrets() remembers; likewise

class SessionStore {
 public:
  SessionStore(const ApiOptions& options, base::Rng rng) : options_(options), rng_(rng) {}

  // Pointers are valid until the next call that is not const.
  const Session* start(const Identity& identity, base::VirtualTime now, base::WallTime wall);
  // A new refresh token and a new access token; null where `refresh_token` is none of a session, or used
  // already.
  const Session* refresh(const std::string& refresh_token, base::VirtualTime now, base::WallTime wall);

  // Null where it is unknown or has ended by `now`.
  const Session* by_session_id(const std::string& session_id, base::VirtualTime now) const;
  const Session* by_access_token(const std::string& token, base::VirtualTime now) const;
  const Session* by_key(const std::string& key) const;

  void use(const std::string& key, base::VirtualTime now);  // puts inactivity off
  void end(const std::string& key);                         // logout
  // Ends its session id and access tokens before their time; it can still be refreshed.
  void expire(const std::string& key);

  std::optional<base::VirtualTime> next_due() const;
  // Forgets what has ended by `now`; returns the keys of sessions of which something ended.
  std::vector<std::string> advance(base::VirtualTime now);

  std::vector<std::string> secrets() const { return {secrets_.begin(), secrets_.end()}; }
  std::size_t size() const { return sessions_.size(); }

 private:
  void add_tokens(Session& session, base::VirtualTime now, base::WallTime wall);
  void drop_token(Session& session, std::size_t index);
  void remember(const std::string& secret);
  Session* find(const std::map<std::string, std::uint64_t>& index, const std::string& secret);
  const Session* find(const std::map<std::string, std::uint64_t>& index, const std::string& secret) const;
  bool is_idle(const Session& session, base::VirtualTime now) const;

  const ApiOptions options_;
  base::Rng rng_;
  std::uint64_t next_ = 1;
  std::optional<base::VirtualTime> nothing_before_;  // nothing ends before it; none: nothing ends at all
  std::map<std::uint64_t, Session> sessions_;
  std::map<std::string, std::uint64_t> keys_;
  std::map<std::string, std::uint64_t> session_ids_;
  std::map<std::string, std::uint64_t> refresh_tokens_;
  std::map<std::string, std::uint64_t> access_tokens_;
  std::deque<std::string> secrets_;
};

// The claims of an access token, as recorded.
base::Json token_claims(const Identity& identity, const ApiOptions& options, std::string jti,
                        base::WallTime wall);

}  // namespace sim::api
