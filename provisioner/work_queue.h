// Which subject is to be worked on next. Pure: no threads, no clock.
//
// The work on one subject is serial; all events that wait when a job is taken are satisfied by that one job,
// which reads PortaBilling after the last of them arrived. A subject that failed waits for its time and holds
// up nobody; a new event for it is a fresh start.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "provisioner/job.h"

namespace prov {

struct WorkCounts {
  std::size_t pending_events = 0;  // those of running jobs included
  std::size_t ready = 0;           // subjects
  std::size_t waiting = 0;         // for their next try
  std::size_t running = 0;
};

class WorkQueue {
 public:
  void add(const PendingEvent& event);

  // At a start, after the events were added: where the work on a subject stood. It is tried at once.
  void restore(const Subject& subject, const Progress& progress);
  // At a start: a final status that is still to be told. Superseded where the account has events.
  void restore(IAccount i_account, const FinalStatus& status);

  // The next job, of a subject that is then running; nothing where none is ready.
  std::optional<Job> take();
  // Ends what take() began.
  void give_back(const Subject& subject, const JobResult& result);

  // Makes ready what is due at `now`.
  void release_due(base::SteadyTime now);
  std::optional<base::SteadyTime> next_due() const;

  bool has_ready() const { return !ready_.empty(); }
  WorkCounts counts() const;

 private:
  struct Entry {
    std::vector<PendingEvent> events;
    Progress progress;
    std::optional<FinalStatus> status;
    std::optional<base::SteadyTime> due;
    bool ready = false;
    bool running = false;
    std::size_t taken = 0;  // events of the job that runs
  };
  using Entries = std::map<Subject, Entry>;

  void make_ready(const Subject& subject, Entry& entry);
  void start_afresh(Entry& entry);

  Entries entries_;
  std::deque<Subject> ready_;
  std::set<std::pair<base::SteadyTime, Subject>> due_;
  std::size_t pending_events_ = 0;
  std::size_t running_ = 0;
};

}  // namespace prov
