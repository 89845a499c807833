// The Application under test as a process: where its command, environment and addresses come from. See
// architecture, "Processes".
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace sim {

struct ApplicationOptions {
  std::vector<std::string> command;                // argv
  std::map<std::string, std::string> environment;  // the user's own, on top of ours
  std::string working_folder;
  bool tls = false;  // events go to https; it gets a certificate and key of the test authority
  bool follows_clock =
      true;  // it is told ESPF_CLOCK_URL; stamps it compares with its clock carry simulated time
  bool portabilling_by_tls = false;                // it is told the https addresses
  std::string path = "/";                          // of its URL
  std::chrono::milliseconds ready_within{15'000};  // real time
};

}  // namespace sim
