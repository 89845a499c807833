#include "provisioner/scheduler.h"

#include <utility>

namespace prov {

Scheduler::Scheduler(int workers, Run run, base::Clock& clock)
    : workers_(workers), run_(std::move(run)), clock_(clock) {}

Scheduler::~Scheduler() {
  stop(std::chrono::milliseconds(0), [] {});
}

void Scheduler::add(const PendingEvent& event) {
  base::MutexLock lock(mutex_);
  queue_.add(event);
  changed_.notify_all();
}

void Scheduler::restore(const Subject& subject, const Progress& progress) {
  base::MutexLock lock(mutex_);
  queue_.restore(subject, progress);
}

void Scheduler::restore(IAccount i_account, const FinalStatus& status) {
  base::MutexLock lock(mutex_);
  queue_.restore(i_account, status);
}

void Scheduler::start() {
  for (int i = 0; i < workers_; ++i) threads_.emplace_back([this] { work(); });
  threads_.emplace_back([this] { wait_for_deadlines(); });
}

void Scheduler::stop(std::chrono::milliseconds patience, const std::function<void()>& hurry) {
  if (threads_.empty()) return;
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    const auto limit = real_time_.now() + patience;
    while (queue_.counts().running > 0) {
      if (changed_.wait_until(mutex_, limit) == std::cv_status::timeout) break;
    }
  }
  hurry();
  {
    base::MutexLock lock(mutex_);
    wake_waiter(base::SteadyTime::min());
  }
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Scheduler::work() {
  while (true) {
    std::optional<Job> job;
    {
      base::MutexLock lock(mutex_);
      while (!stopping_ && !queue_.has_ready()) changed_.wait(mutex_);
      if (stopping_) return;
      job = queue_.take();
    }
    const auto subject = job->subject;
    const auto result = run_(std::move(*job));
    base::MutexLock lock(mutex_);
    queue_.give_back(subject, result);
    for (const auto& event : result.derived) queue_.add(event);
    changed_.notify_all();
    wake_waiter(queue_.next_due());
  }
}

// A wake that comes before the wait has begun is lost: it is repeated until it is heard.
void Scheduler::wake_waiter(std::optional<base::SteadyTime> before) {
  while (before && waits_for_ && *before < *waits_for_) {
    clock_.wake_all();
    changed_.wait_for(mutex_, std::chrono::milliseconds(1));
  }
}

void Scheduler::wait_for_deadlines() {
  while (true) {
    base::SteadyTime deadline;
    {
      base::MutexLock lock(mutex_);
      while (!stopping_ && !queue_.next_due()) changed_.wait(mutex_);
      if (stopping_) return;
      deadline = *queue_.next_due();
      waits_for_ = deadline;
    }
    clock_.wait_until(deadline);
    const auto now = clock_.now();
    base::MutexLock lock(mutex_);
    waits_for_.reset();
    queue_.release_due(now);
    changed_.notify_all();
  }
}

WorkCounts Scheduler::counts() const {
  base::MutexLock lock(mutex_);
  return queue_.counts();
}

bool Scheduler::wait_until_idle(std::chrono::milliseconds limit) {
  const auto until = real_time_.now() + limit;
  base::MutexLock lock(mutex_);
  while (true) {
    const auto counts = queue_.counts();
    if (counts.ready + counts.waiting + counts.running == 0) return true;
    if (changed_.wait_until(mutex_, until) == std::cv_status::timeout) return false;
  }
}

}  // namespace prov
