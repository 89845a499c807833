#include "simulator/scenario/language/suite_settings.h"

#include <algorithm>
#include <tuple>

#include "base/file.h"
#include "simulator/scenario/language/read_settings.h"

namespace sim {

base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document, WorldLoader& files) {
  base::Findings findings(document.file);
  std::vector<base::Diagnostic> elsewhere;
  SuiteSettings suite;
  suite.file = document.file;
  if (document.root.incomplete) findings.set_incomplete(document.text);
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

base::Result<SuiteSettings, std::vector<base::Diagnostic>> read_suite_settings(const std::string& file,
                                                                               const std::string& text,
                                                                               WorldLoader& files) {
  base::DocumentRead read = base::read_document(file, text);
  auto settings = parse_suite_settings(read.document, files);
  if (read.mistakes.empty()) return settings;
  if (!settings) {
    read.mistakes.insert(read.mistakes.end(), settings.error().begin(), settings.error().end());
    std::stable_sort(read.mistakes.begin(), read.mistakes.end(), [&](const auto& a, const auto& b) {
      return std::tuple(a.file != file, a.pos.line) < std::tuple(b.file != file, b.pos.line);
    });
  }
  return tl::unexpected(std::move(read.mistakes));
}

}  // namespace sim
