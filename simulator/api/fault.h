// A PortaBilling API fault: HTTP 500 with faultcode and faultstring. Codes follow the attested pattern
// `Server|Client.<Service>[.<method>].<reason>`; those that no source attests are marked assumed where they
// are made.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "base/http.h"

namespace sim::api {

struct Fault {
  std::string faultcode;  // "Server.Session.auth_failed"
  std::string faultstring;
};

template <class T>
using OrFault = tl::expected<T, Fault>;

inline tl::unexpected<Fault> fault(std::string faultcode, std::string faultstring) {
  return tl::unexpected<Fault>(Fault{std::move(faultcode), std::move(faultstring)});
}

// "Client.Account.add_account.missing_parameter" from "Client", "Account/add_account", "missing_parameter".
std::string fault_code(std::string side, const std::string& method, const std::string& reason);

base::HttpResponse fault_response(const Fault& fault);

}  // namespace sim::api
