#include "provisioner/work_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prov {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Subject kFirst = Subject::of(IAccount(1));
const Subject kSecond = Subject::of(IAccount(2));
const base::SteadyTime kStart{};

JobResult done() { return {}; }

JobResult again(Job job, std::chrono::seconds after) {
  return {JobResult::Kind::TryAgain, kStart + after, std::move(job), {}};
}

TEST(WorkQueue, SatisfiesAllWaitingEventsOfASubjectByOneJob) {
  WorkQueue queue;
  queue.add({1, kFirst});
  queue.add({2, kSecond});
  queue.add({3, kFirst});
  const auto job = queue.take();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->subject, kFirst);
  EXPECT_THAT(job->sequences, ElementsAre(1, 3));
  EXPECT_EQ(queue.take()->subject, kSecond);
  EXPECT_FALSE(queue.take());
}

TEST(WorkQueue, KeepsAnEventThatComesDuringTheJobForANewOne) {
  WorkQueue queue;
  queue.add({1, kFirst});
  const auto job = queue.take();
  queue.add({2, kFirst});
  EXPECT_FALSE(queue.take()) << "the work on one subject is serial";
  queue.give_back(kFirst, done());
  EXPECT_THAT(queue.take()->sequences, ElementsAre(2));
  queue.give_back(kFirst, done());
  EXPECT_EQ(queue.counts().pending_events, 0u);
  EXPECT_FALSE(queue.take());
}

TEST(WorkQueue, AFailedSubjectWaitsAndHoldsUpNobody) {
  WorkQueue queue;
  queue.add({1, kFirst});
  queue.add({2, kSecond});
  auto job = *queue.take();
  job.progress = {3, 77, Status::Retry};
  queue.give_back(kFirst, again(job, std::chrono::seconds(10)));
  EXPECT_EQ(queue.take()->subject, kSecond);
  EXPECT_FALSE(queue.take());
  EXPECT_EQ(queue.next_due(), kStart + std::chrono::seconds(10));
  queue.release_due(kStart + std::chrono::seconds(9));
  EXPECT_FALSE(queue.has_ready());
  queue.release_due(kStart + std::chrono::seconds(10));
  const auto retried = queue.take();
  ASSERT_TRUE(retried);
  EXPECT_THAT(retried->sequences, ElementsAre(1));
  EXPECT_EQ(retried->progress, (Progress{3, 77, Status::Retry}));
  EXPECT_EQ(queue.next_due(), std::nullopt);
}

TEST(WorkQueue, ANewEventIsAFreshStartForASubjectThatWaits) {
  WorkQueue queue;
  queue.add({1, kFirst});
  auto job = *queue.take();
  job.progress = {3, 77, Status::Retry};
  queue.give_back(kFirst, again(job, std::chrono::seconds(10)));
  queue.add({2, kFirst});
  EXPECT_EQ(queue.next_due(), std::nullopt);
  const auto fresh = queue.take();
  ASSERT_TRUE(fresh);
  EXPECT_THAT(fresh->sequences, ElementsAre(1, 2));
  EXPECT_EQ(fresh->progress, (Progress{0, std::nullopt, Status::Retry}))
      << "a final status must still follow";
}

TEST(WorkQueue, AnEventDuringAFailingJobIsTriedAtOnce) {
  WorkQueue queue;
  queue.add({1, kFirst});
  auto job = *queue.take();
  queue.add({2, kFirst});
  job.progress.failures = 1;
  queue.give_back(kFirst, again(job, std::chrono::seconds(10)));
  const auto next = queue.take();
  ASSERT_TRUE(next);
  EXPECT_THAT(next->sequences, ElementsAre(1, 2));
  EXPECT_EQ(queue.next_due(), std::nullopt);
}

TEST(WorkQueue, ANewEventSupersedesAStatusThatIsLeftToTell) {
  WorkQueue queue;
  queue.add({1, kFirst});
  auto job = *queue.take();
  job.sequences.clear();
  job.status = FinalStatus{Status::Ok, ""};
  queue.give_back(kFirst, again(job, std::chrono::seconds(10)));
  EXPECT_EQ(queue.counts().pending_events, 0u);
  queue.add({2, kFirst});
  const auto next = queue.take();
  ASSERT_TRUE(next);
  EXPECT_FALSE(next->status);
  EXPECT_TRUE(next->progress.told);
}

TEST(WorkQueue, TellsALeftStatusAfterARestart) {
  WorkQueue queue;
  queue.restore(IAccount(1), FinalStatus{Status::Failed, "why"});
  const auto job = queue.take();
  ASSERT_TRUE(job);
  EXPECT_THAT(job->sequences, IsEmpty());
  EXPECT_EQ(job->status, (FinalStatus{Status::Failed, "why"}));
}

TEST(WorkQueue, AfterARestartNewerEventsSupersedeALeftStatus) {
  WorkQueue queue;
  queue.add({4, kFirst});
  queue.restore(kFirst, Progress{2, 5, std::nullopt});
  queue.restore(IAccount(1), FinalStatus{Status::Ok, ""});
  const auto job = queue.take();
  ASSERT_TRUE(job);
  EXPECT_FALSE(job->status);
  EXPECT_EQ(job->progress.failures, 2);
  EXPECT_TRUE(job->progress.told) << "it may have been told before: a final status must follow";
}

TEST(WorkQueue, AJobIsQuietWhereAllItsEventsAre) {
  WorkQueue queue;
  queue.add({1, kFirst, true});
  queue.add({2, kSecond, true});
  queue.add({3, kSecond, false});
  EXPECT_TRUE(queue.take()->quiet);
  EXPECT_FALSE(queue.take()->quiet);
}

TEST(WorkQueue, AStoppedJobIsLeftToTheNextStart) {
  WorkQueue queue;
  queue.add({1, kFirst});
  (void)queue.take();
  queue.give_back(kFirst, {JobResult::Kind::Stopped, {}, {}, {}});
  EXPECT_FALSE(queue.take());
  EXPECT_EQ(queue.counts().running, 0u);
}

}  // namespace
}  // namespace prov
