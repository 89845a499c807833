#include "simulator/scenario/language/suite_settings.h"

#include <algorithm>

#include "base/diagnostic_order.h"
#include "base/file.h"
#include "simulator/scenario/language/file_kind.h"
#include "simulator/scenario/language/read_settings.h"

namespace sim {

namespace {

// What a mistake at `pos` is in: the last key that begins before it.
void add_broken(const base::Document& document, base::SourcePos pos,
                std::set<std::string, std::less<>>& broken) {
  const base::Member* found = nullptr;
  for (const base::Member& member : document.root.members) {
    if (std::pair(member.pos.line, member.pos.column) <= std::pair(pos.line, pos.column)) found = &member;
  }
  if (found == nullptr) return;
  const std::vector<std::string> keys = suite_file_keys();
  const bool is_known = std::find(keys.begin(), keys.end(), found->key) != keys.end();
  broken.insert(is_known ? found->key : base::nearest(found->key, keys));
}

// Of what was read in part, all that is not there whole.
void add_left_out(const base::Node& root, std::set<std::string, std::less<>>& broken) {
  if (!root.incomplete) return;
  for (const std::string& key : suite_file_keys()) {
    const base::Node* value = root.find(key);
    if (value == nullptr || value->incomplete) broken.insert(key);
  }
}

SuiteSettingsRead settings_of(const base::Document& document, WorldLoader& files) {
  base::Findings findings(document.file);
  std::vector<base::Diagnostic> elsewhere;
  SuiteSettingsRead read;
  SuiteSettings& suite = read.settings;
  suite.file = document.file;
  findings.set_left_out(document);
  if (document.root.is_null() && !document.root.incomplete)
    return read;  // empty, it marks the suite's folder
  language::TableReader reader("a suite file", findings);
  language::join_settings(reader, document.file, suite.settings, findings);
  reader.declare(language::suite_keys());
  reader.on("world", [&](const base::Node& value) {
    const auto file = base::read_text(value, findings);
    if (file && file->empty()) {
      findings.add(value, "no world is named", "write `world: FILE`, or leave it out");
    } else if (file) {
      suite.world_file = base::path_beside(document.file, *file);
      read.world = value;
    }
  });
  reader.on("stubs", [&](const base::Node& value) {
    suite.settings.stubs = files.read_stubs(value, findings, elsewhere);
  });
  reader.read(document.root);
  if (const base::Node* ports = document.root.find("ports")) read.ports = *ports;
  for (const base::Diagnostic& each : findings.all()) add_broken(document, each.pos, suite.broken);
  add_left_out(document.root, suite.broken);
  if (!elsewhere.empty()) suite.broken.insert("stubs");
  read.mistakes = findings.all();
  read.mistakes.insert(read.mistakes.end(), elsewhere.begin(), elsewhere.end());
  return read;
}

}  // namespace

std::vector<std::string> suite_file_keys() {
  std::vector<std::string> keys = language::names(language::suite_keys());
  for (const language::Key& key : language::settings_keys()) keys.push_back(key.name);
  return keys;
}

base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document, WorldLoader& files) {
  SuiteSettingsRead read = settings_of(document, files);
  if (!read.mistakes.empty()) return tl::unexpected(std::move(read.mistakes));
  return std::move(read.settings);
}

SuiteSettingsRead read_suite_settings(const std::string& file, const std::string& text, WorldLoader& files) {
  const base::DocumentRead document = base::read_document(file, text);
  SuiteSettingsRead read = settings_of(document.document, files);
  const bool is_right = read.mistakes.empty() && document.mistakes.empty();
  if (auto other = is_right ? std::nullopt
                            : language::other_kind(file, text, language::FileKind::SuiteFile,
                                                   document.document.root.pos)) {
    read.mistakes = {*std::move(other)};
    return read;
  }
  if (is_right && language::kind_of_file(file, text) == language::FileKind::Empty) {
    const std::vector<std::string> all = suite_file_keys();
    read.settings.broken = {all.begin(), all.end()};
    read.mistakes = {{file, {0, 0}, 1, "this file is empty", "a suite file has settings, as `world: FILE`"}};
    return read;
  }
  read.mistakes = base::with_found(document.mistakes, read.mistakes);
  return read;
}

}  // namespace sim
