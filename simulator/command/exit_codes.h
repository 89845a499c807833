// Part of the interface: CI tells a bad scenario from a failed one by these. README and `espf --help` list
// them.
#pragma once

namespace sim {

inline constexpr int kPassed = 0;
inline constexpr int kUsage = 1;     // the command line is wrong
inline constexpr int kBadInput = 2;  // a scenario, suite or world file is wrong
inline constexpr int kNotRun =
    3;  // the environment failed: a port, a file, an Application that does not start
inline constexpr int kFailed = 4;         // an expectation or an invariant did not hold
inline constexpr int kInterrupted = 130;  // Ctrl-C

}  // namespace sim
