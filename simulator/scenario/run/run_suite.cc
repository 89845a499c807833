#include <algorithm>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/mutex.h"
#include "simulator/scenario/run/runner.h"

namespace sim {
namespace {

// What the threads of one run share: which scenario is next, and where results go.
class Board {
 public:
  Board(const std::vector<Scenario>& scenarios, const RunOptions& options, SuiteResult& result,
        const std::function<void(const ScenarioResult&)>& finished)
      : scenarios_(scenarios), options_(options), finished_(finished), result_(result) {
    result_.scenarios.resize(scenarios.size());
  }

  std::optional<std::size_t> take() EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    if (stop_ || next_ == scenarios_.size() || interrupted()) return std::nullopt;
    return next_++;
  }

  void put(std::size_t index, ScenarioResult result) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    const bool bad = result.outcome == Outcome::Failed || result.outcome == Outcome::NotRun;
    if (options_.fail_fast && bad) stop_ = true;
    finished_(result);
    result_.scenarios[index] = std::move(result);
    done_ += 1;
  }

  // The scenarios that never began.
  void fill_rest() EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    for (std::size_t index = next_; index < scenarios_.size(); ++index) {
      ScenarioResult& rest = result_.scenarios[index];
      rest.file = scenarios_[index].file;
      rest.title = scenarios_[index].title;
      rest.tags = scenarios_[index].tags;
      rest.outcome = interrupted() ? Outcome::Interrupted : Outcome::Skipped;
      rest.reason = interrupted() ? "interrupted" : "an earlier scenario failed (--fail-fast)";
    }
    result_.interrupted = interrupted();
  }

 private:
  bool interrupted() const { return options_.interrupts != nullptr && options_.interrupts->load() > 0; }

  const std::vector<Scenario>& scenarios_;
  const RunOptions& options_;
  const std::function<void(const ScenarioResult&)>& finished_;
  base::Mutex mutex_;
  SuiteResult& result_ GUARDED_BY(mutex_);
  std::size_t next_ GUARDED_BY(mutex_) = 0;
  std::size_t done_ GUARDED_BY(mutex_) = 0;
  bool stop_ GUARDED_BY(mutex_) = false;
};

}  // namespace

SuiteResult run_suite(const std::vector<Scenario>& scenarios, const RunOptions& options,
                      const std::function<void(const ScenarioResult&)>& finished) {
  const base::SystemClock clock;
  const auto begun = clock.now();
  SuiteResult result;
  Board board(scenarios, options, result, finished);
  const auto work = [&] {
    while (const auto index = board.take()) board.put(*index, run_scenario(scenarios[*index], options));
  };
  // An Application that runs already has one state for all, and a fixed port is there once: one scenario at a
  // time.
  const bool is_shared = std::any_of(scenarios.begin(), scenarios.end(), [&](const Scenario& scenario) {
    return !application_url_of(scenario, options).empty() || !ports_of(scenario, options).empty();
  });
  const int jobs = is_shared ? 1 : std::clamp(options.jobs, 1, 64);
  std::vector<std::thread> threads;
  for (int job = 1; job < jobs; ++job) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  board.fill_rest();
  result.real_length = std::chrono::duration_cast<std::chrono::microseconds>(clock.now() - begun);
  return result;
}

}  // namespace sim
