#include "provisioner/job_runner.h"

#include <algorithm>
#include <set>
#include <utility>

namespace prov {
namespace {

using std::chrono::duration_cast;

std::int64_t us_of(base::WallTime time) {
  return duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

JobResult done(std::vector<PendingEvent> derived) {
  return {JobResult::Kind::Done, {}, {}, std::move(derived)};
}

}  // namespace

JobRunner::JobRunner(RetryPolicy policy, AccountHandler& accounts, PortaBillingClient& portabilling,
                     StatusTeller& teller, EventJournal& journal, base::Clock& clock, base::Rng rng,
                     base::Log& log)
    : policy_(policy),
      accounts_(accounts),
      portabilling_(portabilling),
      teller_(teller),
      journal_(journal),
      clock_(clock),
      rng_(rng),
      log_(log) {}

JobResult JobRunner::run(Job job) {
  if (job.status) return tell_final(std::move(job), {});
  if (job.subject.kind == SubjectKind::Customer) return run_customer(std::move(job));
  return run_account(std::move(job));
}

JobResult JobRunner::run_account(Job job) {
  std::vector<PendingEvent> derived;
  const auto begun = [&] {
    if (!job.quiet && !job.progress.told) tell(job, Status::InProgress, "");
  };
  const auto handled = accounts_.handle(IAccount(job.subject.id), begun, derived);
  if (!handled) return failed(std::move(job), handled.error(), std::move(derived));
  Finish end{job.subject, job.sequences, handled->released_imsis, std::nullopt, {}};
  const bool tells = job.quiet ? handled->operations > 0 : handled->provisioned;
  if (tells || job.progress.told) end.status = FinalStatus{Status::Ok, ""};
  return finish(std::move(job), std::move(end), std::move(derived));
}

JobResult JobRunner::run_customer(Job job) {
  const ICustomer i_customer(job.subject.id);
  const auto listed = portabilling_.accounts_of(i_customer);
  if (!listed) return failed(std::move(job), listed.error(), {});
  const auto remembered = journal_.accounts_of(i_customer);
  if (!remembered) return failed(std::move(job), {FailureKind::Passing, remembered.error().what}, {});
  std::set<IAccount> accounts(listed->begin(), listed->end());
  accounts.insert(remembered->begin(), remembered->end());
  Finish end{job.subject, job.sequences, {}, std::nullopt, {}};
  const auto event = std::to_string(job.sequences.empty() ? 0 : job.sequences.back());
  for (const auto& i_account : accounts) {
    end.derived.push_back(
        {"customer/" + event + "/" + i_account.text(), "", "Customer", Subject::of(i_account), ""});
  }
  return finish(std::move(job), std::move(end), {});
}

JobResult JobRunner::finish(Job job, Finish finish, std::vector<PendingEvent> derived) {
  const auto status = finish.status;
  auto added = journal_.finish(std::move(finish));
  if (!added) return failed(std::move(job), {FailureKind::Passing, added.error().what}, std::move(derived));
  derived.insert(derived.end(), added->begin(), added->end());
  if (!status) return done(std::move(derived));
  job.sequences.clear();
  job.progress = {};
  job.status = status;
  return tell_final(std::move(job), std::move(derived));
}

JobResult JobRunner::tell_final(Job job, std::vector<PendingEvent> derived) {
  const IAccount i_account(job.subject.id);
  const auto told = teller_.tell(i_account, job.status->status, job.status->message);
  if (!told && told.error().kind == FailureKind::Stopped)
    return {JobResult::Kind::Stopped, {}, {}, std::move(derived)};
  if (!told && told.error().kind == FailureKind::Passing) {
    log_.warning("a status could not be told", {{"i_account", i_account.text()}, {"why", told.error().what}});
    if (const auto due = next_try(job)) {
      return {JobResult::Kind::TryAgain, *due, std::move(job), std::move(derived)};
    }
  }
  if (!told)
    log_.error("a status is not told", {{"i_account", i_account.text()}, {"why", told.error().what}});
  journal_.status_told(i_account);
  return done(std::move(derived));
}

JobResult JobRunner::failed(Job job, const Failure& why, std::vector<PendingEvent> derived) {
  if (why.kind == FailureKind::Stopped) return {JobResult::Kind::Stopped, {}, {}, std::move(derived)};
  const auto due = why.kind == FailureKind::Lasting ? std::nullopt : next_try(job);
  const base::LogFields fields = {{"subject", job.subject.text()},
                                  {"failures", std::to_string(job.progress.failures)},
                                  {"why", why.what}};
  if (due) {
    log_.warning("to be tried again", fields);
    const bool tells = job.subject.kind == SubjectKind::Account && !job.quiet;
    const auto told = job.progress.told;
    if (tells)
      job.progress.told =
          Status::Retry;  // written down first, so that a start after a crash does not begin anew
    if (auto kept = journal_.keep_progress(job.subject, job.progress); !kept) log_.error(kept.error().what);
    job.progress.told = told;
    if (tells && told != Status::Retry) tell(job, Status::Retry, why.what);
    return {JobResult::Kind::TryAgain, *due, std::move(job), std::move(derived)};
  }
  log_.error("given up", fields);
  Finish end{job.subject, job.sequences, {}, std::nullopt, {}};
  if (job.subject.kind == SubjectKind::Account) end.status = FinalStatus{Status::Failed, why.what};
  const auto status = end.status;
  auto added = journal_.finish(std::move(end));
  if (!added) {  // keep at it: what is not written down is not over
    log_.error(added.error().what);
    return {JobResult::Kind::TryAgain, clock_.now() + policy_.longest, std::move(job), std::move(derived)};
  }
  if (!status) return done(std::move(derived));
  job.sequences.clear();
  job.progress = {};
  job.status = status;
  return tell_final(std::move(job), std::move(derived));
}

std::optional<base::SteadyTime> JobRunner::next_try(Job& job) {
  const auto now_us = us_of(clock_.wall_now());
  auto& progress = job.progress;
  progress.failures += 1;
  if (!progress.failing_since_us) progress.failing_since_us = now_us;
  const std::chrono::microseconds elapsed(std::max<std::int64_t>(0, now_us - *progress.failing_since_us));
  auto rng = rng_.fork(job.subject.text()).fork(std::to_string(progress.failures));
  const auto delay =
      next_delay(policy_, progress.failures, duration_cast<std::chrono::milliseconds>(elapsed), rng);
  if (!delay) return {};
  return clock_.now() + *delay;
}

void JobRunner::tell(Job& job, Status status, const std::string& message) {
  const auto told = teller_.tell(IAccount(job.subject.id), status, message);
  if (told) {
    job.progress.told = status;
  } else if (told.error().kind == FailureKind::Passing && !job.progress.told) {
    job.progress.told = Status::InProgress;  // it may have arrived, so a final one must follow
  }
  if (!told) {
    log_.warning("a status could not be told",
                 {{"i_account", std::to_string(job.subject.id)}, {"why", told.error().what}});
  }
}

}  // namespace prov
