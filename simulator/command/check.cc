#include <fmt/format.h>

#include <cstdio>

#include "base/diagnostic.h"
#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"
#include "simulator/command/show_mistakes.h"
#include "simulator/scenario/language/schema.h"
#include "simulator/scenario/language/suite.h"

namespace sim {

namespace {

// "2 scenarios in 1 file, and 1 other file"
std::string looked_at(const Suite& suite) {
  if (suite.files == 0) return base::counted(suite.other_files, "file");
  std::string scenarios =
      base::counted(suite.scenarios.size(), "scenario") + " in " + base::counted(suite.files, "file");
  if (suite.other_files == 0) return scenarios;
  return scenarios + ", and " + base::counted(suite.other_files, "other file");
}

}  // namespace

int run_check(const CheckCommand& command) {
  const Suite suite = load_suite({command.paths, command.suite_file, /*every_kind=*/true});
  if (const int code = show_mistakes(suite); code != kPassed) return code;
  const std::string notes = suite.notes.empty() ? "" : ", " + base::counted(suite.notes.size(), "note");
  print_out(looked_at(suite) + ": no mistakes" + notes + "\n");
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
