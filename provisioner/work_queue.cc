#include "provisioner/work_queue.h"

#include <algorithm>
#include <cassert>

namespace prov {

void WorkQueue::make_ready(const Subject& subject, Entry& entry) {
  if (entry.due) due_.erase({*entry.due, subject});
  entry.due.reset();
  if (entry.running || entry.ready) return;
  entry.ready = true;
  ready_.push_back(subject);
}

// A status that is left of older work need not be told any more, but it may have arrived, so that one must
// follow.
void WorkQueue::start_afresh(Entry& entry) {
  if (entry.status) entry.progress.told = Status::InProgress;
  entry.status.reset();
  entry.progress.failures = 0;
  entry.progress.failing_since_us.reset();
}

void WorkQueue::add(const PendingEvent& event) {
  auto& entry = entries_[event.subject];
  entry.events.push_back(event);
  pending_events_ += 1;
  if (entry.running) return;
  if (!event.quiet) start_afresh(entry);
  if (!event.quiet || !entry.due) make_ready(event.subject, entry);
}

void WorkQueue::restore(const Subject& subject, const Progress& progress) {
  const auto found = entries_.find(subject);
  if (found != entries_.end()) found->second.progress = progress;
}

void WorkQueue::restore(IAccount i_account, const FinalStatus& status) {
  const auto subject = Subject::of(i_account);
  auto& entry = entries_[subject];
  if (!entry.events.empty()) {
    if (!entry.progress.told) entry.progress.told = Status::InProgress;
    return;
  }
  entry.status = status;
  make_ready(subject, entry);
}

std::optional<Job> WorkQueue::take() {
  if (ready_.empty()) return {};
  const auto subject = ready_.front();
  ready_.pop_front();
  auto& entry = entries_.at(subject);
  entry.ready = false;
  entry.running = true;
  running_ += 1;
  entry.taken = entry.events.size();
  Job job{subject, {}, true, entry.progress, entry.status};
  for (const auto& event : entry.events) {
    job.sequences.push_back(event.sequence);
    job.quiet = job.quiet && event.quiet;
  }
  entry.events.clear();
  entry.status.reset();
  return job;
}

void WorkQueue::give_back(const Subject& subject, const JobResult& result) {
  auto& entry = entries_.at(subject);
  assert(entry.running);
  entry.running = false;
  running_ -= 1;
  if (result.kind == JobResult::Kind::Stopped) return;
  if (result.kind == JobResult::Kind::Done || result.job.status) pending_events_ -= entry.taken;
  if (result.kind == JobResult::Kind::Done) {
    entry.progress = {};
  } else {
    const bool news =
        std::ranges::any_of(entry.events, [](const PendingEvent& event) { return !event.quiet; });
    std::vector<PendingEvent> events;
    for (const auto sequence : result.job.sequences) events.push_back({sequence, subject, result.job.quiet});
    entry.events.insert(entry.events.begin(), events.begin(), events.end());
    entry.progress = result.job.progress;
    entry.status = result.job.status;
    if (news) {
      start_afresh(entry);
    } else {
      entry.due = result.due;
      due_.insert({result.due, subject});
      return;
    }
  }
  if (!entry.events.empty()) {
    make_ready(subject, entry);
  } else {
    entries_.erase(subject);
  }
}

void WorkQueue::release_due(base::SteadyTime now) {
  while (!due_.empty() && due_.begin()->first <= now) {
    const auto subject = due_.begin()->second;
    make_ready(subject, entries_.at(subject));
  }
}

std::optional<base::SteadyTime> WorkQueue::next_due() const {
  if (due_.empty()) return {};
  return due_.begin()->first;
}

WorkCounts WorkQueue::counts() const { return {pending_events_, ready_.size(), due_.size(), running_}; }

}  // namespace prov
