// Who a request says it is from, in every way that clients say it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/http.h"
#include "base/json.h"
#include "simulator/api/options.h"

namespace sim::api {

// Secrets all; "" where a request has none.
struct Credentials {
  // From auth_info.
  std::string session_id;
  std::string access_token;
  std::string login;
  std::string password;
  std::string token;
  // From headers.
  std::string bearer;       // Authorization: Bearer
  std::string basic_login;  // Authorization: Basic
  std::string basic_password;
  std::string cookie_session;
  std::string cookie_token;

  bool empty() const;
};

// Reads Authorization and Cookie. A header that is neither Bearer nor Basic counts as none. Where the cookie
// of `local_port` is there, the cookies that Session/login sets are not looked at.
Credentials header_credentials(const base::Headers& headers, const ApiOptions& options, int local_port);

// The name of the cookie that the web interface on `port` sets: a browser keeps cookies by host, not by port,
// and would sign out of one realm by signing in to the next.
std::string port_cookie(const ApiOptions& options, int port);
// "" where there is none of that name.
std::string cookie_value(const base::Headers& headers, std::string_view name);

// Adds what `auth_info`, an object, says. Numbers are read as their digits.
void add_auth_info(Credentials& credentials, const base::Json& auth_info);

}  // namespace sim::api
