#include <fmt/format.h>

#include <cstdio>

#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"
#include "simulator/scenario/language/schema.h"
#include "simulator/scenario/language/suite.h"

namespace sim {

int run_check(const CheckCommand& command) {
  const Suite suite = load_suite({command.paths, command.suite_file});
  if (!suite.diagnostics.empty()) {
    fmt::print(stderr, "{}", render_diagnostics(suite));
    return kBadInput;
  }
  if (suite.scenarios.empty()) {
    fmt::print(stderr, "espf: these paths hold no scenario\n");
    return kBadInput;
  }
  fmt::print(stderr, "{}", render_notes(suite));
  print_out(fmt::format("{} scenario{} in {} file{}: no mistakes\n", suite.scenarios.size(),
                        suite.scenarios.size() == 1 ? "" : "s", suite.files, suite.files == 1 ? "" : "s"));
  return kPassed;
}

int run_schema() {
  print_out(scenario_schema() + "\n");
  return kPassed;
}

int run_docs() {
  print_out(reference_page());
  return kPassed;
}

}  // namespace sim
