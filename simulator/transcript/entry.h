// One thing that happened, in plain types: what the transcript holds, scenarios match and reports show.
#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "base/virtual_time.h"

namespace sim {

// The kinds of line. The first eight are those that scenarios can name.
enum class LineKind {
  Delivery,      // ESPF → Application
  Call,          // Application → PortaBilling API
  Status,        // Application → ESPF API
  Request,       // Application → external system
  Notification,  // external system → Application
  Event,         // a row of the ESPF's queue
  Record,        // an external system's record changed
  Log,           // a line of the Application's output
  Change,        // an administrator or the billing engine changed the world
  Fault,         // a fault was declared, met an exchange, or ended
  Time,          // time jumped
  Process,       // the Application started, ended, was killed
  Note,          // anything else worth a line: a bad request, a clock wait
};
std::string_view kind_name(LineKind kind);  // "delivery"
std::optional<LineKind> kind_of_name(std::string_view name);

// An exchange has two entries: the request when it arrives (Begun), the answer when it is given or its
// absence is certain (Answered). A queue row begins (Begun) and ends (Ended). All else is Begun alone.
enum class Stage { Begun, Answered, Ended };
std::string_view stage_name(Stage stage);  // "answered"

// True for the kinds that have an answer: delivery, call, status, request, notification.
bool is_exchange(LineKind kind);

// The parties as reports name them.
inline constexpr std::string_view kPortaBilling = "PortaBilling";
inline constexpr std::string_view kEspf = "ESPF";
inline constexpr std::string_view kApplication = "Application";
// External systems: their name in upper case, "HSS".

// An HTTP message as it was on the wire, for transcripts and near misses.
struct Message {
  std::string start;  // "POST /rest/Account/get_account_info" or "200"
  base::Headers headers;
  std::string body;            // cut at the transcript's limit
  std::size_t body_bytes = 0;  // before the cut
  std::string body_sha256;     // only where it was cut
  bool over_tls = false;       // a request's
};

struct Entry {
  std::uint64_t number = 0;           // from 1; the order of appending is the truth
  base::VirtualTime at;               // simulated time
  std::chrono::microseconds real{0};  // real time since the transcript began
  LineKind kind = LineKind::Note;
  Stage stage = Stage::Begun;
  std::uint64_t exchange = 0;  // the number of the Begun entry, in both entries of an exchange or row
  std::uint64_t origin =
      0;  // the number of the Change entry at the root of it (change → event → delivery); 0: none
  std::string from;     // a party
  std::string to;       // a party; "" where only one takes part
  std::string summary;  // one line for people, without the parties
  bool in_place =
      false;  // a fault answered or lost it: the receiver never saw it, or its answer was not the receiver's

  // What lines are matched by, an object of scalars and objects. Common members: account, customer, product,
  // sim, did, invoice (names as people use them), i_account, i_customer, i_invoice, i_event, number; and by
  // kind:
  //   delivery  event_type, handler, delivery (1: the first), variables; in its answer `unseen`, by a fault
  //   call      method ("Account/get_account_info"), realm, params; in its answer fault (its faultcode),
  //             answered_by (fault, refusal, stub, model, specification, nothing), stub (its name)
  //   status    group, status, message; in its answer answered_by
  //   request   system, method, path, body
  //   event     event_type (as sent), recorded (fine-grained), handler, ends, deliveries
  //   record    system, key, before, after
  //   log       text
  // An Answered entry repeats the members of its Begun entry and adds `answered`: the status code, or
  // "nothing" with `failure`.
  base::Json fields;

  std::optional<Message> message;
};

}  // namespace sim
