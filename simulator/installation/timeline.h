// Simulated time of one Installation: skip, real or N×. In skip time stands still and moves by jumps, when
// all is quiet, to the earliest cause (something of ours falls due) or deadline (a check's or a wait's end).
// See architecture, decision 5.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/virtual_time.h"

namespace sim {

enum class TimeMode { Skip, Real, Scaled };

struct TimeOptions {
  TimeMode mode = TimeMode::Skip;
  double speed = 1;                          // of Scaled
  std::chrono::milliseconds quiet{20};       // before a jump to a cause while nothing is owed
  std::chrono::milliseconds patience{2000};  // before a deadline passes, and where something is owed
};

// What the decision to jump rests on, sampled at one instant of real time.
struct Observation {
  base::SteadyTime at;
  std::uint64_t activity = 0;                 // a counter that moves with everything that happens
  std::size_t open_exchanges = 0;             // without parked answers and clock waits
  std::size_t open_deliveries = 0;            // of those: deliveries that wait for the Application's answer
  bool process_running = false;               // one of its threads runs or is in disk wait
  std::chrono::nanoseconds process_cpu{0};    // CPU time it has spent
  bool clock_wait_open = false;               // the Application waits on our clock
  bool owed = false;                          // and there is an Application that could pay
  std::optional<base::VirtualTime> cause;     // the earliest, time-outs of deliveries aside
  std::optional<base::VirtualTime> time_out;  // the earliest of a delivery under way
  std::optional<base::VirtualTime> deadline;  // the earliest that is not past
};

// Decides by observations when time may jump, and where to. Pure but for its memory of the quiet so far.
class JumpRule {
 public:
  explicit JumpRule(TimeOptions options) : options_(options) {}

  struct Decision {
    std::optional<base::VirtualTime> jump_to;
    // The jump passes the deadlines that stand at its end. Where a cause stands at the same instant it comes
    // first, and the deadline is passed by a further decision.
    bool passes_deadlines = false;
    // What held time, where it did not jump: "an open exchange", "the Application spends CPU", "patience", …
    std::string held_by;
  };
  Decision observe(const Observation& observation);

  // What the last observation found: Quiet(quiet), with no exchange open; Quiet(patience), hung deliveries
  // aside.
  bool is_quiet() const { return quiet_; }
  bool is_patient() const { return patient_; }

 private:
  TimeOptions options_;
  std::optional<Observation> quiet_since_;       // with no exchange open at all
  std::optional<Observation> hung_quiet_since_;  // with none but deliveries open; housekeeping aside
  bool ran_before_ = false;                      // the last observation met a running thread
  bool quiet_ = false;
  bool patient_ = false;
};

struct InstallationState;  // see state.h

using DeadlineId = std::uint64_t;

class Timeline {
 public:
  explicit Timeline(InstallationState* state) : state_(state) {}

  base::VirtualTime now() const;

  // A deadline is an instant at which somebody must decide. In skip one is past only after Quiet(patience);
  // what else falls due at its instant comes before it.
  DeadlineId add_deadline(base::VirtualTime at);
  bool is_past(DeadlineId id) const;
  void drop_deadline(DeadlineId id);

  // Lets time run on by `by` as fast as skip allows, whatever the mode, then calls `arrived`. A call while
  // another is under way goes on from where that one ends.
  void travel(base::VirtualDuration by, std::function<void()> arrived);

  // Nothing has happened and nothing is under way: for TimeOptions::quiet, and for its patience. Kept true in
  // every mode; a runner that has nothing to wait for ends by them.
  bool is_quiet() const;
  bool is_patient() const;
  // When something of ours falls due next, clock waits of the Application included; nothing where nothing
  // does.
  std::optional<base::VirtualTime> next_cause() const;

  // What holds time now, or held it before it jumped, for reports: "" where nothing did.
  std::string held_by() const;

 private:
  InstallationState* state_;  // the Installation's
};

}  // namespace sim
