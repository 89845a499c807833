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

int run_check(const CheckCommand& command) {
  const Suite suite = load_suite({command.paths, command.suite_file, /*every_kind=*/true});
  if (const int code = show_mistakes(suite); code != kPassed) return code;
  std::string looked_at;
  if (suite.files > 0)
    looked_at =
        base::counted(suite.scenarios.size(), "scenario") + " in " + base::counted(suite.files, "file");
  if (suite.other_files > 0)
    looked_at += (looked_at.empty() ? "" : ", and ") + base::counted(suite.other_files, "other file");
  print_out(looked_at + ": no mistakes\n");
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
