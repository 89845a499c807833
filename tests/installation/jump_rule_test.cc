// When simulated time may jump, and where to: observations in, decision out. See architecture, decision 5.
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulator/installation/timeline.h"

namespace sim {
namespace {

using std::chrono::milliseconds;

const TimeOptions kOptions{TimeMode::Skip, 1, milliseconds(20), milliseconds(2000)};

base::VirtualTime at_second(int second) { return {std::chrono::seconds(second)}; }

// An observation `ms` of real time after the first one.
Observation seen(int ms) {
  Observation o;
  o.at = base::SteadyTime(milliseconds(1'000'000 + ms));
  return o;
}

struct Expected {
  std::optional<base::VirtualTime> jump_to;
  bool passes_deadlines = false;
  std::string held_by;
};

struct Row {
  std::string name;
  std::vector<Observation> seen;
  Expected last;  // of the last observation; none before may jump
};

Observation with(Observation o, const std::function<void(Observation&)>& change) {
  change(o);
  return o;
}

std::vector<Row> rows() {
  const auto cause = [](Observation& o) { o.cause = at_second(60); };
  const auto owed_cause = [](Observation& o) {
    o.cause = at_second(60);
    o.owed = true;
  };
  const auto deadline = [](Observation& o) { o.deadline = at_second(90); };
  const auto hung = [](Observation& o) {
    o.open_exchanges = o.open_deliveries = 1;
    o.time_out = at_second(300);
  };
  const auto exchange = [](Observation& o) {
    o.cause = at_second(60);
    o.open_exchanges = 1;
  };
  const auto busy = [](Observation& o) {
    o.cause = at_second(60);
    o.process_running = true;
  };
  const auto cpu = [](int nanoseconds) {
    return [nanoseconds](Observation& o) {
      o.cause = at_second(60);
      o.process_cpu = std::chrono::nanoseconds(nanoseconds);
    };
  };
  const auto active = [](std::uint64_t activity) {
    return [activity](Observation& o) {
      o.cause = at_second(60);
      o.activity = activity;
    };
  };
  const auto clock_wait = [](Observation& o) {
    o.cause = at_second(60);
    o.owed = true;
    o.clock_wait_open = true;
  };
  const auto tie = [](Observation& o) { o.cause = o.deadline = at_second(90); };
  const auto deadline_first = [](Observation& o) {
    o.cause = at_second(91);
    o.deadline = at_second(90);
  };
  const auto hung_and_cause = [](Observation& o) {
    o.open_exchanges = o.open_deliveries = 1;
    o.time_out = at_second(300);
    o.cause = at_second(60);
  };

  // With a deadline, the process having spent so much.
  const auto spent = [](std::chrono::microseconds total, bool runs) {
    return [total, runs](Observation& o) {
      o.deadline = at_second(90);
      o.process_cpu = total;
      o.process_running = runs;
    };
  };
  using std::chrono::microseconds;

  return {
      {"housekeeping is not waited for",
       {with(seen(0), spent(microseconds(20'000), false)), with(seen(900), spent(microseconds(20'600), true)),
        with(seen(905), spent(microseconds(20'600), false)),
        with(seen(2000), spent(microseconds(21'900), false))},
       {at_second(90), true, ""}},
      {"work between two looks is",
       {with(seen(0), spent(microseconds(20'000), false)),
        with(seen(900), spent(microseconds(50'000), false)),
        with(seen(2899), spent(microseconds(50'000), false))},
       {{}, false, "patience before a deadline"}},
      {"a thread that runs twice in a row works",
       {with(seen(0), spent(microseconds(0), false)), with(seen(1000), spent(microseconds(0), true)),
        with(seen(1005), spent(microseconds(0), true)), with(seen(3004), spent(microseconds(0), false))},
       {{}, false, "patience before a deadline"}},
      {"one look is no quiet", {with(seen(0), cause)}, {{}, false, "a moment's quiet"}},
      {"quiet just too short",
       {with(seen(0), cause), with(seen(19), cause)},
       {{}, false, "a moment's quiet"}},
      {"quiet", {with(seen(0), cause), with(seen(20), cause)}, {at_second(60), false, ""}},
      {"nothing falls due", {seen(0), seen(5000)}, {{}, false, ""}},
      {"an open exchange",
       {with(seen(0), exchange), with(seen(5000), exchange)},
       {{}, false, "an open exchange"}},
      {"quiet begins when the exchange is over",
       {with(seen(0), exchange), with(seen(100), cause), with(seen(119), cause)},
       {{}, false, "a moment's quiet"}},
      {"the process runs",
       {with(seen(0), busy), with(seen(5000), busy)},
       {{}, false, "the Application at work"}},
      {"CPU was spent between",
       {with(seen(0), cpu(10)), with(seen(30), cpu(11)), with(seen(49), cpu(11))},
       {{}, false, "a moment's quiet"}},
      {"no more CPU since",
       {with(seen(0), cpu(10)), with(seen(30), cpu(11)), with(seen(50), cpu(11))},
       {at_second(60), false, ""}},
      {"something was appended between",
       {with(seen(0), active(1)), with(seen(25), active(2))},
       {{}, false, "a moment's quiet"}},
      {"owed, so not yet",
       {with(seen(0), owed_cause), with(seen(1999), owed_cause)},
       {{}, false, "what the Application owes"}},
      {"owed, after patience",
       {with(seen(0), owed_cause), with(seen(2000), owed_cause)},
       {at_second(60), false, ""}},
      {"owed, but the Application waits on our clock",
       {with(seen(0), clock_wait), with(seen(20), clock_wait)},
       {at_second(60), false, ""}},
      {"a deadline needs patience",
       {with(seen(0), deadline), with(seen(1999), deadline)},
       {{}, false, "patience before a deadline"}},
      {"a deadline after patience",
       {with(seen(0), deadline), with(seen(2000), deadline)},
       {at_second(90), true, ""}},
      {"a deadline before the cause is not passed by quiet alone",
       {with(seen(0), deadline_first), with(seen(1999), deadline_first)},
       {{}, false, "patience before a deadline"}},
      {"at one instant the cause comes before the deadline",
       {with(seen(0), tie), with(seen(20), tie)},
       {at_second(90), false, ""}},
      {"a delivery without an answer is open at first",
       {with(seen(0), hung), with(seen(1999), hung)},
       {{}, false, "patience before a deadline"}},
      {"and hung after patience: its time-out",
       {with(seen(0), hung), with(seen(2000), hung)},
       {at_second(300), true, ""}},
      {"a hung delivery does not hide a cause",
       {with(seen(0), hung_and_cause), with(seen(2000), hung_and_cause)},
       {at_second(60), false, ""}},
      {"but no cause is jumped to by quiet while it is open",
       {with(seen(0), hung_and_cause), with(seen(1999), hung_and_cause)},
       {{}, false, "a delivery without an answer"}},
  };
}

TEST(JumpRule, DecidesByTheTable) {
  for (const Row& row : rows()) {
    SCOPED_TRACE(row.name);
    JumpRule rule(kOptions);
    JumpRule::Decision decision;
    for (std::size_t i = 0; i < row.seen.size(); ++i) {
      decision = rule.observe(row.seen[i]);
      const bool is_last = i + 1 == row.seen.size();
      EXPECT_TRUE(is_last || !decision.jump_to) << "observation " << i;
    }
    EXPECT_EQ(decision.jump_to, row.last.jump_to);
    EXPECT_EQ(decision.passes_deadlines, row.last.passes_deadlines);
    EXPECT_EQ(decision.held_by, row.last.held_by);
  }
}

TEST(JumpRule, TellsQuietAndPatienceApart) {
  JumpRule rule(kOptions);
  rule.observe(seen(0));
  EXPECT_FALSE(rule.is_quiet());
  rule.observe(seen(20));
  EXPECT_TRUE(rule.is_quiet());
  EXPECT_FALSE(rule.is_patient());
  rule.observe(seen(2000));
  EXPECT_TRUE(rule.is_patient());
  Observation hung = seen(4000);
  hung.open_exchanges = hung.open_deliveries = 1;
  rule.observe(hung);
  EXPECT_FALSE(rule.is_quiet()) << "a delivery is open";
  EXPECT_TRUE(rule.is_patient()) << "which patience leaves aside";
}

}  // namespace
}  // namespace sim
