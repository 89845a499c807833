#include <algorithm>

#include "simulator/installation/held_by.h"
#include "simulator/installation/timeline.h"

namespace sim {
namespace {

using std::chrono::milliseconds;

// Carries the memory of a stretch in which nothing at all was done from one observation to the next.
void follow(std::optional<Observation>& since, const Observation& o) {
  if (o.open_exchanges > 0 || o.process_running) {
    since.reset();
  } else if (!since || since->activity != o.activity || since->process_cpu != o.process_cpu) {
    since = o;
  }
}

// What a process may spend while it only keeps house (timers, a collector of garbage): else one that does
// would never be patiently waited for.
std::chrono::nanoseconds housekeeping(const Observation& since, const Observation& o) {
  return milliseconds(1) + (o.at - since.at) / 50;
}

// The same where a process may keep house, and deliveries may hang. One sample in which a thread runs is no
// work; two in a row are.
void follow_patiently(std::optional<Observation>& since, const Observation& o, bool ran_before) {
  if (o.open_exchanges > o.open_deliveries || (o.process_running && ran_before)) {
    since.reset();
  } else if (!since || since->activity != o.activity ||
             o.process_cpu - since->process_cpu > housekeeping(*since, o)) {
    since = o;
  }
}

bool lasted(const std::optional<Observation>& since, const Observation& o, milliseconds length) {
  return since && o.at - since->at >= length;
}

std::string why_not(const Observation& o, bool may_hang, const std::string& otherwise) {
  if (o.open_exchanges > o.open_deliveries) return "an open exchange";
  if (o.open_deliveries > 0 && !may_hang) return "a delivery without an answer";
  if (o.process_running) return "the Application at work";
  return otherwise;
}

}  // namespace

JumpRule::Decision JumpRule::observe(const Observation& o) {
  follow(quiet_since_, o);
  follow_patiently(hung_quiet_since_, o, ran_before_);
  ran_before_ = o.process_running;

  const bool patient = lasted(hung_quiet_since_, o, options_.patience);
  quiet_ = lasted(quiet_since_, o, options_.quiet);
  patient_ = patient;

  const auto decision_point = base::earlier(o.time_out, o.deadline);
  if (o.cause && (!decision_point || *o.cause <= *decision_point)) {
    const bool explained = !o.owed || o.clock_wait_open;
    if (patient || (explained && quiet_)) return {o.cause, false, ""};
    return {std::nullopt, false,
            why_not(o, false, explained ? "a moment's quiet" : "what the Application owes")};
  }
  if (!decision_point) return {std::nullopt, false, ""};
  if (patient) return {decision_point, true, ""};
  return {std::nullopt, false, why_not(o, true, std::string(kHeldByPatience))};
}

}  // namespace sim
