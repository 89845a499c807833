#include "simulator/scenario/run/result.h"

#include <algorithm>

namespace sim {

std::size_t SuiteResult::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(scenarios.begin(), scenarios.end(),
                    [&](const ScenarioResult& result) { return result.outcome == outcome; }));
}

int SuiteResult::exit_code() const {
  if (interrupted) return 130;
  if (count(Outcome::Failed) > 0) return 4;
  if (count(Outcome::NotRun) > 0) return 3;
  return 0;
}

}  // namespace sim
