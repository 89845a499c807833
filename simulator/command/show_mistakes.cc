#include "simulator/command/show_mistakes.h"

#include <fmt/format.h>

#include <cstdio>

#include "simulator/command/exit_codes.h"
#include "simulator/scenario/language/told_together.h"

namespace sim {

int show_mistakes(const Suite& suite) {
  fmt::print(stderr, "{}", render_all(suite));
  for (const std::string& each : suite.missing) fmt::print(stderr, "espf: {}\n", each);
  if (!suite.diagnostics.empty()) return kBadInput;
  return suite.missing.empty() ? kPassed : kNotRun;
}

int show_mistakes(const SpecificationsRead& documents) {
  for (const base::Diagnostic& each : told_together(documents.notes, documents.mistakes))
    fmt::print(stderr, "{}", base::render(each, documents.texts.at(each.file)));
  if (!documents.missing.empty()) fmt::print(stderr, "espf: {}\n", documents.missing);
  if (!documents.mistakes.empty()) return kBadInput;
  return documents.missing.empty() ? kPassed : kNotRun;
}

}  // namespace sim
