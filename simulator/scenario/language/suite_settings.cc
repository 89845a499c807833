#include "simulator/scenario/language/suite_settings.h"

#include "base/file.h"
#include "simulator/scenario/language/read_settings.h"

namespace sim {

base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document, WorldLoader& files) {
  base::Findings findings(document.file);
  std::vector<base::Diagnostic> elsewhere;
  SuiteSettings suite;
  suite.file = document.file;
  if (document.root.is_null()) return suite;  // an empty file marks the suite's folder
  language::TableReader reader("a suite file", findings);
  language::join_settings(reader, document.file, suite.settings, findings);
  reader.declare(language::suite_keys());
  reader.on("world", [&](const base::Node& value) {
    if (const auto file = base::read_text(value, findings)) {
      suite.world_file = base::path_beside(document.file, *file);
    }
  });
  reader.on("stubs", [&](const base::Node& value) {
    suite.settings.stubs = files.read_stubs(value, findings, elsewhere);
  });
  reader.read(document.root);
  elsewhere.insert(elsewhere.begin(), findings.all().begin(), findings.all().end());
  if (!elsewhere.empty()) return tl::unexpected(std::move(elsewhere));
  return suite;
}

}  // namespace sim
