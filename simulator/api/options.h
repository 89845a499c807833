// The settings of what PortaBilling serves. Where the vendor documents no figure, the default is assumed and
// says so.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "simulator/api/specification/specification.h"
#include "simulator/api/stubs/stub.h"

namespace sim::api {

// What included_services lists. Assumed: the structured form that the documents imply was not found.
enum class IncludedServices {
  Ids,      // [3, 10, 105], as a recorded product list has it
  Objects,  // [{"i_service": 3, "name": "LTE 20M", "service_type": "LTE"}]
};

// Those of a suite file's or a scenario's `api:`.
struct ApiSettings {
  std::chrono::milliseconds token_lifetime = std::chrono::hours(48);      // documented by a client's comments
  std::chrono::milliseconds inactivity_timeout = std::chrono::hours(24);  // likewise
  bool refresh_ends_old_token = false;        // assumed: an access token lives until its own end
  bool ping_faults = false;                   // true: a dead token is a fault, as newer releases have it
  std::string session_cookie = "session_id";  // assumed
  std::string token_cookie = "access_token";  // assumed
  int failed_logins_max = 0;                  // 0: no brute-force answer
  std::chrono::milliseconds failed_logins_lock = std::chrono::minutes(15);  // assumed; since the last failure
  std::vector<std::string> must_change_password;  // logins that are let in only with a new one
  std::size_t sessions_max = 10'000;              // the oldest go first
  IncludedServices included_services = IncludedServices::Ids;
  bool status_message_required = false;  // assumed
  std::size_t page_limit = 100;          // assumed: rows of a list of API 2.0 where the request says nothing
  std::size_t page_limit_max = 1000;     // likewise: that it may ask for
};

struct ApiOptions : ApiSettings {
  int release = 115;
  std::vector<Stub> stubs;  // the first that a call fits answers it
  // Of the user's own PortaBilling; the first that describes a method in a realm counts. Null: none.
  std::shared_ptr<const std::vector<Specification>> specifications;
  // Refuses calls whose parameters the user's document does not allow or, where that does not describe the
  // method, ours; and what is sent to the ESPF API likewise.
  bool strict = false;
};

}  // namespace sim::api
