#include "simulator/command/served_files.h"

#include <fmt/format.h>

#include <cstdio>

#include "simulator/command/exit_codes.h"
#include "simulator/scenario/language/suite_settings.h"

namespace sim {
namespace {

class Reader {
 public:
  tl::expected<ServedFiles, int> read(const FilesNamed& named) {
    ServedFiles served;
    for (const std::string& file : named.stubs_files) read_stubs(file, served.settings.stubs);
    if (!named.suite_file.empty()) read_suite(named.suite_file, served.settings);
    const WorldLoader::Loaded& world = files_.load(named.world_file);
    if (!world.missing.empty()) return not_read(world.missing);
    add_mistakes(world.diagnostics);
    if (!missing_.empty()) return not_read(missing_);
    for (const base::Diagnostic& note : files_.notes()) show(note);
    if (!mistakes_.empty()) {
      for (const base::Diagnostic& mistake : mistakes_) show(mistake);
      fmt::print(stderr, "{} error{}\n", mistakes_.size(), mistakes_.size() == 1 ? "" : "s");
      return tl::unexpected(kBadInput);
    }
    add(world.stubs, served.settings.stubs);
    served.world = *world.world;
    return served;
  }

 private:
  static tl::unexpected<int> not_read(const std::string& what) {
    fmt::print(stderr, "espf: {}\n", what);
    return tl::unexpected(kNotRun);
  }

  static void add(const std::vector<api::Stub>& stubs, std::vector<api::Stub>& to) {
    to.insert(to.end(), stubs.begin(), stubs.end());
  }

  void add_mistakes(const std::vector<base::Diagnostic>& mistakes) {
    mistakes_.insert(mistakes_.end(), mistakes.begin(), mistakes.end());
  }

  void read_stubs(const std::string& file, std::vector<api::Stub>& stubs) {
    const api::StubFileRead& read = files_.load_stubs(file);
    if (!read.missing.empty()) missing_ = read.missing;
    add_mistakes(read.mistakes);
    add(read.stubs, stubs);
  }

  void read_suite(const std::string& file, Settings& settings) {
    const auto text = base::read_file(file);
    if (!text) {
      missing_ = text.error().what;
      return;
    }
    suite_file_ = file;
    suite_text_ = *text;
    const auto document = base::parse_document(file, *text);
    const auto suite = document ? parse_suite_settings(*document, files_) : tl::unexpected(document.error());
    if (!suite) return add_mistakes(suite.error());
    auto stubs = std::move(settings.stubs);
    settings = suite->settings;
    add(settings.stubs, stubs);
    settings.stubs = std::move(stubs);
  }

  void show(const base::Diagnostic& diagnostic) const {
    const auto text = files_.texts().find(diagnostic.file);
    const std::string& source = diagnostic.file == suite_file_ ? suite_text_
                                : text == files_.texts().end() ? suite_text_
                                                               : text->second;
    fmt::print(stderr, "{}", base::render(diagnostic, source));
  }

  WorldLoader files_;
  std::string suite_file_, suite_text_;
  std::string missing_;
  std::vector<base::Diagnostic> mistakes_;
};

}  // namespace

tl::expected<ServedFiles, int> read_served_files(const FilesNamed& named) { return Reader().read(named); }

}  // namespace sim
