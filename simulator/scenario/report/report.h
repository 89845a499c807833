// What people and CI systems read of a run.
#pragma once

#include <string>

#include "base/virtual_time.h"
#include "simulator/scenario/run/result.h"

namespace sim {

struct ReportOptions {
  bool verbose = false;  // the whole sequence of every scenario, and the Application's output of failed ones
  bool colour = false;   // on a terminal
  std::string
      again_options;  // what the command that repeats it must say beside file and seed: "--application …"
  std::size_t sequence_lines = 24;  // around a finding
  std::size_t sequences_max = 2;    // of one scenario; further findings are told without
};

// One line as a scenario ends: "PASSED  scenarios/smoke/created.yaml  A created account …  (1m of virtual
// time, 0.12 s)".
std::string to_line(const ScenarioResult& result, const ReportOptions& options);
// What is wrong with one scenario: each finding with its line, the nearest miss, the sequence around it, and
// the command that repeats it. "" for one that passed (all of it where verbose).
std::string to_text(const ScenarioResult& result, const ReportOptions& options);
// The last line: "25 scenarios: 24 passed, 1 failed  (2d of virtual time in 3.10 s; seed 1)"; the seed where
// all had the same.
std::string to_summary(const SuiteResult& result);

// JUnit XML as GitLab, Jenkins and GitHub's reporters read it: a testsuite a folder, a testcase a scenario.
// `again_options` as in ReportOptions.
std::string to_junit(const SuiteResult& result, const std::string& again_options = {});

// A word of a command line as a shell reads it: quoted where it must be.
std::string shell_word(const std::string& text);

// "1.2 s", "3m 20s of virtual time" …: for people.
std::string real_text(std::chrono::microseconds length);
std::string virtual_text(base::VirtualDuration length);

}  // namespace sim
