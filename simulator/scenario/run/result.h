// What came of one scenario: plain values for reports.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/virtual_time.h"
#include "simulator/transcript/transcript.h"

namespace sim {

enum class Outcome {
  Passed,
  Failed,       // an expectation or an invariant did not hold
  Skipped,      // it needs what this run does not have (a process that we started); `reason` says what
  NotRun,       // the environment failed: a port, an Application that does not start; `reason` says what
  Interrupted,  // Ctrl-C
};

// One thing that does not hold.
struct Finding {
  std::string rule;     // "expect", "never", "in_order", or an invariant's name
  base::SourcePos pos;  // of the step; line 0 for an invariant
  std::string text;     // the step's line, or what the invariant says
  std::string what;     // one sentence: what was missing or should not have been
  std::string nearest;  // "the HSS holds 255010000000001 since +0.012 s, and differs in"; "" for none
  struct Difference {
    std::string path, expected, actual;
  };
  std::vector<Difference> differences;
  std::uint64_t around = 0;  // the transcript's number that the sequence is shown around; 0: its end
};

struct ScenarioResult {
  std::string file;
  std::string title;
  bool is_example = false;  // one of several of its file
  std::vector<std::string> tags;
  Outcome outcome = Outcome::NotRun;
  std::string reason;
  std::vector<Finding> findings;
  std::uint64_t seed = 0;
  std::string time_mode;  // "skip", "real", "10×"
  base::VirtualTime started_at;
  base::VirtualDuration virtual_length{0};
  std::chrono::microseconds real_length{0};
  std::string held_by;                          // what held time at the end, where a deadline passed
  std::vector<Entry> entries;                   // the transcript, masked
  std::vector<std::string> application_output;  // its last lines, masked
};

struct SuiteResult {
  std::vector<ScenarioResult> scenarios;  // in the order of the suite, whatever the order of running
  std::chrono::microseconds real_length{0};
  bool interrupted = false;

  std::size_t count(Outcome outcome) const;
  // 0 passed (skipped ones are no failure), 3 something could not run, 4 failed, 130 interrupted.
  int exit_code() const;
};

}  // namespace sim
