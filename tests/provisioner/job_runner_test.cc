// Fetch, plan, apply, tell: the work on an account with PortaBilling, HSS and journal in memory.
#include "provisioner/job_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "provisioner/memory_event_journal.h"
#include "provisioner/memory_external_system.h"
#include "provisioner/work_queue.h"
#include "tests/provisioner/fake_portabilling.h"

namespace prov {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kOld = "255010000000001";
const std::string kNew = "255010000000002";
const Failure kDown{FailureKind::Passing, "the HSS is down"};

class JobRunnerTest : public testing::Test {
 protected:
  JobRunnerTest() { fake_.set(7, {.imsis = {kOld}}); }

  void event(const std::string& i_event, Subject subject = Subject::of(IAccount(7))) {
    journal_.append({i_event, "", "Subscriber/Updated", subject, "{}"}, [&](base::Result<Appended> appended) {
      ASSERT_TRUE(appended);
      if (appended->known == Known::New) queue_.add({appended->sequence, subject});
    });
  }

  // Works until nothing is ready; with `waits`, also through that many waits for a next try.
  void work(int waits = 0) {
    while (true) {
      while (auto job = queue_.take()) {
        const auto subject = job->subject;
        const auto result = runner_.run(std::move(*job));
        queue_.give_back(subject, result);
        for (const auto& derived : result.derived) queue_.add(derived);
      }
      if (waits-- == 0 || !queue_.next_due()) return;
      clock_.wait_until(*queue_.next_due());
      queue_.release_due(clock_.now());
    }
  }

  // As after kill -9: only the journal is left.
  void restart() {
    queue_ = WorkQueue();
    const auto pending = journal_.pending();
    for (const auto& event : *pending) queue_.add(event);
    const auto progress = journal_.progress();
    for (const auto& [subject, stood] : *progress) queue_.restore(subject, stood);
    const auto untold = journal_.untold();
    for (const auto& [i_account, status] : *untold) queue_.restore(i_account, status);
  }

  base::ManualClock clock_{base::WallTime(std::chrono::hours(24 * 365 * 56))};
  std::unique_ptr<base::Log> log_ = base::null_log();
  FakePortaBilling fake_;
  base::LoopbackHttpClient http_ = fake_.client();
  PortaBillingSession session_{fake_options(), http_, clock_, *log_};
  PortaBillingClient client_{fake_options(), http_, session_};
  EspfClient espf_{{.url = fake_options().url}, http_, session_};
  MemoryExternalSystem hss_;
  MemoryEventJournal journal_;
  AccountHandler accounts_{{}, client_, hss_, journal_, *log_};
  RetryPolicy policy_;
  JobRunner runner_{policy_, accounts_, client_, espf_, journal_, clock_, base::Rng(1), *log_};
  WorkQueue queue_;
};

TEST_F(JobRunnerTest, CreatesARecordAndTellsHowItGoes) {
  event("1");
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld));
  EXPECT_EQ(hss_.records().at(kOld), (Subscriber{kOld, "380507", "LTE 20M", false}));
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 OK"));
  EXPECT_THAT(*journal_.pending(), IsEmpty());
  EXPECT_THAT(*journal_.untold(), IsEmpty());
}

TEST_F(JobRunnerTest, BarsAndRemoves) {
  event("1");
  work();
  fake_.set(7, {.blocked = true, .imsis = {kOld}});
  event("2");
  work();
  EXPECT_TRUE(hss_.records().at(kOld).barred);
  fake_.set(7, {.bill_status = "C"});
  event("3");
  work();
  EXPECT_THAT(hss_.records(), IsEmpty());
  EXPECT_THAT(fake_.statuses(),
              ElementsAre("7 IN_PROGRESS", "7 OK", "7 IN_PROGRESS", "7 OK", "7 IN_PROGRESS", "7 OK"));
}

TEST_F(JobRunnerTest, ASwapRemovesTheOldCard) {
  event("1");
  work();
  fake_.set(7, {.imsis = {kNew}});
  event("2");
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld, "DELETE " + kOld, "PUT " + kNew));
  EXPECT_THAT(*journal_.imsis_of(IAccount(7)), ElementsAre(kNew));
}

TEST_F(JobRunnerTest, ARepeatChangesNothing) {
  event("1");
  work();
  event("1");
  work();
  event("2");  // a newer one for what is in line already
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld));
}

TEST_F(JobRunnerTest, EventsThatWaitTogetherAreFetchedOnce) {
  event("1");
  event("2");
  event("3");
  work();
  EXPECT_EQ(fake_.count("Account/get_account_info"), 1);
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 OK"));
  EXPECT_THAT(*journal_.pending(), IsEmpty());
}

TEST_F(JobRunnerTest, AnEventDuringTheFetchIsWorkedOnAfterIt) {
  fake_.on_call = [this](const std::string& method) {
    if (method != "Account/get_account_info" || fake_.count(method) > 0) return;
    event("2");
  };
  event("1");
  work();
  EXPECT_EQ(fake_.count("Account/get_account_info"), 2);
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld));
}

TEST_F(JobRunnerTest, TellsNothingOfAnAccountThatIsNotProvisioned) {
  fake_.set(7, {.imsis = {}, .services = {3}});
  event("1");
  event("2", Subject::of(IAccount(404)));
  work();
  EXPECT_THAT(fake_.statuses(), IsEmpty());
  EXPECT_THAT(*journal_.pending(), IsEmpty());
}

TEST_F(JobRunnerTest, RetriesWhileTheHssIsDownAndTellsRetryOnce) {
  hss_.fail_next(3, kDown);
  event("1");
  work(/*waits=*/3);
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY", "7 OK"));
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld));
  EXPECT_GE(clock_.now().time_since_epoch(), std::chrono::seconds(4 + 8 + 16));
}

TEST_F(JobRunnerTest, SurvivesADayWithoutTheHss) {
  hss_.fail_next(100, kDown);
  event("1");
  work(/*waits=*/100);
  EXPECT_GE(clock_.now().time_since_epoch(), std::chrono::hours(18));
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY", "7 OK"));
}

TEST_F(JobRunnerTest, GivesUpWithFailedAndAMessageAndBeginsAnewWithANewEvent) {
  hss_.fail_next(1'000'000, kDown);
  event("1");
  work(/*waits=*/1000);
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY", "7 FAILED"));
  EXPECT_EQ(fake_.last_message(), kDown.what);
  EXPECT_EQ(clock_.now().time_since_epoch(), policy_.give_up_after);
  EXPECT_EQ(queue_.next_due(), std::nullopt);
  EXPECT_THAT(*journal_.pending(), IsEmpty());
  hss_.fail_next(0, kDown);
  event("2");
  work();
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY", "7 FAILED", "7 IN_PROGRESS", "7 OK"));
}

TEST_F(JobRunnerTest, FailsAtOnceWhereNoRetryWillHelp) {
  hss_.fail_next(1, {FailureKind::Lasting, "the HSS answered PUT with 422: bad MSISDN"});
  event("1");
  work();
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 FAILED"));
  EXPECT_THAT(fake_.last_message(), HasSubstr("bad MSISDN"));
}

TEST_F(JobRunnerTest, AFailedAccountDoesNotBlockOthers) {
  fake_.set(8, {.imsis = {kNew}});
  hss_.fail_next(1, kDown);
  event("1");
  event("2", Subject::of(IAccount(8)));
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kNew));
}

TEST_F(JobRunnerTest, RetriesTheStatusAloneWhereOnlyItFailed) {
  fake_.answer_next("status", base::HttpResponse{200, {}, ""});  // IN_PROGRESS is taken
  fake_.answer_next("status", base::HttpFailure::Timeout, 2);
  event("1");
  work(/*waits=*/2);
  EXPECT_EQ(fake_.count("Account/get_account_info"), 1);
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 OK"));
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld));
}

TEST_F(JobRunnerTest, AStatusThatIsRefusedForGoodIsNotRepeated) {
  fake_.answer_next("status", base::HttpResponse{404, {}, ""}, 2);
  event("1");
  work(/*waits=*/5);
  EXPECT_EQ(fake_.count("status"), 2);
  EXPECT_THAT(*journal_.untold(), IsEmpty());
}

TEST_F(JobRunnerTest, ACrashBetweenTheHssAndTheStatusMakesNoSecondChange) {
  event("1");
  // The record is put; the kill comes before the end of the work is written down.
  std::vector<PendingEvent> derived;
  ASSERT_TRUE(accounts_.handle(
      IAccount(7), [] {}, derived));
  restart();
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld));
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 OK"));
}

TEST_F(JobRunnerTest, ACrashAfterTheStatusRepeatsItAndTellsNoEarlierOne) {
  event("1");
  work();
  const auto before = fake_.statuses();
  ASSERT_TRUE(journal_.finish({Subject::of(IAccount(7)), {}, {}, FinalStatus{Status::Ok, ""}, {}}));
  restart();  // the post is there, the note of it is not
  work();
  EXPECT_THAT(before, ElementsAre("7 IN_PROGRESS", "7 OK"));
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 OK", "7 OK"));
  EXPECT_EQ(fake_.count("Account/get_account_info"), 1);
}

TEST_F(JobRunnerTest, AFailureOutlivesARestart) {
  hss_.fail_next(2, kDown);
  event("1");
  work();
  restart();
  work();
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY")) << "RETRY is not told twice";
  work(/*waits=*/1);
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY", "7 OK"));
}

TEST_F(JobRunnerTest, WhatCannotBeWrittenDownIsNotTold) {
  event("1");
  journal_.break_writes(true);
  work();
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY"));
  EXPECT_THAT(hss_.changes(), IsEmpty()) << "an IMSI is remembered before it is put";
  journal_.break_writes(false);
  work(/*waits=*/1);
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 RETRY", "7 OK"));
}

TEST_F(JobRunnerTest, ACustomersEventBringsAllItsAccountsInLine) {
  fake_.set(8, {.imsis = {kNew}});
  fake_.set(9, {.i_customer = 4, .imsis = {"255010000000003"}});
  event("1", Subject::of(ICustomer(3)));
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld, "PUT " + kNew));
  EXPECT_THAT(fake_.statuses(), ElementsAre("7 IN_PROGRESS", "7 OK", "8 IN_PROGRESS", "8 OK"));
  EXPECT_THAT(*journal_.pending(), IsEmpty());
}

TEST_F(JobRunnerTest, ADeletedCustomersAccountsAreKnownFromWhatWePut) {
  event("1");
  work();
  fake_.set(7, {.i_customer = 0, .bill_status = "C"});  // no longer listed
  event("2", Subject::of(ICustomer(3)));
  work();
  EXPECT_THAT(hss_.records(), IsEmpty());
}

TEST_F(JobRunnerTest, ACardThatMovesEndsWithItsNewAccount) {
  event("1");
  work();
  fake_.set(7, {});
  fake_.set(8, {.imsis = {kOld}});
  event("2", Subject::of(IAccount(8)));  // the new owner's event comes first
  event("3", Subject::of(IAccount(7)));
  work();
  ASSERT_THAT(hss_.records(), testing::SizeIs(1));
  EXPECT_EQ(hss_.records().at(kOld).msisdn, "380508");
  EXPECT_THAT(*journal_.imsis_of(IAccount(8)), ElementsAre(kOld));
}

TEST_F(JobRunnerTest, ACardThatALateReadingTookIsGivenBack) {
  fake_.set(7, {});
  fake_.set(8, {.imsis = {kOld}});
  event("1", Subject::of(IAccount(8)));
  work();
  // Account 7 still has the card in what a slow PortaBilling answers.
  fake_.answer_next("SIMCard/get_card_list", base::json_response(200, R"({"sim_card_list":[{"imsi":")" +
                                                                          kOld + R"(","i_account":7}]})"));
  event("2", Subject::of(IAccount(7)));
  work();
  EXPECT_EQ(hss_.records().at(kOld).msisdn, "380508") << "the displaced account was checked again";
}

TEST_F(JobRunnerTest, AnAdoptedCardIsRemovedAtASwap) {
  ASSERT_TRUE(hss_.put({kOld, "380507", "LTE 20M", false}));
  const auto cards = client_.assigned_cards();
  ASSERT_TRUE(cards);
  ASSERT_TRUE(journal_.adopt(*cards));
  fake_.set(7, {.imsis = {kNew}});
  event("1");
  work();
  EXPECT_THAT(hss_.changes(), ElementsAre("PUT " + kOld, "DELETE " + kOld, "PUT " + kNew));
}

TEST_F(JobRunnerTest, SaysNothingAndKeepsTheEventWhereItIsStopped) {
  fake_.answer_next("Account/get_account_info", base::HttpFailure::Cancelled);
  event("1");
  work();
  EXPECT_THAT(fake_.statuses(), IsEmpty());
  EXPECT_EQ(journal_.pending()->size(), 1u);
  EXPECT_THAT(*journal_.progress(), IsEmpty());
}

}  // namespace
}  // namespace prov
