// What the ESPF sends, over real sockets and in simulated time.
#include <gmock/gmock.h>

#include "tests/installation/support.h"

namespace sim {
namespace {

using testing::ElementsAre;

class Deliveries : public tests::InstallationTest {};

TEST_F(Deliveries, CarryAChangeToTheApplicationWithItsEvent) {
  start();
  const Act act = change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  ASSERT_EQ(application.requests.size(), 1u);
  EXPECT_EQ(application.requests[0].target, "/events");
  const auto body = base::parse_json(application.requests[0].body);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)["event_type"], "Subscriber/Updated");
  EXPECT_EQ((*body)["variables"]["i_account"], 1001);
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("200"));
  const auto ends = lines(LineKind::Event, Stage::Ended);
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_EQ(ends[0]->fields.at("ends"), "finished");
  EXPECT_EQ(ends[0]->origin, act.number) << "the change is at the root of it";
}

TEST_F(Deliveries, CarryTheEnvironmentOfTheWorld) {
  options.espf.handlers.front().with_i_env = true;
  options.world.set_i_env(3);
  start();
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  const auto body = base::parse_json(application.requests.at(0).body);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)["variables"]["i_env"], 3);
}

TEST_F(Deliveries, ResendTheSameEventAtTheTimesOfThePolicyUntilTaken) {
  options.espf.resend.first = std::chrono::seconds(60);
  options.espf.resend.factor = 2;
  start();
  application.answer = [this](const base::HttpRequest&) {
    return base::HttpResponse{application.requests.size() < 4 ? 503 : 200, {}, ""};
  };
  change("380501112233", "block");
  wait_for("the fourth delivery's 200", [&] { return is_told(); });
  EXPECT_THAT(times(LineKind::Delivery), ElementsAre(0, 60, 180, 420));
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("503", "503", "503", "200"));
  for (const auto& request : application.requests) EXPECT_EQ(request.body, application.requests[0].body);
}

TEST_F(Deliveries, GiveUpAfterTheirNumber) {
  options.espf.resend.deliveries_max = 2;
  start();
  application.answer = [](const base::HttpRequest&) { return base::HttpResponse{503, {}, ""}; };
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 2u);
  EXPECT_EQ(lines(LineKind::Event, Stage::Ended).at(0)->fields.at("ends"), "given_up");
}

TEST_F(Deliveries, EndAfter4xx) {
  start();
  application.answer = [](const base::HttpRequest&) { return base::HttpResponse{422, {}, ""}; };
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 1u);
  EXPECT_EQ(lines(LineKind::Event, Stage::Ended).at(0)->fields.at("ends"), "discarded");
}

TEST_F(Deliveries, ThatHangTimeOutInSimulatedTime) {
  start();
  application.answer = nullptr;
  change("380501112233", "block");
  wait_for("the first time-out", [&] { return !answers(LineKind::Delivery).empty(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing"));
  EXPECT_THAT(times(LineKind::Delivery, Stage::Answered), ElementsAre(300));
  application.answer = [](const base::HttpRequest&) { return base::HttpResponse{200, {}, ""}; };
  wait_for("the resend", [&] { return is_told(); });
  EXPECT_THAT(times(LineKind::Delivery), ElementsAre(0, 360));
}

TEST_F(Deliveries, WithoutAnApplicationAreRefusedAndResent) {
  options.espf.resend.deliveries_max = 2;
  start();
  installation->use_application("");
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing", "nothing"));
  EXPECT_EQ(lines(LineKind::Delivery, Stage::Answered).at(0)->summary,
            "no answer: no Application is known that events go to");
}

TEST_F(Deliveries, OfRawEventsSayWhatTheScriptSays) {
  start();
  ASSERT_TRUE(installation->emit("Moon/Landed", {{"crater", 9}}));
  wait_for("the end of the event", [&] { return is_told(); });
  ASSERT_EQ(application.requests.size(), 1u);
  const auto body = base::parse_json(application.requests[0].body).value_or(base::Json());
  EXPECT_EQ(body["event_type"], "Moon/Landed");
  EXPECT_EQ(body["variables"]["crater"], 9);
  EXPECT_NE(lines(LineKind::Change).at(0)->summary.find("scripted"), std::string::npos);
}

// -- faults on the way ---------------------------------------------------------------------------------

TEST_F(Deliveries, AnsweredInPlaceNeverReachTheApplication) {
  start();
  installation->declare_fault(fault(LineKind::Delivery, Answer{base::HttpResponse{503, {}, ""}}));
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 1u);
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("503*", "200"));
}

TEST_F(Deliveries, LostOnTheirWayAreResent) {
  start();
  installation->declare_fault(fault(LineKind::Delivery, LoseRequest{}));
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 1u);
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing*", "200"));
}

TEST_F(Deliveries, WhoseAnswerIsLostAreSeenTwice) {
  start();
  installation->declare_fault(fault(LineKind::Delivery, LoseAnswer{}));
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  ASSERT_EQ(application.requests.size(), 2u);
  EXPECT_EQ(application.requests[0].body, application.requests[1].body);
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing*", "200"));
  EXPECT_TRUE(installation->is_owed()) << "what it took with 200 it owes";
}

TEST_F(Deliveries, WhoseAnswerIsReplacedAreSeenTwice) {
  start();
  installation->declare_fault(fault(LineKind::Delivery, ReplaceAnswer{base::HttpResponse{500, {}, ""}}));
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 2u);
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("500*", "200"));
}

TEST_F(Deliveries, WhoseAnswerIsDelayedAreOpenSoLong) {
  start();
  installation->declare_fault(fault(LineKind::Delivery, DelayAnswer{std::chrono::seconds(30)}));
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 1u);
  EXPECT_THAT(times(LineKind::Delivery, Stage::Answered), ElementsAre(30));
}

TEST_F(Deliveries, WhoseAnswerIsHeldEndWhenTheFaultIsCleared) {
  start();
  FaultRule rule = fault(LineKind::Delivery, HoldAnswer{});
  rule.name = "held";
  installation->declare_fault(rule);
  change("380501112233", "block");
  wait_for("the request", [&] { return application.requests.size() == 1; });
  wait_for("quiet", [&] { return installation->timeline().is_quiet(); });
  EXPECT_TRUE(answers(LineKind::Delivery).empty());
  ASSERT_TRUE(installation->clear_fault("held"));
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("200"));
  EXPECT_EQ(application.requests.size(), 1u);
}

TEST_F(Deliveries, HeldOverTheirTimeOutAreResentAndTheLateAnswerIsForgotten) {
  start();
  FaultRule rule = fault(LineKind::Delivery, HoldAnswer{});
  rule.name = "held";
  installation->declare_fault(rule);
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing*", "200"));
  ASSERT_TRUE(installation->clear_fault("held"));
  wait_for("quiet", [&] { return is_told(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing*", "200"));
}

TEST_F(Deliveries, DuplicatedArriveTwiceAndCountOnce) {
  start();
  installation->declare_fault(fault(LineKind::Delivery, DuplicateRequest{}));
  change("380501112233", "block");
  wait_for("both requests", [&] { return application.requests.size() == 2 && is_told(); });
  EXPECT_EQ(application.requests[0].body, application.requests[1].body);
  EXPECT_EQ(lines(LineKind::Event, Stage::Ended).at(0)->fields.at("deliveries"), 1);
}

TEST_F(Deliveries, UnderAFaultForADayAreMetUntilItEnds) {
  options.espf.resend = {std::chrono::hours(1), 1, std::chrono::hours(1), 100};
  start();
  FaultRule rule = fault(LineKind::Delivery, Answer{base::HttpResponse{503, {}, ""}});
  rule.times.reset();
  rule.lasts = std::chrono::hours(24);
  installation->declare_fault(rule);
  change("380501112233", "block");
  wait_for("the end of the event", [&] { return is_told(); });
  EXPECT_EQ(application.requests.size(), 1u);
  EXPECT_EQ(times(LineKind::Delivery).back(), 86400)
      << "at one instant faults end before anything else happens";
}

}  // namespace
}  // namespace sim
