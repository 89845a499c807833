// Runs one job to its next rest: done, to be tried again at a later time, or given up with FAILED.
//
// The order of steps is what makes a crash harmless. Work that ended is written down together with the status
// that is still to be told; only then is the status posted; a crash in between posts it once more, never
// an earlier one behind it.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/rng.h"
#include "provisioner/account_handler.h"
#include "provisioner/espf_client.h"
#include "provisioner/job.h"
#include "provisioner/retry_policy.h"

namespace prov {

class JobRunner {
 public:
  // Borrows all but the policy and the generator.
  JobRunner(RetryPolicy policy, AccountHandler& accounts, PortaBillingClient& portabilling,
            StatusTeller& teller, EventJournal& journal, base::Clock& clock, base::Rng rng, base::Log& log);

  // Blocks. Any threads; one job for one subject at a time.
  JobResult run(Job job);

 private:
  JobResult run_account(Job job);
  JobResult run_customer(Job job);
  JobResult finish(Job job, Finish finish, std::vector<PendingEvent> derived);
  JobResult tell_final(Job job, std::vector<PendingEvent> derived);
  JobResult failed(Job job, const Failure& why, std::vector<PendingEvent> derived);
  // When to try again, with the failure counted in `job`; nothing: give up.
  std::optional<base::SteadyTime> next_try(Job& job);
  void tell(Job& job, Status status, const std::string& message);

  const RetryPolicy policy_;
  AccountHandler& accounts_;
  PortaBillingClient& portabilling_;
  StatusTeller& teller_;
  EventJournal& journal_;
  base::Clock& clock_;
  const base::Rng rng_;
  base::Log& log_;
};

}  // namespace prov
