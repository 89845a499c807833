#include "simulator/scenario/language/suite_settings.h"

#include "base/file.h"
#include "simulator/scenario/language/read_settings.h"

namespace sim {

base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document) {
  base::Findings findings(document.file);
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
  reader.read(document.root);
  if (!findings.empty()) return tl::unexpected(findings.all());
  return suite;
}

}  // namespace sim
