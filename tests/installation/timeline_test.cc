// Simulated time of an Installation, and the clock that Applications may follow.
#include <gmock/gmock.h>

#include "simulator/installation/held_by.h"
#include "tests/installation/support.h"

namespace sim {
namespace {

using testing::ElementsAre;

class TimelineTest : public tests::InstallationTest {
 protected:
  base::VirtualTime after(std::chrono::seconds length) const { return installation->started_at() + length; }
  std::string until(base::VirtualTime at) const {
    return installation->addresses().clock_url + "?until=" + std::to_string(at.since_epoch.count());
  }
  static std::int64_t micros(base::VirtualTime at) { return at.since_epoch.count(); }
};

TEST_F(TimelineTest, BeginsAtTheWorldsClockAndStandsStill) {
  start();
  EXPECT_EQ(base::datetime_text(installation->now()), "2026-01-31 12:00:00");
  EXPECT_EQ(body_of(ask(installation->addresses().clock_url))["now"], "2026-01-31 12:00:00");
  wait_for("patience", [&] { return installation->timeline().is_patient(); });
  EXPECT_EQ(installation->now(), installation->started_at());
}

TEST_F(TimelineTest, DoesNotJumpToTheEndOfASession) {
  start();
  login();
  wait_for("patience", [&] { return installation->timeline().is_patient(); });
  EXPECT_EQ(installation->now(), installation->started_at());
  const DeadlineId id = installation->timeline().add_deadline(after(std::chrono::hours(30)));
  wait_for("the deadline", [&] { return installation->timeline().is_past(id); });
  const auto ends = lines(LineKind::Note, Stage::Begun);
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_EQ(ends[0]->at, after(std::chrono::hours(24))) << "it is met on the way";
}

TEST_F(TimelineTest, BeginsWhereItIsTold) {
  options.clock = base::parse_datetime("2030-06-01 00:00:00");
  start();
  EXPECT_EQ(base::datetime_text(installation->now()), "2030-06-01 00:00:00");
}

TEST_F(TimelineTest, PassesADeadlineAfterPatience) {
  start();
  const DeadlineId id = installation->timeline().add_deadline(after(std::chrono::hours(1)));
  EXPECT_FALSE(installation->timeline().is_past(id));
  wait_for("the deadline", [&] { return installation->timeline().is_past(id); });
  EXPECT_EQ(installation->now(), after(std::chrono::hours(1)));
}

TEST_F(TimelineTest, DoesWhatFallsDueAtADeadlineBeforeItIsPast) {
  options.espf.resend.first = std::chrono::seconds(60);
  start();
  application.answer = [this](const base::HttpRequest&) {
    return base::HttpResponse{application.requests.size() < 2 ? 503 : 200, {}, ""};
  };
  const DeadlineId id = installation->timeline().add_deadline(after(std::chrono::seconds(60)));
  change("380501112233", "block");
  bool was_past_before_the_resend = false;
  wait_for("the deadline", [&] {
    const bool is_past = installation->timeline().is_past(id);
    if (is_past && application.requests.size() < 2) was_past_before_the_resend = true;
    return is_past;
  });
  EXPECT_FALSE(was_past_before_the_resend);
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("503", "200"));
  EXPECT_EQ(installation->now(), after(std::chrono::seconds(60)));
}

TEST_F(TimelineTest, ForgetsADeadlineThatIsDropped) {
  start();
  const DeadlineId id = installation->timeline().add_deadline(after(std::chrono::hours(1)));
  installation->timeline().drop_deadline(id);
  wait_for("patience", [&] { return installation->timeline().is_patient(); });
  EXPECT_FALSE(installation->timeline().is_past(id));
  EXPECT_EQ(installation->now(), installation->started_at());
}

TEST_F(TimelineTest, TravelsAndDoesWhatFallsDueOnTheWay) {
  start();
  application.answer = [this](const base::HttpRequest&) {
    return base::HttpResponse{application.requests.size() < 3 ? 503 : 200, {}, ""};
  };
  change("380501112233", "block");
  bool arrived = false;
  installation->timeline().travel(std::chrono::hours(24), [&] { arrived = true; });
  wait_for("the journey's end", [&] { return arrived; });
  EXPECT_EQ(installation->now(), after(std::chrono::hours(24)));
  EXPECT_EQ(application.requests.size(), 3u);
}

TEST_F(TimelineTest, QueuesJourneys) {
  start();
  int arrived = 0;
  for (int i = 0; i < 2; ++i) installation->timeline().travel(std::chrono::hours(24), [&] { arrived += 1; });
  wait_for("both journeys' ends", [&] { return arrived == 2; });
  EXPECT_EQ(installation->now(), after(std::chrono::hours(48)));
}

TEST_F(TimelineTest, TravelsInRealTimeTooAndGoesOnFromThere) {
  options.time.mode = TimeMode::Real;
  start();
  bool arrived = false;
  installation->timeline().travel(std::chrono::hours(24), [&] { arrived = true; });
  wait_for("the journey's end", [&] { return arrived; });
  const auto there = installation->now();
  EXPECT_GE(there, after(std::chrono::hours(24)));
  EXPECT_LT(there, after(std::chrono::hours(24) + tests::kLimit));
  wait_for("time to go on", [&] { return installation->now() > there; });
}

TEST_F(TimelineTest, PassesDeadlinesInRealTimeAsTheyCome) {
  options.time.mode = TimeMode::Real;
  start();
  const DeadlineId id =
      installation->timeline().add_deadline(installation->now() + std::chrono::milliseconds(30));
  EXPECT_FALSE(installation->timeline().is_past(id));
  wait_for("the deadline", [&] { return installation->timeline().is_past(id); });
}

TEST_F(TimelineTest, RunsManyTimesFasterWhereItIsScaled) {
  options.time.mode = TimeMode::Scaled;
  options.time.speed = 10'000;
  options.espf.resend.first = std::chrono::seconds(600);
  start();
  application.answer = [this](const base::HttpRequest&) {
    return base::HttpResponse{application.requests.size() < 2 ? 503 : 200, {}, ""};
  };
  change("380501112233", "block");
  wait_for("the resend after ten simulated minutes", [&] { return installation->is_queue_empty(); });
  EXPECT_GE(times(LineKind::Delivery).at(1), 600);
}

TEST_F(TimelineTest, SaysWhatHoldsIt) {
  start();
  application.answer = nullptr;
  change("380501112233", "block");
  wait_for("the delivery to hold time", [&] {
    return installation->timeline().held_by() == "a delivery without an answer" ||
           installation->timeline().held_by() == std::string(kHeldByPatience);
  });
}

TEST_F(TimelineTest, AnswersItsClockWhenTheInstantHasCome) {
  start();
  const auto at = after(std::chrono::hours(3));
  EXPECT_EQ(body_of(ask(until(at)))["unix_us"], micros(at));
}

TEST_F(TimelineTest, AnswersItsClockAtOnceForWhatIsPast) {
  start();
  const auto past = installation->started_at() - std::chrono::hours(1);
  EXPECT_EQ(body_of(ask(until(past)))["unix_us"], micros(installation->started_at()));
}

TEST_F(TimelineTest, AnswersItsClockAfterTheRealTimeGiven) {
  options.time.mode = TimeMode::Real;
  start();
  const auto far = after(std::chrono::hours(1000));
  const auto outcome = ask(until(far) + "&max_wait_ms=10");
  EXPECT_EQ(status_of(outcome), 200);
  EXPECT_LT(body_of(outcome)["unix_us"], micros(far));
}

TEST_F(TimelineTest, RefusesWhatIsNoQuestionOfItsClock) {
  start();
  const std::string clock = installation->addresses().clock_url;
  EXPECT_EQ(status_of(ask(clock, "POST", "{}")), 404);
  EXPECT_EQ(status_of(ask(clock + "/x")), 404);
  EXPECT_EQ(status_of(ask(clock + "?until=soon")), 200) << "what cannot be read is no wait";
}

TEST_F(TimelineTest, JumpsByQuietWhileTheApplicationThatOwesWaitsOnItsClock) {
  options.time.patience = std::chrono::hours(1);  // would fail the wait below
  start();
  change("380501112233", "block");
  wait_for("the delivery", [&] { return installation->is_queue_empty(); });
  ASSERT_TRUE(installation->is_owed());
  EXPECT_EQ(status_of(ask(until(after(std::chrono::minutes(5))))), 200);
}

TEST_F(TimelineTest, EndsWithWaitsTravelsAndDeliveriesOpen) {
  start();
  application.answer = nullptr;
  change("380501112233", "block");
  std::optional<base::HttpOutcome> outcome;
  send(until(after(std::chrono::hours(9000))), "GET", "", "", outcome);
  installation->timeline().travel(std::chrono::hours(9000), [] { FAIL() << "it never arrives"; });
  wait_for("the delivery", [&] { return application.requests.size() == 1; });
  installation.reset();
  wait_for("the end of the wait", [&] { return outcome.has_value(); });
  EXPECT_EQ(status_of(*outcome), 0);
}

// -- how it starts -----------------------------------------------------------------------------------------

class InstallationStart : public tests::InstallationTest {};

TEST_F(InstallationStart, LeavesSystemsEmptyWhereToldSo) {
  options.preset_systems = false;
  start();
  EXPECT_TRUE(installation->records("hss")->empty());
  EXPECT_EQ(installation->records("nothing"), nullptr);
}

TEST_F(InstallationStart, NamesThePortThatIsTaken) {
  start();
  InstallationOptions second;
  second.world = tests::small_world();
  second.authority = &tests::test_authority();
  const auto url = *base::parse_url(installation->addresses().portabilling_url);
  second.ports["http"] = url.port;
  const auto made = Installation::start(loop, std::move(second));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::Unavailable);
  EXPECT_NE(made.error().what.find(std::to_string(url.port)), std::string::npos) << made.error().what;
}

TEST_F(InstallationStart, ServesPortaBillingOverTlsByTheTestAuthority) {
  start();
  base::HttpSenderOptions trusting;
  trusting.ca_pem = tests::test_authority().certificate_pem();
  base::HttpSender tls_sender(loop, trusting);
  base::OutgoingRequest request;
  request.url = *base::parse_url(installation->addresses().portabilling_https_url + "/rest/Session/ping");
  request.headers.add("Content-Type", "application/json");
  request.body = "{}";
  std::optional<base::HttpOutcome> outcome;
  tls_sender.send(std::move(request), [&](base::HttpOutcome came) { outcome = std::move(came); });
  wait_for("the answer over TLS", [&] { return outcome.has_value(); });
  EXPECT_NE(status_of(*outcome), 0);
}

}  // namespace
}  // namespace sim
