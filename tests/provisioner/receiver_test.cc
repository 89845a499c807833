#include "provisioner/receiver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "provisioner/memory_event_journal.h"

namespace prov {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const char* const kEvent = R"({"event_type":"Subscriber/Updated","variables":{"i_account":7,"i_event":5}})";

// Keeps what is warned of.
class WarningLog final : public base::Log {
 public:
  void write(base::LogLevel level, std::string_view message, const base::LogFields& fields) override {
    if (level >= base::LogLevel::Warning) warnings.push_back(base::log_text(message, fields));
  }
  std::vector<std::string> warnings;
};

class ReceiverTest : public testing::Test {
 protected:
  ReceiverTest() {
    options_.authorization.method = BasicAuthorization{"espf", "secret"};
    options_.paths.insert("/events");
    options_.pending_events_max = 3;
  }

  base::HttpResponse send(const base::HttpRequest& request) {
    base::HttpResponse got{0, {}, ""};
    Receiver receiver(
        options_, journal_, scheduler_, clock_, [](const std::function<void()>& work) { work(); }, log_);
    if (closed_) receiver.close();
    receiver.answer(request, base::Reply([&](base::Reply::Answer answer) {
                      if (auto* response = std::get_if<base::HttpResponse>(&answer)) got = *response;
                    }));
    EXPECT_EQ(receiver.open(), 0u);
    return got;
  }

  static base::HttpRequest post(const std::string& body, const std::string& target = "/",
                                const std::string& password = "secret") {
    base::HttpRequest request;
    request.method = "POST";
    request.target = target;
    request.headers = {{"Date", "Fri, 11 May 2018 13:28:08 GMT"},
                       {"Content-Type", "application/json"},
                       {"Authorization", "Basic " + base::base64("espf:" + password)}};
    request.body = body;
    return request;
  }

  ReceiverOptions options_;
  base::ManualClock clock_{base::WallTime()};
  WarningLog log_;
  MemoryEventJournal journal_;
  Scheduler scheduler_{1, [](const Job&) { return JobResult{}; },
                       clock_};  // not started: what is added stays
  bool closed_ = false;
};

TEST_F(ReceiverTest, KeepsAnEventAndAnswers200) {
  EXPECT_EQ(send(post(kEvent)).status, 200);
  EXPECT_THAT(*journal_.pending(), ElementsAre(PendingEvent{1, Subject::of(IAccount(7)), false}));
  EXPECT_EQ(scheduler_.counts().pending_events, 1u);
}

TEST_F(ReceiverTest, Answers200ToARepeatWithoutNewWork) {
  EXPECT_EQ(send(post(kEvent)).status, 200);
  EXPECT_EQ(send(post(kEvent, "/events?x=1")).status, 200);
  EXPECT_EQ(scheduler_.counts().pending_events, 1u);
  ASSERT_TRUE(journal_.finish({Subject::of(IAccount(7)), {1}, {}, {}, {}}));
  EXPECT_EQ(send(post(kEvent)).status, 200);
  EXPECT_THAT(*journal_.pending(), IsEmpty());
}

TEST_F(ReceiverTest, TakesAnIEventThatCameForAnotherEventForNewAndWarns) {
  EXPECT_EQ(send(post(kEvent)).status, 200);
  EXPECT_EQ(
      send(post(R"({"variables": {"i_event": "5", "i_account": "7"}, "event_type": "Subscriber/Updated"})"))
          .status,
      200);
  EXPECT_THAT(log_.warnings, IsEmpty()) << "a repeat";
  const Subject other = Subject::of(IAccount(8));
  EXPECT_EQ(
      send(post(R"({"event_type":"Subscriber/Created","variables":{"i_account":8,"i_event":5}})")).status,
      200);
  EXPECT_THAT(*journal_.pending(),
              ElementsAre(PendingEvent{1, Subject::of(IAccount(7)), false}, PendingEvent{2, other, false}));
  EXPECT_EQ(scheduler_.counts().pending_events, 2u);
  EXPECT_THAT(log_.warnings,
              ElementsAre(testing::AllOf(HasSubstr("i_event=5"), HasSubstr("event_type=Subscriber/Created"),
                                         HasSubstr("earlier_event_type=Subscriber/Updated"))));
}

TEST_F(ReceiverTest, Answers200ToWhatThereIsNothingToProvisionFor) {
  EXPECT_EQ(
      send(post(R"({"event_type":"DID/Created","variables":{"number":"442079460009","i_event":6}})")).status,
      200);
  EXPECT_EQ(send(post(R"({"event_type":"Nobody/Knows","variables":{"i_event":7}})")).status, 200);
  EXPECT_EQ(scheduler_.counts().pending_events, 0u);
  EXPECT_EQ(
      send(post(R"({"event_type":"DID/Created","variables":{"number":"442079460009","i_event":6}})")).status,
      200);
}

TEST_F(ReceiverTest, Answers401BeforeItLooksAtTheBody) {
  const auto answer = send(post("{broken", "/", "wrong"));
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
  EXPECT_THAT(*journal_.pending(), IsEmpty());
}

TEST_F(ReceiverTest, Answers400ToWhatIsNoEvent) {
  EXPECT_EQ(send(post("{broken")).status, 400);
  EXPECT_EQ(send(post("params=%7B%7D")).status, 400);
  EXPECT_EQ(send(post(R"({"event_type":"Subscriber/Updated"})")).status, 400);
  EXPECT_EQ(send(post(std::string(5000, '['))).status, 400);
}

TEST_F(ReceiverTest, Answers404And405) {
  EXPECT_EQ(send(post(kEvent, "/elsewhere")).status, 404);
  auto get = post(kEvent);
  get.method = "GET";
  const auto answer = send(get);
  EXPECT_EQ(answer.status, 405);
  ASSERT_NE(answer.headers.find("Allow"), nullptr);
  EXPECT_EQ(*answer.headers.find("Allow"), "POST");
}

TEST_F(ReceiverTest, Answers503WhereTheJournalCannotWrite) {
  journal_.break_writes(true);
  EXPECT_EQ(send(post(kEvent)).status, 503);
  base::HttpRequest health;
  health.method = "GET";
  health.target = "/healthz";
  EXPECT_EQ(send(health).status, 503);
  journal_.break_writes(false);
  EXPECT_EQ(send(post(kEvent)).status, 200) << "sent again, it is new";
  const auto answer = send(health);
  EXPECT_EQ(answer.status, 200);
  const auto body = base::parse_json(answer.body);
  ASSERT_TRUE(body);
  EXPECT_EQ(body->at("status"), "ok");
  EXPECT_EQ(body->at("pending_events"), 1);
}

TEST_F(ReceiverTest, Answers503WhereTooMuchIsPendingOrItShutsDown) {
  for (int i = 1; i <= 3; ++i) {
    const auto body =
        base::dump({{"event_type", "Subscriber/Updated"}, {"variables", {{"i_account", 7}, {"i_event", i}}}});
    EXPECT_EQ(send(post(body)).status, 200);
  }
  EXPECT_EQ(send(post(kEvent)).status, 503);
  options_.pending_events_max = 10;
  closed_ = true;
  EXPECT_EQ(send(post(kEvent)).status, 503);
}

}  // namespace
}  // namespace prov
