#include "simulator/installation/timeline.h"

#include <algorithm>
#include <utility>

#include "simulator/installation/state.h"

namespace sim {
namespace {

constexpr std::chrono::milliseconds kTickSkipping{5};
constexpr std::chrono::milliseconds kTickReal{50};

}  // namespace

base::VirtualTime InstallationState::now() const {
  if (skips()) return anchor;
  const auto real = std::chrono::duration<double, std::micro>(clock.now() - anchor_real);
  const double speed = options.time.mode == TimeMode::Scaled ? options.time.speed : 1;
  return anchor + base::VirtualDuration(static_cast<std::int64_t>(real.count() * speed));
}

void InstallationState::schedule_pump() {
  touch();
  if (!pump_timer.is_armed()) {
    pump_timer = loop.call_after(std::chrono::milliseconds(0), [this] { pump(); });
  }
}

// At one instant faults end before anything else happens.
void InstallationState::pump() {
  for (bool progress = true; progress && !frozen;) {
    progress = false;
    if (const auto ended = faults.advance(now()); !ended.empty()) {
      faults_ended(ended);
      progress = true;
    }
    sessions_ended(api.advance(now()));
    if (const auto work = agenda.take_due(now())) {
      work();
      progress = true;
      continue;
    }
    if (const auto facts = queue.advance(now()); !facts.empty()) {
      carry_out(facts);
      progress = true;
    }
  }
  arm();
}

std::optional<base::VirtualTime> InstallationState::next_work() const {
  return base::earlier(base::earlier(faults.next_due(), agenda.next_due()), queue.next_send());
}

std::optional<base::VirtualTime> InstallationState::next_cause() const {
  return base::earlier(next_work(), api.next_due());
}

void InstallationState::arm() {
  if (frozen) return;
  auto wait = skips() ? kTickSkipping : kTickReal;
  if (!skips()) {
    if (const auto due = base::earlier(next_cause(), queue.next_time_out())) {
      const double speed = options.time.mode == TimeMode::Scaled ? options.time.speed : 1;
      const auto left = static_cast<double>((*due - now()).count()) / speed / 1000.0;
      wait = std::clamp(std::chrono::milliseconds(static_cast<std::int64_t>(left) + 1),
                        std::chrono::milliseconds(0), kTickReal);
    }
  }
  timer = loop.call_after(wait, [this] { tick(); });
}

Observation InstallationState::observation() const {
  Observation seen;
  seen.at = clock.now();
  seen.activity = activity;
  // A wait or a parked answer whose peer has left is no exchange any more: it must not hide another.
  const auto without = [](std::size_t all, std::size_t waiting) { return all - std::min(all, waiting); };
  const std::size_t clock_exchanges = clock_server->open_exchanges();
  std::size_t open = 0;
  for (const auto& [realm, ports] : realms)
    open += ports.http->open_exchanges() + ports.https->open_exchanges();
  for (const auto& [name, running] : systems) open += running.server->open_exchanges();
  open = without(open, parked_exchanges) + without(clock_exchanges, clock_waits.size());
  seen.open_deliveries = sender->open_exchanges();
  seen.open_exchanges = open + seen.open_deliveries;
  if (application && application->is_starting()) seen.open_exchanges += 1;
  if (pump_timer.is_armed()) seen.open_exchanges += 1;
  const bool alive = application && application->is_running();
  if (alive && seen.open_exchanges == seen.open_deliveries) {
    const base::GroupActivity group = application->activity();
    seen.process_running = group.running;
    seen.process_cpu = group.cpu;
  }
  seen.clock_wait_open = !clock_waits.empty() && clock_exchanges > 0;
  const bool by_url = !application && !application_url.empty();
  seen.owed = debts.any() && (alive || by_url);
  seen.time_out = queue.next_time_out();
  for (const auto& [id, at] : deadlines) {
    if (!is_past(at)) seen.deadline = base::earlier(seen.deadline, at);
  }
  // The end of a session is met on the way, and no reason to go there.
  const auto way = base::earlier(next_work(), base::earlier(seen.time_out, seen.deadline));
  const auto session = api.next_due();
  seen.cause = session && way && *session <= *way ? session : next_work();
  return seen;
}

void InstallationState::tick() {
  if (frozen) return;
  const auto decision = jump_rule.observe(observation());
  observed_activity = activity;
  if (!decision.jump_to) held_by = decision.held_by;
  if (!skips()) return pump();
  // Whoever waits for quiet is asked before time goes on.
  if (decision.jump_to && announced_activity == activity) return jump(decision);
  if (decision.jump_to) announced_activity = activity;
  arm();
}

void InstallationState::jump(const JumpRule::Decision& decision) {
  const base::VirtualTime to = *decision.jump_to;
  if (to > anchor) {
    Entry line;
    line.kind = LineKind::Time;
    line.fields = base::Json::object();
    const auto by = std::chrono::duration_cast<std::chrono::milliseconds>(to - anchor);
    line.summary = "time jumps by " + base::duration_text(by) + " to " + base::datetime_text(to);
    anchor = to;
    append(std::move(line));
  }
  if (decision.passes_deadlines) deadlines_passed = anchor;
  touch();
  pump();
}

bool InstallationState::is_past(base::VirtualTime deadline) const {
  if (skips()) return deadlines_passed && deadline <= *deadlines_passed;
  return deadline <= now();
}

base::VirtualTime Timeline::now() const { return state_->now(); }

DeadlineId Timeline::add_deadline(base::VirtualTime at) {
  state_->deadlines[++state_->last_deadline] = at;
  return state_->last_deadline;
}

bool Timeline::is_past(DeadlineId id) const {
  const auto found = state_->deadlines.find(id);
  return found != state_->deadlines.end() && state_->is_past(found->second);
}

void Timeline::drop_deadline(DeadlineId id) { state_->deadlines.erase(id); }

void Timeline::travel(base::VirtualDuration by, std::function<void()> arrived) {
  auto& state = *state_;
  state.anchor = state.now();  // stands still from here on, until it has arrived
  const auto start = state.travels > 0 ? std::max(state.anchor, state.travels_end) : state.anchor;
  state.travels += 1;
  state.travels_end = start + by;
  state.agenda.add(state.travels_end, [&state, arrived = std::move(arrived)] {
    state.travels -= 1;
    state.anchor_real = state.clock.now();
    arrived();
  });
  state.schedule_pump();
}

bool Timeline::is_quiet() const {
  return state_->observed_activity == state_->activity && state_->jump_rule.is_quiet();
}
bool Timeline::is_patient() const {
  return state_->observed_activity == state_->activity && state_->jump_rule.is_patient();
}
std::optional<base::VirtualTime> Timeline::next_cause() const {
  return base::earlier(state_->next_cause(), state_->queue.next_time_out());
}
std::string Timeline::held_by() const { return state_->held_by; }

}  // namespace sim
