// The work on one subject, as it goes from the queue to a worker and back.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "provisioner/event_journal.h"
#include "provisioner/ids.h"
#include "provisioner/progress.h"

namespace prov {

struct Job {
  Subject subject;
  std::vector<std::int64_t>
      sequences;       // of the events that it satisfies; may be empty where only a status is left
  bool quiet = false;  // none of them came from PortaBilling
  Progress progress;
  std::optional<FinalStatus> status;  // the work is done, and this is all that is left to tell
};

struct JobResult {
  enum class Kind {
    Done,      // nothing is left
    TryAgain,  // at `due`, from where `job` stands
    Stopped,   // we are shutting down: the journal knows where to go on
  };
  Kind kind = Kind::Done;
  base::SteadyTime due;
  Job job;
  std::vector<PendingEvent> derived;  // new work, journaled already
};

}  // namespace prov
