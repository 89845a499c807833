#include "simulator/espf/event_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

const base::VirtualTime kStart = *base::parse_datetime("2026-01-31 12:00:00");

base::HttpOutcome status(int code) { return base::HttpResponse{code, {}, ""}; }

ProvisioningEvent event(const std::string& type, std::int64_t i_account) {
  ProvisioningEvent event;
  event.event_type = type;
  event.i_account = IAccount(i_account);
  return event;
}

EspfOptions unlimited() {
  EspfOptions options;
  options.deliveries_per_second = 0;
  options.in_flight_max = 1000;
  return options;
}

std::string text(const EspfFact& fact) {
  struct Words {
    std::string operator()(const RowRecorded& f) { return "recorded " + id(f.row); }
    std::string operator()(const DeliveryDue& f) {
      return "due " + id(f.row) + " delivery " + std::to_string(f.row.deliveries);
    }
    std::string operator()(const DeliveryTimedOut& f) { return "timed out " + id(f.row); }
    std::string operator()(const RowEnded& f) {
      return std::string(state_name(f.row.state)) + " " + id(f.row);
    }
    std::string operator()(const ResendPlanned& f) {
      const auto after = *f.row.next_at - kStart;
      return "resend " + id(f.row) + " at " +
             std::to_string(std::chrono::duration_cast<seconds>(after).count()) + "s";
    }
    static std::string id(const Row& row) { return std::to_string(row.i_event); }
  };
  return std::visit(Words{}, fact);
}

std::vector<std::string> texts(const std::vector<EspfFact>& facts) {
  std::vector<std::string> result;
  result.reserve(facts.size());
  for (const auto& fact : facts) result.push_back(text(fact));
  return result;
}

TEST(EventQueue, DeliversInTheOrderOfIEventAndRemovesOn200) {
  EventQueue queue(unlimited());
  EXPECT_TRUE(queue.is_empty());
  EXPECT_THAT(texts(queue.record(event("Account/Blocked", 1), 9, kStart)), ElementsAre("recorded 1"));
  EXPECT_THAT(texts(queue.record(event("Account/Unblocked", 1), 9, kStart)), ElementsAre("recorded 2"));
  EXPECT_EQ(queue.next_due(), kStart);
  EXPECT_THAT(texts(queue.advance(kStart)), ElementsAre("due 1 delivery 1", "due 2 delivery 1"));
  EXPECT_THAT(texts(queue.answered(1, status(200), kStart)), ElementsAre("finished 1"));
  EXPECT_FALSE(queue.is_empty());
  EXPECT_THAT(texts(queue.answered(2, status(404), kStart)), ElementsAre("discarded 2"));
  EXPECT_TRUE(queue.is_empty());
  EXPECT_EQ(queue.next_due(), std::nullopt);
}

TEST(EventQueue, KeepsTheRowAsItWasRecordedAndSent) {
  EventQueue queue(unlimited());
  queue.record(event("Account/Blocked", 1), 9, kStart);
  queue.set_entry(1, 17);
  const auto* row = queue.find(1);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->event.event_type, "Account/Blocked");
  EXPECT_EQ(row->event_type, "Subscriber/Updated");
  EXPECT_EQ(row->handler, "EventSender");
  EXPECT_EQ(row->origin, 9U);
  EXPECT_EQ(row->entry, 17U);
  EXPECT_EQ(row->recorded_at, kStart);
  EXPECT_EQ(row->state, RowState::Queued);
  EXPECT_EQ(queue.find(2), nullptr);
}

TEST(EventQueue, ResendsTheSameIEventUntilItGivesUp) {
  auto options = unlimited();
  options.resend = {seconds(60), 2, seconds(200), 4};
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  std::vector<std::string> story;
  // Twelve steps are more than the story has.
  for (int step = 0; step < 12 && queue.next_due(); ++step) {
    const auto now = *queue.next_due();
    for (const auto& fact : queue.advance(now)) story.push_back(text(fact));
    for (const auto& fact : queue.answered(1, status(503), now)) story.push_back(text(fact));
  }
  EXPECT_THAT(story,
              ElementsAre("due 1 delivery 1", "resend 1 at 60s", "due 1 delivery 2", "resend 1 at 180s",
                          "due 1 delivery 3", "resend 1 at 380s", "due 1 delivery 4", "given_up 1"));
  EXPECT_TRUE(queue.is_empty());
  EXPECT_EQ(queue.find(1)->state, RowState::GivenUp);
}

TEST(EventQueue, ResendsWhatIsNotAnsweredInTime) {
  EventQueue queue(unlimited());
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.advance(kStart);
  EXPECT_EQ(queue.next_due(), kStart + seconds(300));
  EXPECT_EQ(queue.next_time_out(), kStart + seconds(300));
  EXPECT_EQ(queue.next_send(), std::nullopt);
  EXPECT_EQ(queue.find(1)->next_at, kStart + seconds(300));
  EXPECT_THAT(queue.advance(kStart + milliseconds(299'999)), IsEmpty());
  EXPECT_THAT(texts(queue.advance(kStart + seconds(300))), ElementsAre("timed out 1", "resend 1 at 360s"));
  EXPECT_TRUE(queue.is_only_waiting());
  EXPECT_EQ(queue.next_send(), kStart + seconds(360));
  EXPECT_EQ(queue.next_time_out(), std::nullopt);
  EXPECT_THAT(queue.answered(1, status(200), kStart + seconds(301)), IsEmpty()) << "too late";
  EXPECT_THAT(texts(queue.advance(kStart + seconds(360))), ElementsAre("due 1 delivery 2"));
  EXPECT_FALSE(queue.is_only_waiting());
}

TEST(EventQueue, GivesUpOnATimeOutOfTheLastDelivery) {
  auto options = unlimited();
  options.resend.deliveries_max = 1;
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.advance(kStart);
  EXPECT_THAT(texts(queue.advance(kStart + seconds(300))), ElementsAre("timed out 1", "given_up 1"));
}

TEST(EventQueue, WaitsForeverWhereNoTimeOutIsSet) {
  auto options = unlimited();
  options.handlers[0].answer_timeout = milliseconds(0);
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.advance(kStart);
  EXPECT_EQ(queue.next_due(), std::nullopt);
  EXPECT_FALSE(queue.is_empty());
}

TEST(EventQueue, IgnoresAnAnswerToWhatIsNotUnderWay) {
  EventQueue queue(unlimited());
  queue.record(event("Account/Blocked", 1), 0, kStart);
  EXPECT_THAT(queue.answered(1, status(200), kStart), IsEmpty());
  EXPECT_THAT(queue.answered(99, status(200), kStart), IsEmpty());
  EXPECT_EQ(queue.find(1)->state, RowState::Queued);
}

TEST(EventQueue, GivesEachHandlerARowOfTheSameIEvent) {
  auto options = unlimited();
  Handler fine;
  fine.name = "Fine";
  fine.style = EventStyle::FineGrained;
  Handler off;
  off.name = "Off";
  off.enabled = false;
  options.handlers = {Handler{}, fine, off};
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.record(event("Account/Unblocked", 1), 0, kStart);
  std::vector<std::string> rows;
  for (const auto& row : queue.rows())
    rows.push_back(std::to_string(row.i_event) + row.handler + row.event_type);
  EXPECT_THAT(rows, ElementsAre("1EventSenderSubscriber/Updated", "1FineAccount/Blocked",
                                "2EventSenderSubscriber/Updated", "2FineAccount/Unblocked"));
  queue.advance(kStart);
  EXPECT_THAT(texts(queue.answered(1, status(200), kStart)), ElementsAre("finished 1"));
  EXPECT_EQ(queue.find(2)->state, RowState::Sent) << "the other handler's row is its own";
}

TEST(EventQueue, SpendsNoIEventOnWhatNobodyIsSent) {
  auto options = unlimited();
  options.handlers[0].subscriptions = {"Subscriber/Updated"};
  options.first_i_event = 7615;
  EventQueue queue(options);
  EXPECT_THAT(queue.record(event("Account/New", 1), 0, kStart), IsEmpty());
  EXPECT_THAT(texts(queue.record(event("Account/Blocked", 1), 0, kStart)), ElementsAre("recorded 7615"));
}

TEST(EventQueue, CoalescesTheOlderUnsentEventOfTheListedTypes) {
  EventQueue queue(unlimited());
  queue.record(event("Account/ProductAddon/Changed", 1), 0, kStart);
  EXPECT_THAT(texts(queue.record(event("Account/ProductAddon/Changed", 1), 0, kStart)),
              ElementsAre("recorded 2", "coalesced 1"));
  EXPECT_THAT(texts(queue.advance(kStart)), ElementsAre("due 2 delivery 1"));
}

struct NotCoalesced {
  const char* name;
  const char* first;
  std::int64_t first_account;
  const char* second;
  int release;
  bool coalesce;
};

class CoalescesNot : public testing::TestWithParam<NotCoalesced> {};

TEST_P(CoalescesNot, WhatIsNotListed) {
  auto options = unlimited();
  options.release = GetParam().release;
  options.coalesce = GetParam().coalesce;
  EventQueue queue(options);
  queue.record(event(GetParam().first, GetParam().first_account), 0, kStart);
  EXPECT_THAT(texts(queue.record(event(GetParam().second, 1), 0, kStart)), ElementsAre("recorded 2"));
}

INSTANTIATE_TEST_SUITE_P(Table, CoalescesNot,
                         testing::Values(NotCoalesced{"OtherType", "Account/Blocked", 1, "Account/Blocked",
                                                      115, true},
                                         NotCoalesced{"OtherAccount", "Account/ProductAddon/Changed", 2,
                                                      "Account/ProductAddon/Changed", 115, true},
                                         NotCoalesced{"AnotherListedType", "Account/ProductAddon/Changed", 1,
                                                      "Account/ProductAddon/Deleted", 115, true},
                                         NotCoalesced{"EarlierRelease", "Account/ProductAddon/Changed", 1,
                                                      "Account/ProductAddon/Changed", 100, true},
                                         NotCoalesced{"SwitchedOff", "Account/ProductAddon/Changed", 1,
                                                      "Account/ProductAddon/Changed", 115, false}),
                         [](const auto& row) { return row.param.name; });

TEST(EventQueue, CoalescesNothingThatWasSentOnce) {
  EventQueue queue(unlimited());
  queue.record(event("Account/ProductAddon/Changed", 1), 0, kStart);
  queue.advance(kStart);
  EXPECT_THAT(texts(queue.record(event("Account/ProductAddon/Changed", 1), 0, kStart)),
              ElementsAre("recorded 2"));
  queue.answered(1, status(503), kStart);
  EXPECT_THAT(texts(queue.record(event("Account/ProductAddon/Changed", 1), 0, kStart)),
              ElementsAre("recorded 3", "coalesced 2"))
      << "the one that waits for its resend stays";
}

TEST(EventQueue, SendsTheBurstAndThenTheAverage) {
  auto options = unlimited();
  options.deliveries_per_second = 10;
  options.burst = 3;
  EventQueue queue(options);
  for (int i = 1; i <= 5; ++i) queue.record(event("Account/Blocked", i), 0, kStart);
  EXPECT_EQ(queue.advance(kStart).size(), 3U);
  EXPECT_EQ(queue.next_due(), kStart + milliseconds(100));
  EXPECT_THAT(queue.advance(kStart + milliseconds(99)), IsEmpty());
  EXPECT_THAT(texts(queue.advance(kStart + milliseconds(100))), ElementsAre("due 4 delivery 1"));
  EXPECT_THAT(texts(queue.advance(kStart + milliseconds(200))), ElementsAre("due 5 delivery 1"));
}

TEST(EventQueue, FillsTheBurstUpWhileNothingIsSent) {
  auto options = unlimited();
  options.deliveries_per_second = 10;
  options.burst = 2;
  EventQueue queue(options);
  for (int i = 1; i <= 9; ++i) queue.record(event("Account/Blocked", i), 0, kStart);
  EXPECT_EQ(queue.advance(kStart).size(), 2U);
  queue.answered(1, status(200), kStart);
  queue.answered(2, status(200), kStart);
  EXPECT_THAT(texts(queue.advance(kStart + hours(1))), ElementsAre("due 3 delivery 1", "due 4 delivery 1"))
      << "never more than the burst";
}

TEST(EventQueue, HoldsBackWhatIsOverInFlightMax) {
  auto options = unlimited();
  options.in_flight_max = 2;
  EventQueue queue(options);
  for (int i = 1; i <= 3; ++i) queue.record(event("Account/Blocked", i), 0, kStart);
  EXPECT_EQ(queue.advance(kStart).size(), 2U);
  EXPECT_EQ(queue.next_due(), kStart + seconds(300)) << "only a time-out is due";
  queue.answered(2, status(200), kStart + seconds(1));
  EXPECT_EQ(queue.next_due(), kStart + seconds(1));
  EXPECT_THAT(texts(queue.advance(kStart + seconds(1))), ElementsAre("due 3 delivery 1"));
}

TEST(EventQueue, LetsNewerEventsPassAWaitingOne) {
  EventQueue queue(unlimited());
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.advance(kStart);
  queue.answered(1, status(503), kStart);
  queue.record(event("Account/Unblocked", 1), 0, kStart);
  EXPECT_THAT(texts(queue.advance(kStart)), ElementsAre("due 2 delivery 1"));
}

TEST(EventQueue, KeepsTheOrderOfAnEntityWhereToldTo) {
  auto options = unlimited();
  options.handlers[0].in_order_per_entity = true;
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.record(event("Account/Unblocked", 1), 0, kStart);
  queue.record(event("Account/Blocked", 2), 0, kStart);
  EXPECT_THAT(texts(queue.advance(kStart)), ElementsAre("due 1 delivery 1", "due 3 delivery 1"));
  queue.answered(1, status(503), kStart);
  EXPECT_EQ(queue.next_due(), kStart + seconds(60));
  EXPECT_THAT(texts(queue.advance(kStart + seconds(60))), ElementsAre("due 1 delivery 2"));
  EXPECT_THAT(texts(queue.answered(1, status(400), kStart + seconds(60))), ElementsAre("discarded 1"));
  EXPECT_THAT(texts(queue.advance(kStart + seconds(60))), ElementsAre("due 2 delivery 1"));
}

TEST(EventQueue, SendsTheOlderOfTwoThatAreDueFirst) {
  auto options = unlimited();
  options.in_flight_max = 1;
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.advance(kStart);
  queue.answered(1, status(503), kStart);
  queue.record(event("Account/Blocked", 2), 0, kStart + seconds(60));
  EXPECT_THAT(texts(queue.advance(kStart + seconds(60))), ElementsAre("due 1 delivery 2"));
}

TEST(EventQueue, SendsRawEventsAsGiven) {
  EventQueue queue(unlimited());
  EXPECT_THAT(texts(queue.record_raw("Custom/Jasper/CapReached", {{"i_account", "12"}, {"x", 1}}, 4, kStart)),
              ElementsAre("recorded 1"));
  const auto row = queue.rows().at(0);
  EXPECT_TRUE(row.raw);
  EXPECT_TRUE(row.event.scripted);
  EXPECT_EQ(row.event_type, "Custom/Jasper/CapReached");
  EXPECT_EQ(row.event.i_account, IAccount(12));
  EXPECT_EQ(base::dump(delivery_variables(*queue.handler("EventSender"), row, queue.options())),
            R"({"i_account":"12","i_event":1,"x":1})");
}

TEST(EventQueue, DeliversAScriptedRepeatBesideTheEventItRepeats) {
  EventQueue queue(unlimited());
  queue.record(event("Account/Blocked", 1), 0, kStart);
  queue.advance(kStart);
  queue.record_raw("Subscriber/Updated", {{"i_account", 1}, {"i_event", 1}}, 0, kStart);
  const auto facts = queue.advance(kStart);
  ASSERT_THAT(texts(facts), ElementsAre("due 1 delivery 1"));
  EXPECT_EQ(std::get<DeliveryDue>(facts[0]).row.row, 2U);
  EXPECT_THAT(texts(queue.answered(2, status(400), kStart)), ElementsAre("discarded 1"));
  EXPECT_EQ(queue.find(1)->state, RowState::Sent);
  EXPECT_THAT(texts(queue.answered(1, status(200), kStart)), ElementsAre("finished 1"));
}

TEST(EventQueue, GivesNoScriptedIEventToALaterEvent) {
  EventQueue queue(unlimited());
  queue.record_raw("Subscriber/Updated", {{"i_account", 1}, {"i_event", "5"}}, 0, kStart);
  EXPECT_THAT(texts(queue.record(event("Account/Blocked", 1), 0, kStart)), ElementsAre("recorded 6"));
  queue.record_raw("Subscriber/Updated", {{"i_event", "none"}}, 0, kStart);
  queue.record_raw("Subscriber/Updated", {{"i_event", 2}}, 0, kStart);
  queue.record_raw("Subscriber/Updated", {{"i_event", std::uint64_t{1} << 63}}, 0, kStart);
  queue.record_raw("Subscriber/Updated", {{"i_event", std::int64_t{1} << 53}}, 0, kStart);
  EXPECT_THAT(texts(queue.record(event("Account/Blocked", 1), 0, kStart)), ElementsAre("recorded 7"));
}

TEST(EventQueue, SendsRawEventsToSubscribersAlone) {
  auto options = unlimited();
  options.handlers[0].subscriptions = {"Subscriber/Updated"};
  EventQueue queue(options);
  EXPECT_THAT(queue.record_raw("Subscriber/Created", base::Json::object(), 0, kStart), IsEmpty());
  EXPECT_EQ(queue.record_raw("Subscriber/Updated", base::Json::object(), 0, kStart).size(), 1U);
}

TEST(EventQueue, KeepsRowsOfAHandlerThatIsSwitchedOffUntilItIsOnAgain) {
  EventQueue queue(unlimited());
  queue.record(event("Account/Blocked", 1), 0, kStart);
  auto handler = queue.options().handlers[0];
  handler.enabled = false;
  queue.set_handler(handler);
  EXPECT_EQ(queue.next_due(), std::nullopt);
  EXPECT_THAT(queue.record(event("Account/Unblocked", 1), 0, kStart), IsEmpty());
  handler.enabled = true;
  queue.set_handler(handler);
  EXPECT_THAT(texts(queue.advance(kStart)), ElementsAre("due 1 delivery 1"));
}

TEST(EventQueue, SaysSoWhereItIsFull) {
  auto options = unlimited();
  options.rows_max = 1;
  EventQueue queue(options);
  queue.record(event("Account/Blocked", 1), 0, kStart);
  const auto facts = queue.record(event("Account/Blocked", 2), 0, kStart);
  EXPECT_THAT(texts(facts), ElementsAre("recorded 2", "given_up 2"));
  EXPECT_EQ(std::get<RowEnded>(facts[1]).row.remark, "the queue is full: 1 rows");
  EXPECT_THAT(texts(queue.advance(kStart)), ElementsAre("due 1 delivery 1"));
}

TEST(EventQueue, ForgetsTheOldestOfTheEndedRows) {
  EventQueue queue(unlimited());
  const auto count = static_cast<RowId>(kEndedRowsKept) + 5;
  for (RowId row = 1; row <= count; ++row) {
    queue.record(event("Account/Blocked", 1), 0, kStart);
    queue.advance(kStart);
    queue.answered(row, status(200), kStart);
  }
  EXPECT_EQ(queue.rows().size(), kEndedRowsKept);
  EXPECT_EQ(queue.find(5), nullptr);
  EXPECT_NE(queue.find(6), nullptr);
}

TEST(EventQueue, TakesManyRowsAtOnce) {
  EventQueue queue(unlimited());
  constexpr int kRows = 20'000;
  for (int i = 1; i <= kRows; ++i) queue.record(event("Account/Blocked", i % 1000), 0, kStart);
  RowId finished = 0;
  // A thousand at a time: in_flight_max.
  for (int round = 0; round < kRows / 1000; ++round) {
    for (const auto& fact : queue.advance(kStart)) {
      finished += queue.answered(std::get<DeliveryDue>(fact).row.row, status(200), kStart).size();
    }
  }
  EXPECT_EQ(finished, static_cast<RowId>(kRows));
  EXPECT_TRUE(queue.is_empty());
}

TEST(StateName, SpellsTheWordsOfEnds) {
  EXPECT_EQ(state_name(RowState::Finished), "finished");
  EXPECT_EQ(state_name(RowState::Discarded), "discarded");
  EXPECT_EQ(state_name(RowState::GivenUp), "given_up");
  EXPECT_EQ(state_name(RowState::Coalesced), "coalesced");
}

}  // namespace
}  // namespace sim
