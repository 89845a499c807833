// Runs jobs on worker threads, and one thread that waits for the earliest next try. Nothing is polled: a
// worker without a job and a waiter without a deadline sleep; while there is a deadline exactly one wait on
// the clock is open.
#pragma once

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "provisioner/work_queue.h"

namespace prov {

class Scheduler {
 public:
  using Run = std::function<JobResult(Job)>;

  // Borrows `clock`. `run` is called on the workers' threads.
  Scheduler(int workers, Run run, base::Clock& clock);
  ~Scheduler();  // as stop(0)
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // Any thread, before or after start().
  void add(const PendingEvent& event);
  void restore(const Subject& subject, const Progress& progress);
  void restore(IAccount i_account, const FinalStatus& status);

  void start();
  // Takes no new job, waits up to `patience` of real time for those that run, calls `hurry`, which must end
  // them soon, and joins all threads.
  void stop(std::chrono::milliseconds patience, const std::function<void()>& hurry);

  WorkCounts counts() const;
  // Waits until nothing is ready, running or waiting for a next try, at most `limit` of real time; true where
  // so.
  bool wait_until_idle(std::chrono::milliseconds limit);

 private:
  void work();
  void wait_for_deadlines();
  // Ends the waiter's wait on the clock where it is for a later instant than `before`.
  void wake_waiter(std::optional<base::SteadyTime> before) REQUIRES(mutex_);

  const int workers_;
  const Run run_;
  base::Clock& clock_;
  base::SystemClock real_time_;

  mutable base::Mutex mutex_;
  base::ConditionVariable changed_;  // anything below
  WorkQueue queue_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::optional<base::SteadyTime> waits_for_
      GUARDED_BY(mutex_);  // the deadline of the open wait on the clock
  std::vector<std::thread> threads_;
};

}  // namespace prov
