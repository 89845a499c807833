// Whether a delivery comes from our ESPF.
//
// Sources: PortaOne, "Receiving provisioning events" (basic, custom, signature; Date is mandatory) and its
// "Sample work flow"; draft-cavage-http-signatures for what is signed where the header has no `headers`
// parameter: the Date alone.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/http.h"

namespace prov {

struct BasicAuthorization {
  std::string login;
  std::string password;
};

struct CustomAuthorization {
  std::string type;  // the two words of "<type> <value>"
  std::string value;
};

struct SignatureAuthorization {
  std::string key_id;
  std::string secret;
  base::HmacAlgorithm algorithm = base::HmacAlgorithm::Sha1;
};

struct AuthorizationRule {
  std::variant<BasicAuthorization, CustomAuthorization, SignatureAuthorization> method;
  std::string header = "Authorization";
  std::optional<std::chrono::milliseconds> date_age_max =
      {};  // a Date further from now, either way, is refused
};

// Returns nothing where the request is to be trusted, else why not (a sentence without secrets). `now` is
// asked only where the rule has a date_age_max.
std::optional<std::string> refusal(const AuthorizationRule& rule, const base::Headers& headers,
                                   const std::function<base::WallTime()>& now);

// Reads "Fri, 11 May 2018 13:28:08 GMT"; nothing where it is not such a date.
std::optional<base::WallTime> parse_http_date(const std::string& text);

}  // namespace prov
