#include "provisioner/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>

namespace prov {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kLimit{20'000};

TEST(Scheduler, RunsJobsOfManySubjectsOnManyThreadsAndOfOneInOrder) {
  base::ManualClock clock{base::WallTime()};
  base::Mutex mutex;
  std::map<Subject, int> running;
  std::map<Subject, std::vector<std::int64_t>> seen;
  bool overlapped = false;
  Scheduler scheduler(
      4,
      [&](const Job& job) {
        {
          base::MutexLock lock(mutex);
          overlapped = overlapped || running[job.subject]++ > 0;
        }
        base::MutexLock lock(mutex);
        for (const auto sequence : job.sequences) seen[job.subject].push_back(sequence);
        running[job.subject] -= 1;
        return JobResult{};
      },
      clock);
  scheduler.start();
  for (int i = 0; i < 1000; ++i) scheduler.add({i, Subject::of(IAccount(1 + i % 7))});
  ASSERT_TRUE(scheduler.wait_until_idle(kLimit)) << "for 1000 events to be worked on";
  scheduler.stop(milliseconds(0), [] {});
  EXPECT_FALSE(overlapped);
  std::size_t total = 0;
  for (const auto& [subject, sequences] : seen) {
    EXPECT_TRUE(std::is_sorted(sequences.begin(), sequences.end()));
    total += sequences.size();
  }
  EXPECT_EQ(total, 1000u);
}

TEST(Scheduler, TriesAgainWhenTheTimeHasCome) {
  base::ManualClock clock{base::WallTime()};
  std::atomic<int> tries = 0;
  Scheduler scheduler(
      2,
      [&](Job job) {
        if (++tries == 5) return JobResult{};
        return JobResult{JobResult::Kind::TryAgain, clock.now() + seconds(900), std::move(job), {}};
      },
      clock);
  scheduler.start();
  scheduler.add({1, Subject::of(IAccount(1))});
  ASSERT_TRUE(scheduler.wait_until_idle(kLimit)) << "for the fifth try";
  EXPECT_EQ(tries, 5);
  EXPECT_EQ(clock.now().time_since_epoch(), seconds(3600));
}

TEST(Scheduler, WorksOnWhatAJobBrought) {
  base::ManualClock clock{base::WallTime()};
  std::atomic<int> jobs = 0;
  Scheduler scheduler(
      1,
      [&](const Job& job) {
        jobs += 1;
        if (job.subject.kind == SubjectKind::Account) return JobResult{};
        return JobResult{
            JobResult::Kind::Done, {}, {}, {{2, Subject::of(IAccount(1))}, {3, Subject::of(IAccount(2))}}};
      },
      clock);
  scheduler.start();
  scheduler.add({1, Subject::of(ICustomer(1))});
  ASSERT_TRUE(scheduler.wait_until_idle(kLimit)) << "for the customer's accounts";
  EXPECT_EQ(jobs, 3);
}

// A clock that waits for real and says how many wait.
class WaitingClock final : public base::Clock {
 public:
  base::SteadyTime now() const override { return {}; }
  base::WallTime wall_now() const override { return {}; }
  void wait_until(base::SteadyTime deadline) override {
    base::MutexLock lock(mutex_);
    const int wakes = wakes_;
    waits_.push_back(deadline);
    open_ += 1;
    most_open_ = std::max(most_open_, open_);
    changed_.notify_all();
    while (wakes_ == wakes) changed_.wait(mutex_);
    open_ -= 1;
  }
  void wake_all() override {
    base::MutexLock lock(mutex_);
    wakes_ += 1;
    changed_.notify_all();
  }
  bool waits_for(base::SteadyTime deadline) {
    base::MutexLock lock(mutex_);
    const auto limit = std::chrono::steady_clock::now() + kLimit;
    while (waits_.empty() || waits_.back() != deadline) {
      if (changed_.wait_until(mutex_, limit) == std::cv_status::timeout) return false;
    }
    return true;
  }
  std::size_t waits() {
    base::MutexLock lock(mutex_);
    return waits_.size();
  }
  int most_open() {
    base::MutexLock lock(mutex_);
    return most_open_;
  }

 private:
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::vector<base::SteadyTime> waits_ GUARDED_BY(mutex_);
  int wakes_ GUARDED_BY(mutex_) = 0;
  int open_ GUARDED_BY(mutex_) = 0;
  int most_open_ GUARDED_BY(mutex_) = 0;
};

TEST(Scheduler, HoldsOneWaitForTheEarliestDeadlineAndNoneWithout) {
  WaitingClock clock;
  Scheduler scheduler(
      2,
      [&](Job job) {
        const auto due = base::SteadyTime(seconds(job.subject.id));
        return JobResult{JobResult::Kind::TryAgain, due, std::move(job), {}};
      },
      clock);
  scheduler.start();
  EXPECT_EQ(clock.waits(), 0u);
  scheduler.add({1, Subject::of(IAccount(900))});
  EXPECT_TRUE(clock.waits_for(base::SteadyTime(seconds(900)))) << "for a wait until the only deadline";
  scheduler.add({2, Subject::of(IAccount(5))});
  EXPECT_TRUE(clock.waits_for(base::SteadyTime(seconds(5)))) << "for a wait until the earlier deadline";
  scheduler.add({3, Subject::of(IAccount(1000))});
  scheduler.stop(milliseconds(100), [] {});
  EXPECT_EQ(clock.most_open(), 1);
  EXPECT_EQ(clock.waits(), 2u) << "a later deadline needs no other wait";
}

TEST(Scheduler, HurriesAJobThatDoesNotEnd) {
  base::SystemClock clock;
  std::atomic<bool> hurried = false, began = false;
  Scheduler scheduler(
      1,
      [&](const Job&) {
        began = true;
        while (!hurried) std::this_thread::yield();
        return JobResult{JobResult::Kind::Stopped, {}, {}, {}};
      },
      clock);
  scheduler.start();
  scheduler.add({1, Subject::of(IAccount(1))});
  scheduler.add({2, Subject::of(IAccount(2))});
  while (!began) std::this_thread::yield();
  scheduler.stop(milliseconds(1), [&] { hurried = true; });
  EXPECT_EQ(scheduler.counts().ready, 1u) << "no new job is taken";
}

}  // namespace
}  // namespace prov
