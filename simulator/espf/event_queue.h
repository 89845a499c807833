// The ESPF's queue: per handler and event one row with its state and number of deliveries. A state machine
// over values: it sends nothing and has no clock; the Installation carries out what it returns.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/http.h"
#include "base/virtual_time.h"
#include "simulator/billing/provisioning_event.h"
#include "simulator/espf/handler.h"
#include "simulator/espf/send_rate.h"

namespace sim {

enum class RowState {
  Queued,     // not yet sent
  Sent,       // under way
  Waiting,    // will be re-sent at next_at
  Finished,   // 200: taken
  Discarded,  // 4xx: must not be provisioned
  GivenUp,    // deliveries_max reached; kept for inspection (assumed)
  Coalesced,  // a later event of the same entity replaced it before it was sent
};
std::string_view state_name(RowState state);  // "queued", "given_up"; the last four are the words of `ends`

using RowId = std::uint64_t;  // of this queue, from 1

struct Row {
  RowId row = 0;             // what answered() knows it by: a scripted i_event may stand twice
  std::int64_t i_event = 0;  // the same for all handlers and all deliveries of one event
  std::string handler;
  ProvisioningEvent event;  // fine-grained, as recorded; of a raw one: all variables as they are sent
  bool raw = false;         // scripted: sent as given, in either style
  std::string event_type;   // as sent
  RowState state = RowState::Queued;
  int deliveries = 0;
  base::VirtualTime recorded_at;
  std::optional<base::VirtualTime>
      next_at;               // of Waiting: when it is re-sent; of Sent: when it times out, if ever
  std::uint64_t origin = 0;  // opaque to the ESPF: the transcript's number of the change
  std::uint64_t entry = 0;   // opaque likewise: of its Begun entry
  std::string remark;        // why it ended where its state does not say: "the queue is full: 1000000 rows"
};

// What became of it. Each fact carries the row as it is after it.
struct RowRecorded {
  Row row;
};
struct DeliveryDue {
  Row row;
};  // send it now, then call answered()
struct DeliveryTimedOut {
  Row row;
};  // give up waiting for this delivery; ResendPlanned or RowEnded follows
struct RowEnded {
  Row row;
};  // finished, discarded, given_up, coalesced
struct ResendPlanned {
  Row row;
};
using EspfFact = std::variant<RowRecorded, DeliveryDue, DeliveryTimedOut, RowEnded, ResendPlanned>;

// What the ESPF does with an outcome. Source: PortaOne, "Receiving provisioning events".
enum class Disposition { Remove, Discard, Resend };
Disposition after_delivery(const base::HttpOutcome& outcome, bool any_2xx_confirms);

// How long after the n-th delivery (from 1) the next one follows: first, doubling by factor, at most longest.
base::VirtualDuration resend_delay(const ResendPolicy& policy, int deliveries);

// What `handler` is sent of `event`, or nothing: by its style, the release and its subscriptions.
std::optional<std::string> type_as_sent(const Handler& handler, const ProvisioningEvent& event, int release);

inline constexpr std::size_t kEndedRowsKept = 10'000;

class EventQueue {
 public:
  explicit EventQueue(EspfOptions options);

  // Puts one row per subscribed handler into the queue; coalesces the documented types: the older row that
  // was not yet sent ends. An event that no handler is sent takes no i_event. Over rows_max a row ends at
  // once as given up, with a remark.
  std::vector<EspfFact> record(const ProvisioningEvent& event, std::uint64_t origin, base::VirtualTime now);
  // A raw event, sent as it is (scripted); `variables` without i_event get one, with i_event keep it.
  std::vector<EspfFact> record_raw(const std::string& event_type, const base::Json& variables,
                                   std::uint64_t origin, base::VirtualTime now);

  // When advance() next has something to do; nothing while only answers are awaited that cannot time out. May
  // lie in the past: what is due then is due now.
  std::optional<base::VirtualTime> next_due() const;
  // The two halves of it: the next delivery, and the next time-out of one under way.
  std::optional<base::VirtualTime> next_send() const;
  std::optional<base::VirtualTime> next_time_out() const;
  // What is due at `now`: time-outs, then deliveries in the order of i_event (within rate and in_flight_max).
  std::vector<EspfFact> advance(base::VirtualTime now);
  // The outcome of the delivery under way of that row. Returns nothing where none is under way.
  std::vector<EspfFact> answered(RowId row, const base::HttpOutcome& outcome, base::VirtualTime now);

  void set_entry(RowId row, std::uint64_t entry);
  // Null where there is none, or where it ended long ago. Valid until the next call that is not const.
  const Row* find(RowId row) const;
  std::vector<Row> rows() const;  // in order of i_event, then of recording; the last ended ones included
  bool is_empty() const { return counts_.unended() == 0; }  // no row is queued, sent or waiting
  // Rows remain, and all of them wait for a resend.
  bool is_only_waiting() const { return counts_.waiting > 0 && counts_.unended() == counts_.waiting; }

  const EspfOptions& options() const { return options_; }
  const Handler* handler(const std::string& name) const;  // null where there is none
  // Switches or re-subscribes the handler of that name while the queue runs, or adds one. Rows that are
  // queued for it stay; while it is disabled they are not sent.
  void set_handler(Handler handler);

 private:
  // The order of sending: by i_event, then by row.
  using SendKey = std::pair<std::int64_t, RowId>;
  struct Slot {
    Row row;
    std::string entity;   // whose events keep their order; "" for none
    bool is_due = false;  // not sent because of rate, in_flight_max, order or a disabled handler alone
  };
  struct Counts {
    std::size_t queued = 0, sent = 0, waiting = 0;
    std::size_t unended() const { return queued + sent + waiting; }
  };
  using Lane = std::pair<std::string, std::string>;  // handler, entity

  void put(Row row, std::vector<EspfFact>& facts);
  void coalesce(const Slot& newer, std::vector<EspfFact>& facts);
  void plan_or_give_up(Slot& slot, base::VirtualTime now, std::vector<EspfFact>& facts);
  void end(Slot& slot, RowState state, std::vector<EspfFact>& facts);
  void send(Slot& slot, base::VirtualTime now, std::vector<EspfFact>& facts);
  void set_state(Slot& slot, RowState state);
  std::size_t* count_of(RowState state);
  // Sets next_at and the timer of the row's state.
  void set_timer(Slot& slot, base::VirtualTime at);
  void clear_timer(Slot& slot);
  void set_due(Slot& slot, bool is_due);
  // Puts a due row among those to be sent where its handler is enabled and no older row of its lane is in its
  // way.
  void update_ready(const Slot& slot);
  void leave_lane(const Slot& slot);
  void see(base::VirtualTime now);
  std::size_t in_flight_max() const;

  EspfOptions options_;
  std::map<RowId, Slot> slots_;
  std::set<SendKey> ready_;                                  // due, and free to be sent
  std::set<std::pair<base::VirtualTime, RowId>> resends_;    // of Waiting rows
  std::set<std::pair<base::VirtualTime, RowId>> time_outs_;  // of Sent rows
  std::map<Lane, std::set<RowId>> lanes_;                    // not ended, oldest first
  std::map<std::tuple<std::string, std::string, std::string>, RowId>
      unsent_;  // handler, entity, coalesced type
  std::deque<RowId> ended_;
  Counts counts_;
  SendRate rate_;
  base::VirtualTime last_now_{base::VirtualDuration::min()};
  std::int64_t next_i_event_;
  RowId next_row_ = 1;
};

// The request of one delivery, complete: Date, authorization header, Content-Type, body
// {"event_type":…,"variables":{…,"i_event":…}}. `date` is what stands in Date. The target is that of
// handler.url.
base::HttpRequest delivery_request(const Handler& handler, const Row& row, const EspfOptions& options,
                                   const std::string& date);
// Its `variables` alone, for transcripts.
base::Json delivery_variables(const Handler& handler, const Row& row, const EspfOptions& options);

}  // namespace sim
