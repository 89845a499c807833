// Who the ESPF delivers to, and how. Every figure that the vendor does not document is a setting whose
// default is assumed (marked so).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/crypto.h"

namespace sim {

// grouped: Subscriber/Updated …; fine_grained: Account/Blocked … ("version 1 events").
enum class EventStyle { Grouped, FineGrained };

struct BasicAuthorization {
  std::string login, password;
};
struct CustomAuthorization {
  std::string type, value;
};  // `<type> <value>`, compared literally
// HTTP Signatures over `date` (the header form is documented, the signing string is assumed).
struct SignatureAuthorization {
  std::string key_id, secret;
  base::HmacAlgorithm algorithm = base::HmacAlgorithm::Sha1;
};
using Authorization = std::variant<BasicAuthorization, CustomAuthorization, SignatureAuthorization>;

struct Handler {
  std::string name = "EventSender";
  std::string url;  // the Application's; https recommended
  bool enabled = true;
  EventStyle style = EventStyle::Grouped;
  Authorization authorization = BasicAuthorization{"espf", "espf"};
  std::string authorization_header = "Authorization";
  // Event types as sent that it is subscribed to; none: all that it supports.
  std::optional<std::vector<std::string>> subscriptions;
  std::chrono::milliseconds answer_timeout{300'000};  // documented default
  bool ids_as_strings = false;                        // assumed: int
  bool any_2xx_confirms = false;                      // assumed: the documents name 200 alone
  bool with_i_env = false;                            // assumed: no further variables in grouped style
  bool with_event_time = false;
  bool in_order_per_entity = false;  // assumed: a resend may arrive after newer events
};

// Assumed: the vendor documents neither the interval nor the limit.
struct ResendPolicy {
  std::chrono::milliseconds first{60'000};
  double factor = 2;
  std::chrono::milliseconds longest{3'600'000};
  int deliveries_max = 10;  // the first counts too; then the row is kept as given up
};

struct EspfOptions {
  std::vector<Handler> handlers{Handler{}};
  ResendPolicy resend;
  double deliveries_per_second = 10;  // documented average; 0: unlimited
  int burst = 10;                     // assumed
  int in_flight_max = 16;             // assumed
  bool coalesce = true;               // the documented types only
  int release = 115;                  // which names are in use
  int i_env = 1;
  std::int64_t first_i_event = 1;
  std::size_t rows_max = 1'000'000;
};

}  // namespace sim
