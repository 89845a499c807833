// Runs scenarios: each in an Installation of its own, on a loop of its own, with an Application of its own.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/process.h"
#include "base/tls.h"
#include "simulator/scenario/run/result.h"
#include "simulator/scenario/scenario.h"

namespace sim {

struct RunOptions {
  int jobs = 1;
  std::optional<std::uint64_t> seed;     // wins over the scenario's; none: the scenario's, else 1
  std::optional<TimeOptions> time;       // wins over the scenario's mode
  std::vector<std::string> application;  // wins over the suite's command
  std::string application_url;           // one that runs already: implies one job
  std::map<std::string, int> ports;      // win over the suite's; any fixed port implies one job
  std::optional<bool> application_tls;
  std::optional<bool> portabilling_by_tls;
  bool strict = false;  // of the APIs
  // What a scenario without a command is run with: the provisioner beside espf.
  std::vector<std::string> default_application;
  bool fail_fast = false;
  std::chrono::seconds real_limit{180};                       // of one scenario
  const base::TestCertificateAuthority* authority = nullptr;  // borrowed, not null
  std::string authority_file;
  base::Guardian* guardian = nullptr;
  const std::atomic<int>* interrupts = nullptr;  // 1: begin nothing new, end what runs; may be null
};

// Where the Application runs already; "" where it is to be started.
std::string application_url_of(const Scenario& scenario, const RunOptions& options);

// Fixed ports by their names; none: free ones.
std::map<std::string, int> ports_of(const Scenario& scenario, const RunOptions& options);

// Why the scenario cannot be run as the options have it; nothing where it can.
std::optional<std::string> skip_reason(const Scenario& scenario, const RunOptions& options);

ScenarioResult run_scenario(const Scenario& scenario, const RunOptions& options);

// `finished` is called, one call at a time, as each scenario ends, from the thread that ran it.
SuiteResult run_suite(const std::vector<Scenario>& scenarios, const RunOptions& options,
                      const std::function<void(const ScenarioResult&)>& finished);

}  // namespace sim
