#include "simulator/api/session_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/crypto.h"

namespace sim::api {
namespace {

std::int64_t seconds_of(base::WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// "1:" and 64 bytes in base64, as newer tokens have it.
std::string token_id(base::Rng& rng) {
  std::string bytes;
  while (bytes.size() < 64) {
    const std::uint64_t drawn = rng.next();
    for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>((drawn >> shift) & 0xff));
  }
  return "1:" + base::base64(bytes);
}

}  // namespace

base::Json token_claims(const Identity& identity, const ApiOptions& options, std::string jti,
                        base::WallTime wall) {
  const bool is_admin = identity.realm == Realm::Admin;
  const std::int64_t issued = seconds_of(wall);
  base::Json claims = {
      {"iat", issued},
      {"exp", issued + std::chrono::duration_cast<std::chrono::seconds>(options.token_lifetime).count()},
      {"i_env", identity.i_env},
      {"login", identity.login},
      {"realm", realm_name(identity.realm)},
      {"scopes", is_admin ? "espf.api:write espf.handlers:write" : ""},
      {"aud", base::Json::array({"portabilling-api", "portasip-api"})},
      {"jti", std::move(jti)},
      {"is_super_user", identity.is_super_user ? 1 : 0},
  };
  if (is_admin) claims["aud"].push_back("espf-api");
  // An account that an administrator let in has a token without i_account.
  if (identity.realm != Realm::Account) {
    claims["i_user"] = identity.id;
  } else if (!identity.admitted) {
    claims["i_account"] = identity.id;
  }
  return claims;
}

void SessionStore::remember(const std::string& secret) {
  if (secrets_.size() == kSecretsMax) secrets_.pop_front();
  secrets_.push_back(secret);
}

void SessionStore::add_tokens(Session& session, base::VirtualTime now, base::WallTime wall) {
  const std::uint64_t number = keys_.at(session.key);
  session.refresh_token = rng_.hex(32);
  refresh_tokens_[session.refresh_token] = number;
  session.ends_at = now + options_.token_lifetime;
  session.used_at = now;
  nothing_before_ = base::earlier(nothing_before_, session.ends_at);
  nothing_before_ = base::earlier(nothing_before_, now + options_.inactivity_timeout);
  session.expires_at = base::datetime_text({std::chrono::duration_cast<std::chrono::microseconds>(
      (wall + options_.token_lifetime).time_since_epoch())});
  const std::string token =
      base::JwtSigner::process_wide().sign(token_claims(session.identity, options_, token_id(rng_), wall));
  if (session.tokens.size() == kTokensPerSessionMax) drop_token(session, 0);
  session.tokens.push_back({token, session.ends_at});
  access_tokens_[token] = number;
  remember(session.refresh_token);
  remember(token);
}

void SessionStore::drop_token(Session& session, std::size_t index) {
  access_tokens_.erase(session.tokens[index].token);
  session.tokens.erase(session.tokens.begin() + static_cast<std::ptrdiff_t>(index));
}

const Session* SessionStore::start(const Identity& identity, base::VirtualTime now, base::WallTime wall) {
  while (!sessions_.empty() && sessions_.size() >= options_.sessions_max) end(sessions_.begin()->second.key);
  const std::uint64_t number = next_++;
  Session& session = sessions_[number];
  session.key = "session " + std::to_string(number);
  session.identity = identity;
  session.session_id = rng_.hex(32);
  keys_[session.key] = number;
  session_ids_[session.session_id] = number;
  remember(session.session_id);
  add_tokens(session, now, wall);
  return &session;
}

const Session* SessionStore::refresh(const std::string& refresh_token, base::VirtualTime now,
                                     base::WallTime wall) {
  Session* session = find(refresh_tokens_, refresh_token);
  if (session == nullptr || is_idle(*session, now)) return nullptr;
  refresh_tokens_.erase(refresh_token);
  while (options_.refresh_ends_old_token && !session->tokens.empty()) drop_token(*session, 0);
  session_ids_[session->session_id] = keys_.at(session->key);
  add_tokens(*session, now, wall);
  return session;
}

Session* SessionStore::find(const std::map<std::string, std::uint64_t>& index, const std::string& secret) {
  const auto found = index.find(secret);
  return found == index.end() ? nullptr : &sessions_.at(found->second);
}

const Session* SessionStore::find(const std::map<std::string, std::uint64_t>& index,
                                  const std::string& secret) const {
  const auto found = index.find(secret);
  return found == index.end() ? nullptr : &sessions_.at(found->second);
}

bool SessionStore::is_idle(const Session& session, base::VirtualTime now) const {
  return now >= session.used_at + options_.inactivity_timeout;
}

const Session* SessionStore::by_session_id(const std::string& session_id, base::VirtualTime now) const {
  const Session* session = find(session_ids_, session_id);
  return session == nullptr || now >= session->ends_at || is_idle(*session, now) ? nullptr : session;
}

const Session* SessionStore::by_access_token(const std::string& token, base::VirtualTime now) const {
  const Session* session = find(access_tokens_, token);
  if (session == nullptr || is_idle(*session, now)) return nullptr;
  const auto held = std::find_if(session->tokens.begin(), session->tokens.end(),
                                 [&](const AccessToken& one) { return one.token == token; });
  return held == session->tokens.end() || now >= held->ends_at ? nullptr : session;
}

const Session* SessionStore::by_key(const std::string& key) const { return find(keys_, key); }

void SessionStore::use(const std::string& key, base::VirtualTime now) {
  if (Session* session = find(keys_, key)) session->used_at = std::max(session->used_at, now);
}

void SessionStore::expire(const std::string& key) {
  Session* session = find(keys_, key);
  if (session == nullptr) return;
  session_ids_.erase(session->session_id);
  while (!session->tokens.empty()) drop_token(*session, 0);
}

void SessionStore::end(const std::string& key) {
  const auto number = keys_.find(key);
  if (number == keys_.end()) return;
  expire(key);
  refresh_tokens_.erase(sessions_.at(number->second).refresh_token);
  sessions_.erase(number->second);
  keys_.erase(number);
}

std::optional<base::VirtualTime> SessionStore::next_due() const {
  std::optional<base::VirtualTime> due;
  for (const auto& [number, session] : sessions_) {
    due = base::earlier(due, session.used_at + options_.inactivity_timeout);
    for (const AccessToken& token : session.tokens) due = base::earlier(due, token.ends_at);
  }
  return due;
}

std::vector<std::string> SessionStore::advance(base::VirtualTime now) {
  if (!nothing_before_ || now < *nothing_before_) return {};
  std::vector<std::string> touched;
  std::vector<std::string> over;
  for (auto& [number, session] : sessions_) {
    const std::size_t before = session.tokens.size();
    for (std::size_t i = session.tokens.size(); i-- > 0;) {
      if (now >= session.tokens[i].ends_at) drop_token(session, i);
    }
    if (now >= session.ends_at) session_ids_.erase(session.session_id);
    if (is_idle(session, now)) over.push_back(session.key);
    if (session.tokens.size() != before || is_idle(session, now)) touched.push_back(session.key);
  }
  for (const std::string& key : over) end(key);
  nothing_before_ = next_due();
  return touched;
}

}  // namespace sim::api
