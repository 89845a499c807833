#include "simulator/command/served_files.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "simulator/api/stubs/unreachable.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/read_option.h"
#include "simulator/scenario/language/file_meant.h"
#include "simulator/scenario/language/read_openapi.h"
#include "simulator/scenario/language/suite_settings.h"
#include "simulator/scenario/language/told_together.h"

namespace sim {
namespace {

constexpr std::size_t kNotesShownMax = 10;  // of a document

class Reader {
 public:
  tl::expected<ServedFiles, int> read(const FilesNamed& named) {
    ServedFiles served;
    auto documents = read_specifications(named.openapi_files);
    missing_ = documents.missing;
    mistakes_ = std::move(documents.mistakes);
    notes_ = std::move(documents.notes);
    texts_ = std::move(documents.texts);
    files_ = WorldLoader(base::read_file, documents.specifications);
    for (const std::string& file : named.stubs_files) read_stubs(file, served.settings.stubs);
    if (!named.suite_file.empty()) read_suite(named.suite_file, served.settings);
    static const WorldLoader::Loaded kNoWorld{std::make_shared<const World>(), {}, {}, ""};
    const WorldLoader::Loaded& world = named.world_file.empty() ? kNoWorld : files_.load(named.world_file);
    if (!world.missing.empty())
      return not_read(language::why_not_read(base::read_file, named.world_file, world.missing));
    add_mistakes(world.diagnostics);
    if (!missing_.empty()) return not_read(missing_);
    notes_.insert(notes_.end(), files_.notes().begin(), files_.notes().end());
    for (const base::Diagnostic& each : told_together(notes_, mistakes_)) show(each);
    if (!mistakes_.empty()) {
      fmt::print(stderr, "{}\n", base::counted(mistakes_.size(), "error"));
      return tl::unexpected(kBadInput);
    }
    if (!named.world_file.empty()) {
      if (const auto note = no_administrator(*world.world, named.world_file)) show(*note);
    }
    add(world.stubs, served.settings.stubs);
    for (const base::Diagnostic& note : api::shadowed(served.settings.stubs)) show(note);
    served.world = *world.world;
    served.specifications = std::move(documents.specifications);
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
    if (!read.missing.empty()) missing_ = language::why_not_read(base::read_file, file, read.missing);
    add_mistakes(read.mistakes);
    add(read.stubs, stubs);
  }

  void read_suite(const std::string& file, Settings& settings) {
    const auto text = base::read_file(file);
    if (!text) {
      missing_ = language::why_not_read(base::read_file, file, text.error().what);
      return;
    }
    texts_[file] = *text;
    const SuiteSettingsRead suite = read_suite_settings(file, *text, files_);
    if (!suite.mistakes.empty()) return add_mistakes(suite.mistakes);
    auto stubs = std::move(settings.stubs);
    settings = suite.settings.settings;
    add(settings.stubs, stubs);
    settings.stubs = std::move(stubs);
  }

  void show(const base::Diagnostic& diagnostic) const {
    static const std::string kNone;
    const std::string* source = &kNone;
    for (const auto* texts : {&files_.texts(), &texts_}) {
      if (const auto found = texts->find(diagnostic.file); found != texts->end()) source = &found->second;
    }
    fmt::print(stderr, "{}", base::render(diagnostic, *source));
  }

  WorldLoader files_;
  std::map<std::string, std::string> texts_;  // of the files that files_ does not read
  std::vector<base::Diagnostic> notes_;
  std::string missing_;
  std::vector<base::Diagnostic> mistakes_;
};

// The rest is for `espf check`.
void add_few(const std::vector<base::Diagnostic>& notes, const std::string& file,
             std::vector<base::Diagnostic>& to) {
  const std::size_t shown = std::min(notes.size(), kNotesShownMax);
  to.insert(to.end(), notes.begin(), notes.begin() + static_cast<std::ptrdiff_t>(shown));
  if (shown == notes.size()) return;
  const std::size_t more = notes.size() - shown;
  to.push_back({file,
                {0, 0},
                1,
                fmt::format("{} on this file {} not shown", base::counted(more, "more note"),
                            more == 1 ? "is" : "are"),
                fmt::format("`espf check {}` shows all", file),
                base::Severity::Note});
}

}  // namespace

SpecificationsRead read_specifications(const std::vector<std::string>& said) {
  SpecificationsRead result;
  std::vector<api::Specification> specifications;
  for (const std::string& each : said) {
    const auto option = read_document_option(each);
    if (!option) {
      result.missing = option.error().what;
      continue;
    }
    const std::string& file = option->file;
    const auto realm = option->realm ? option->realm : api::realm_of_file(file);
    auto text = base::read_file(file);
    if (!text) {
      result.missing = language::why_not_read(base::read_file, file, text.error().what);
      continue;
    }
    auto realms = realm ? std::vector<api::Realm>{*realm} : api::all_realms();
    auto read = language::read_openapi(file, *text, std::move(realms));
    result.mistakes.insert(result.mistakes.end(), read.mistakes.begin(), read.mistakes.end());
    add_few(read.notes, file, result.notes);
    result.texts[file] = std::move(*text);
    if (!read.specification) continue;
    specifications.push_back(std::move(*read.specification));
  }
  if (said.empty()) return result;
  result.specifications = std::make_shared<const std::vector<api::Specification>>(std::move(specifications));
  malloc_trim(0);  // to read a document of 5 MB takes 60 MB that would not be given back
  return result;
}

std::optional<base::Diagnostic> no_administrator(const World& world, const std::string& file) {
  bool is_there = false;
  for (const ApiUser& user : world.users()) {
    if (user.realm != "admin") continue;
    is_there = true;
    if (!user.password.empty() || !user.token.empty()) return std::nullopt;
  }
  return base::Diagnostic{
      file,
      {0, 0},
      1,
      is_there ? "no administrator can log in: those of `users:` have neither `password` nor `token`"
               : "no administrator can log in: the world has no `users:` of the realm admin",
      "add, say, `users: [{login: demo, password: Some-Password-1, token: 0f3a8d6b75c14e92}]`",
      base::Severity::Note};
}

tl::expected<ServedFiles, int> read_served_files(const FilesNamed& named) { return Reader().read(named); }

}  // namespace sim
