#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/fault/fault.h"

namespace sim {
namespace {

using base::ValueMatcher;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

const base::VirtualTime kStart = *base::parse_datetime("2026-01-31 12:00:00");

LineMatch pattern(LineKind kind, const std::string& path = "", const std::string& value = "") {
  LineMatch match;
  match.kind = kind;
  if (!path.empty()) match.keys = {{path, ValueMatcher::exactly(value)}};
  return match;
}

LineMatch answered(LineMatch match, const std::string& answer) {
  match.answered = ValueMatcher::exactly(answer);
  return match;
}

Entry request(const std::string& system) {
  Entry entry;
  entry.kind = LineKind::Request;
  entry.from = kApplication;
  entry.fields = {{"system", system}};
  return entry;
}

Entry answer(const std::string& system, int status) {
  auto entry = request(system);
  entry.stage = Stage::Answered;
  entry.fields["answered"] = status;
  return entry;
}

FaultRule rule(const std::string& name, Verdict verdict) {
  FaultRule rule;
  rule.name = name;
  rule.words = name;
  rule.target = pattern(LineKind::Request, "system", "hss");
  rule.verdict = std::move(verdict);
  return rule;
}

template <class T>
bool is(const FaultRules::Decision& decision) {
  return std::holds_alternative<T>(decision.verdict);
}

TEST(FaultRules, LetPassWhatNoRuleMatches) {
  FaultRules faults;
  faults.declare(rule("lost", LoseRequest{}), kStart);
  const auto decision = faults.on_request(request("iptv"), kStart);
  EXPECT_TRUE(is<Pass>(decision));
  EXPECT_EQ(decision.id, 0U);
}

TEST(FaultRules, LetTheFirstDeclaredThatMatchesDecide) {
  FaultRules faults;
  auto other = rule("other", LoseRequest{});
  other.target = pattern(LineKind::Request, "system", "iptv");
  faults.declare(other, kStart);
  const auto first = faults.declare(rule("first", LoseAnswer{}), kStart);
  faults.declare(rule("second", LoseRequest{}), kStart);
  const auto decision = faults.on_request(request("hss"), kStart);
  EXPECT_TRUE(is<LoseAnswer>(decision));
  EXPECT_EQ(decision.id, first);
  EXPECT_EQ(decision.words, "first");
}

TEST(FaultRules, MeetAsManyExchangesAsTimesSays) {
  FaultRules faults;
  auto twice = rule("twice", LoseAnswer{});
  twice.times = 2;
  const auto id = faults.declare(twice, kStart);
  faults.declare(rule("then", LoseRequest{}), kStart);
  EXPECT_TRUE(is<LoseAnswer>(faults.on_request(request("hss"), kStart)));
  EXPECT_TRUE(faults.is_active(id));
  EXPECT_TRUE(is<LoseAnswer>(faults.on_request(request("hss"), kStart)));
  EXPECT_FALSE(faults.is_active(id));
  EXPECT_TRUE(is<LoseRequest>(faults.on_request(request("hss"), kStart)));
}

TEST(FaultRules, EndBeforeAnythingElseOfThatInstant) {
  FaultRules faults;
  auto down = rule("down", LoseRequest{});
  down.lasts = hours(24);
  const auto id = faults.declare(down, kStart);
  EXPECT_EQ(faults.next_due(), kStart + hours(24));
  EXPECT_TRUE(
      is<LoseRequest>(faults.on_request(request("hss"), kStart + hours(24) - base::VirtualDuration(1))));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart + hours(24))));
  EXPECT_THAT(faults.advance(kStart + hours(24) - base::VirtualDuration(1)), IsEmpty());
  EXPECT_THAT(faults.advance(kStart + hours(24)), ElementsAre(Field(&FaultEnded::id, id)));
  EXPECT_FALSE(faults.is_active(id));
  EXPECT_EQ(faults.next_due(), std::nullopt);
}

TEST(FaultRules, ArmFromTheLineAfterWhen) {
  FaultRules faults;
  auto later = rule("later", LoseRequest{});
  later.when = pattern(LineKind::Delivery);
  later.lasts = minutes(10);
  faults.declare(later, kStart);
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
  EXPECT_EQ(faults.next_due(), std::nullopt);

  Entry delivery;
  delivery.kind = LineKind::Delivery;
  faults.observe(delivery, kStart + hours(1));
  EXPECT_EQ(faults.next_due(), kStart + hours(1) + minutes(10)) << "`for` counts from the arming";
  EXPECT_TRUE(is<LoseRequest>(faults.on_request(request("hss"), kStart + hours(1))));
}

TEST(FaultRules, CountTheLineOfWhen) {
  FaultRules faults;
  auto later = rule("later", LoseRequest{});
  later.when = answered(pattern(LineKind::Request, "system", "hss"), "200");
  later.when->nth = 2;
  faults.declare(later, kStart);
  faults.observe(answer("hss", 200), kStart);
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
  faults.observe(answer("hss", 503), kStart);
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
  faults.observe(answer("hss", 200), kStart);
  EXPECT_TRUE(is<LoseRequest>(faults.on_request(request("hss"), kStart)));
}

TEST(FaultRules, EndWhenUntilHappens) {
  FaultRules faults;
  auto until = rule("until", LoseRequest{});
  until.until = pattern(LineKind::Status);
  const auto id = faults.declare(until, kStart);
  Entry status;
  status.kind = LineKind::Status;
  EXPECT_THAT(faults.observe(request("hss"), kStart).ended, IsEmpty());
  const auto observed = faults.observe(status, kStart);
  EXPECT_THAT(observed.ended, ElementsAre(Field(&FaultEnded::id, id)));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
}

TEST(FaultRules, IgnoreUntilBeforeTheyAreArmed) {
  FaultRules faults;
  auto both = rule("both", LoseRequest{});
  both.when = pattern(LineKind::Delivery);
  both.until = pattern(LineKind::Status);
  faults.declare(both, kStart);
  Entry delivery, status;
  delivery.kind = LineKind::Delivery;
  status.kind = LineKind::Status;
  EXPECT_THAT(faults.observe(status, kStart).ended, IsEmpty());
  faults.observe(delivery, kStart);
  EXPECT_TRUE(is<LoseRequest>(faults.on_request(request("hss"), kStart)));
  EXPECT_EQ(faults.observe(status, kStart).ended.size(), 1U);
}

TEST(FaultRules, MeetTheNthRequestAloneWhoeverDecidedTheOthers) {
  FaultRules faults;
  auto first = rule("first", LoseAnswer{});
  first.times = 1;
  faults.declare(first, kStart);
  auto third = rule("third", LoseRequest{});
  third.target.nth = 3;
  faults.declare(third, kStart);
  EXPECT_TRUE(is<LoseAnswer>(faults.on_request(request("hss"), kStart)));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("iptv"), kStart)));
  EXPECT_TRUE(is<LoseRequest>(faults.on_request(request("hss"), kStart)));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
}

TEST(FaultRules, KeepAHoldThatIsUsedUpUntilItIsCleared) {
  FaultRules faults;
  auto hold = rule("old_reading", HoldAnswer{});
  hold.times = 1;
  const auto id = faults.declare(hold, kStart);
  EXPECT_TRUE(is<HoldAnswer>(faults.on_request(request("hss"), kStart)));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
  EXPECT_TRUE(faults.is_active(id));
  const auto cleared = faults.clear("old_reading");
  ASSERT_TRUE(cleared.has_value());
  EXPECT_THAT(*cleared, ElementsAre(Field(&FaultEnded::id, id)));
  EXPECT_FALSE(faults.is_active(id));
}

TEST(FaultRules, ReleaseAHoldThatIsUsedUpWhenItsTimeIsOver) {
  FaultRules faults;
  auto hold = rule("hold", HoldAnswer{});
  hold.times = 1;
  hold.lasts = minutes(5);
  const auto id = faults.declare(hold, kStart);
  faults.on_request(request("hss"), kStart);
  EXPECT_THAT(faults.advance(kStart + minutes(5)), ElementsAre(Field(&FaultEnded::id, id)));
}

TEST(FaultRules, ClearWhatIsOverAlreadyWithoutComplaintButNoUnknownName) {
  FaultRules faults;
  auto once = rule("old_reading", LoseAnswer{});
  once.times = 1;
  faults.declare(once, kStart);
  faults.on_request(request("hss"), kStart);
  const auto cleared = faults.clear("old_reading");
  ASSERT_TRUE(cleared.has_value());
  EXPECT_THAT(*cleared, IsEmpty());

  const auto unknown = faults.clear("old_readin");
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().kind, base::ErrorKind::NotFound);
  EXPECT_EQ(unknown.error().what, "there is no fault named `old_readin`; did you mean `old_reading`?");
}

FaultRule process_kill() {
  FaultRule kill;
  kill.name = "kill";
  kill.targets_process = true;
  kill.verdict = Kill{std::chrono::seconds(5)};
  return kill;
}

TEST(FaultRules, TriggerAProcessFaultEachTimeItsLineHappens) {
  FaultRules faults;
  auto kill = process_kill();
  kill.when = answered(pattern(LineKind::Request, "system", "hss"), "2xx");
  kill.times = 2;
  const auto id = faults.declare(kill, kStart);
  EXPECT_TRUE(is<Pass>(faults.on_request(request("hss"), kStart)));
  EXPECT_THAT(faults.observe(answer("hss", 503), kStart).triggered, IsEmpty());
  for (int i = 0; i < 2; ++i) {
    const auto triggered = faults.observe(answer("hss", 201), kStart).triggered;
    ASSERT_EQ(triggered.size(), 1U);
    EXPECT_EQ(triggered[0].id, id);
    EXPECT_TRUE(is<Kill>(triggered[0]));
  }
  EXPECT_THAT(faults.observe(answer("hss", 200), kStart).triggered, IsEmpty());
  EXPECT_FALSE(faults.is_active(id));
}

TEST(FaultRules, MeetTheApplicationsNextRequestWithAProcessFaultWithoutWhen) {
  FaultRules faults;
  auto kill = process_kill();
  kill.times = 1;
  faults.declare(kill, kStart);
  Entry delivery;
  delivery.kind = LineKind::Delivery;
  delivery.from = kEspf;
  delivery.to = kApplication;
  EXPECT_TRUE(is<Pass>(faults.on_request(delivery, kStart)));
  EXPECT_TRUE(is<Kill>(faults.on_request(request("iptv"), kStart)));
  EXPECT_TRUE(is<Pass>(faults.on_request(request("iptv"), kStart)));
}

TEST(FaultRules, EndAProcessFaultByItsDuration) {
  FaultRules faults;
  auto kill = process_kill();
  kill.when = pattern(LineKind::Delivery);
  kill.lasts = hours(1);
  faults.declare(kill, kStart);
  Entry delivery;
  delivery.kind = LineKind::Delivery;
  EXPECT_EQ(faults.observe(delivery, kStart).triggered.size(), 1U);
  EXPECT_THAT(faults.observe(delivery, kStart + hours(1)).triggered, IsEmpty());
}

}  // namespace
}  // namespace sim
