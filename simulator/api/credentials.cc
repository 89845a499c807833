#include "simulator/api/credentials.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/crypto.h"

namespace sim::api {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool equal_words(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  }
  return true;
}

void read_authorization(std::string_view value, Credentials& credentials) {
  value = trimmed(value);
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos) return;
  const std::string_view rest = trimmed(value.substr(blank + 1));
  if (equal_words(value.substr(0, blank), "bearer")) {
    credentials.bearer = rest;
  } else if (equal_words(value.substr(0, blank), "basic")) {
    const auto pair = base::base64_decode(rest);
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) return;
    credentials.basic_login = pair->substr(0, colon);
    credentials.basic_password = pair->substr(colon + 1);
  }
}

void read_cookies(const base::Headers& headers, const ApiOptions& options, int local_port,
                  Credentials& credentials) {
  credentials.cookie_session = cookie_value(headers, port_cookie(options, local_port));
  if (!credentials.cookie_session.empty()) return;
  credentials.cookie_session = cookie_value(headers, options.session_cookie);
  credentials.cookie_token = cookie_value(headers, options.token_cookie);
}

void take(const base::Json& object, const char* name, std::string& into) {
  const auto found = object.find(name);
  if (found == object.end()) return;
  if (found->is_string() || found->is_number()) into = base::text_of(*found);
}

}  // namespace

bool Credentials::empty() const {
  return session_id.empty() && access_token.empty() && login.empty() && bearer.empty() &&
         basic_login.empty() && cookie_session.empty() && cookie_token.empty();
}

Credentials header_credentials(const base::Headers& headers, const ApiOptions& options, int local_port) {
  Credentials credentials;
  if (const std::string* value = headers.find("Authorization")) read_authorization(*value, credentials);
  read_cookies(headers, options, local_port, credentials);
  return credentials;
}

std::string port_cookie(const ApiOptions& options, int port) {
  return options.session_cookie + "_" + std::to_string(port);
}

std::string cookie_value(const base::Headers& headers, std::string_view name) {
  const std::string* field = headers.find("Cookie");
  std::string_view rest = field == nullptr ? std::string_view() : *field;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return std::string(pair.substr(equals + 1));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return "";
}

void add_auth_info(Credentials& credentials, const base::Json& auth_info) {
  take(auth_info, "session_id", credentials.session_id);
  take(auth_info, "access_token", credentials.access_token);
  take(auth_info, "login", credentials.login);
  take(auth_info, "password", credentials.password);
  take(auth_info, "token", credentials.token);
}

}  // namespace sim::api
