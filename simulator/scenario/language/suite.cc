#include "simulator/scenario/language/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/diagnostic_order.h"
#include "base/json_mistake.h"
#include "simulator/api/specification/specification.h"
#include "simulator/scenario/language/file_kind.h"
#include "simulator/scenario/language/file_meant.h"
#include "simulator/scenario/language/parse.h"
#include "simulator/scenario/language/read_openapi.h"
#include "simulator/scenario/language/read_settings.h"
#include "simulator/scenario/language/told_together.h"

namespace sim {
namespace {

namespace fs = std::filesystem;

constexpr int kFoldersMax = 128;

bool lies_in_worlds(const std::string& folder, const std::string& file) {
  for (const fs::path& part : fs::path(file).lexically_relative(folder).parent_path()) {
    if (part == "worlds") return true;
  }
  return fs::path(folder).filename() == "worlds";
}

using language::FileKind;
enum class Found { Named, InFolder, InWorlds };  // in a folder named `worlds`

bool is_openapi(const std::string& file, const std::string& text) {
  return language::kind_of_file(file, text) == FileKind::OpenApi;
}

// Those of `file` first, by their place.
class SuiteLoader {
 public:
  SuiteLoader(const SuiteOptions& options, const SuiteFiles& files)
      : options_(options), files_(files), worlds_(files.read, options.documents) {}

  Suite load() {
    if (options_.every_kind) load_named_openapi();
    for (const std::string& path : options_.paths) load_path(path);
    if (!options_.suite_file.empty()) settings_of(options_.suite_file);  // though nothing may be of it
    if (suite_.diagnostics.empty()) look_at_ports();
    for (const auto& [path, text] : worlds_.texts()) suite_.texts[path] = text;
    suite_.notes.insert(suite_.notes.end(), worlds_.notes().begin(), worlds_.notes().end());
    return std::move(suite_);
  }

 private:
  void add(base::Diagnostic diagnostic) {
    auto& all = suite_.diagnostics;
    if (std::find(all.begin(), all.end(), diagnostic) == all.end()) all.push_back(std::move(diagnostic));
  }
  void add_missing(const std::string& path, const std::string& why) {
    suite_.missing.push_back(language::why_not_read(files_.read, path, why));
  }
  void add_all(const std::vector<base::Diagnostic>& mistakes) {
    for (const base::Diagnostic& each : mistakes) add(each);
  }

  // Those that are named, before anything that may speak of their methods.
  void load_named_openapi() {
    std::vector<api::Specification> documents;
    for (const std::string& path : options_.paths) {
      const auto text = files_.read(path);
      if (!text || language::is_foreign(path, *text) || !is_openapi(path, *text) || !is_new(path)) continue;
      if (auto read = load_openapi(path, *text)) documents.push_back(*std::move(read));
    }
    worlds_ = WorldLoader(files_.read,
                          std::make_shared<const std::vector<api::Specification>>(std::move(documents)));
  }
  std::optional<api::Specification> load_openapi(const std::string& file, const std::string& text) {
    suite_.texts[file] = text;
    suite_.other_files += 1;
    const auto realm = api::realm_of_file(file);  // where `serve` takes it to count
    auto read =
        language::read_openapi(file, text, realm ? std::vector<api::Realm>{*realm} : api::all_realms());
    if (!read.specification && !language::other_api(file, text).empty()) {  // it is right, for another use
      for (base::Diagnostic& each : read.mistakes) each.severity = base::Severity::Note;
      read.notes = std::move(read.mistakes);
      read.mistakes.clear();
    }
    add_all(read.mistakes);
    suite_.notes.insert(suite_.notes.end(), read.notes.begin(), read.notes.end());
    return std::move(read.specification);
  }

  void load_path(const std::string& path) {
    const auto found = files_.below(path, {".yaml", ".yml", ".json"});
    const bool is_file = found && *found == std::vector<std::string>{path};
    if (is_file) return load_file(path, Found::Named);
    if (!found) return add_missing(path, found.error().what);
    std::size_t scenarios = 0;
    for (const std::string& file : *found) {
      if (!file.ends_with(".yaml") && !is_known(file)) continue;
      const bool in_worlds = lies_in_worlds(path, file);
      const bool is_scenario = !in_worlds && fs::path(file).filename() != kSuiteFileName;
      if (!is_scenario && !options_.every_kind) continue;
      scenarios += 1;
      load_file(file, in_worlds ? Found::InWorlds : Found::InFolder);
    }
    if (scenarios == 0) add_nothing_below(path);
  }

  // Files in a folder that end in .yml and .json may be another program's: those are looked at whose keys say
  // what they are.
  bool is_known(const std::string& file) const {
    const auto text = files_.read(file);
    const FileKind kind = text ? language::kind_of_file(file, *text) : FileKind::Unknown;
    if (kind == FileKind::Unknown || kind == FileKind::Empty) return false;
    if (kind == FileKind::SuiteFile) return file.ends_with(".yml");
    return options_.every_kind || kind == FileKind::Scenario;
  }

  void add_nothing_below(const std::string& folder) {
    const bool any_kind = options_.every_kind;
    add({folder,
         {0, 0},
         1,
         fmt::format("there is {} below {}", any_kind ? "nothing to check" : "no scenario", folder),
         any_kind
             ? "in a folder the files that end in .yaml, .yml and .json are looked at; name others one by one"
             : "scenario files end in .yaml, .yml or .json and have `scenario:`"});
  }

  bool is_new(const std::string& file) {
    return seen_.insert(fs::path(file).lexically_normal().string()).second;
  }

  void load_file(const std::string& said, Found found) {
    if (!is_new(said)) return;
    const std::string file = fs::path(said).lexically_normal().string();  // as others name it
    const auto text = files_.read(file);
    if (!text) return add_missing(said, text.error().what);
    if (found == Found::Named && language::is_foreign(file, *text)) return refuse_foreign(file);
    const FileKind kind = language::kind_of_file(file, *text);
    if (kind == FileKind::OpenApi) {
      if (options_.every_kind) load_openapi(file, *text);
      if (!options_.every_kind && found == Found::Named) refuse(kind, file, {0, 0}, found);
      return;
    }
    if (options_.every_kind && is_at_its_place(kind, file, found)) return load_other(kind, file);
    if (is_passed_over(kind, file, found)) return;
    suite_.texts[file] = *text;
    suite_.files += 1;
    if (kind == FileKind::Unknown && file.ends_with(".json")) {
      if (auto mistake = base::json_mistake(file, *text)) return add(*std::move(mistake));
    }
    const base::DocumentRead read = base::read_document(file, *text);
    const base::Node& root = read.document.root;
    const bool is_no_map = kind == FileKind::Unknown && !root.is_map();
    if (kind == FileKind::Scenario || (is_no_map && !options_.every_kind)) return load_scenarios(read);
    add_all(read.mistakes);
    if (!root.incomplete)
      refuse(kind, file, kind == FileKind::Empty ? base::SourcePos{0, 0} : root.pos, found);
  }

  // By its name, or since the command line says so.
  bool is_the_suite_file(const std::string& file) const {
    return fs::path(file).filename() == kSuiteFileName ||
           file == fs::path(options_.suite_file).lexically_normal().string();
  }

  // A file of another kind than scenarios, where such files are.
  bool is_at_its_place(FileKind kind, const std::string& file, Found found) const {
    if (kind == FileKind::World) return true;
    if (kind == FileKind::SuiteFile) return found != Found::InFolder || is_the_suite_file(file);
    return kind == FileKind::Stubs;
  }

  // What is no scenario and need not be one.
  bool is_passed_over(FileKind kind, const std::string& file, Found found) {
    if (found == Found::InFolder)
      return kind == FileKind::World || kind == FileKind::Stubs ||
             (kind == FileKind::SuiteFile && is_the_suite_file(file));
    if (found != Found::InWorlds) return false;
    if (!options_.every_kind) return true;
    if (kind == FileKind::Empty) return false;
    note(file,
         kind == FileKind::Scenario ? "a scenario in a folder named `worlds` is not looked at"
                                    : "this file was passed over: it is no world",
         kind == FileKind::Scenario ? "put it beside that folder" : language::kinds_in_words());
    return true;
  }

  void note(const std::string& file, std::string message, std::string help) {
    suite_.notes.push_back({file, {0, 0}, 1, std::move(message), std::move(help), base::Severity::Note});
  }

  void load_scenarios(const base::DocumentRead& read) {
    const std::string& file = read.document.file;
    std::vector<base::Diagnostic> mistakes = read.mistakes;
    std::vector<Scenario> scenarios;
    const KnownSettings& suite_file = settings_for(file);
    if (auto parsed = parse_scenarios(read.document, suite_file.settings, worlds_)) {
      scenarios = *std::move(parsed);
    } else {
      mistakes = base::with_found(std::move(mistakes), parsed.error());
    }
    if (!read.mistakes.empty() || !suite_file.is_right) scenarios.clear();
    add_all(mistakes);
    for (Scenario& scenario : scenarios) suite_.scenarios.push_back(std::move(scenario));
  }

  void load_other(FileKind kind, const std::string& file) {
    suite_.other_files += 1;
    if (kind == FileKind::World) add_all(worlds_.load(file).diagnostics);
    if (kind == FileKind::Stubs) add_all(worlds_.load_stubs(file).mistakes);
    if (kind != FileKind::SuiteFile) return;
    settings_of(file);
    if (!is_the_suite_file(file))
      note(file, fmt::format("a suite file of another name than {} counts only by `--suite`", kSuiteFileName),
           "say `--suite FILE`, or give it that name");
  }

  void refuse_foreign(const std::string& file) {
    add({file,
         {0, 0},
         1,
         "this file is not read: its name does not end in .yaml, .yml or .json, and it begins with no key "
         "that espf knows",
         options_.every_kind ? language::kinds_in_words() : "name the scenarios, or their folder"});
  }

  void refuse(FileKind kind, const std::string& file, base::SourcePos pos, Found found) {
    std::string message = options_.every_kind ? "what kind of file this is cannot be told from its keys"
                                              : "this is no scenario: it has no `scenario:`";
    std::string help = options_.every_kind ? language::kinds_in_words() : "begin with `scenario: TITLE`";
    if (kind == FileKind::Empty) {
      message = "this file is empty";
    } else if (kind == FileKind::SuiteFile) {
      message = "this is a suite file, not a scenario";
      help = found == Found::Named ? "name the scenarios, or their folder; `--suite` names a suite file"
                                   : fmt::format("name it {}, or say `--suite FILE`", kSuiteFileName);
    } else if (kind == FileKind::World) {
      message = "this is a world, not a scenario";
      help = "name the scenarios that play in it";
    } else if (kind == FileKind::Stubs) {
      message = "this is a file of stubs, not a scenario";
      help = "name the scenarios; `stubs: FILE` in one, or in a suite file, names it";
    } else if (kind == FileKind::OpenApi) {
      message = "this is an OpenAPI document, not a scenario";
      help = "name the scenarios; `espf serve --openapi FILE` takes a document";
    }
    add({file, pos, 1, std::move(message), std::move(help)});
  }

  struct KnownSettings {
    SuiteSettings settings;
    bool is_right = true;  // else its mistakes are shown
    base::Node ports = {};
  };

  // The settings of the suite that the scenario belongs to.
  const KnownSettings& settings_for(const std::string& file) {
    return settings_of(options_.suite_file.empty() ? nearest_suite_file(file) : options_.suite_file);
  }

  const KnownSettings& settings_of(const std::string& suite_file) {
    const auto known = settings_.find(suite_file);
    if (known != settings_.end()) return known->second;
    return settings_.emplace(suite_file, read_settings(suite_file)).first->second;
  }

  KnownSettings read_settings(const std::string& file) {
    if (file.empty()) return {};
    const auto text = files_.read(file);
    if (!text) {
      add_missing(file, text.error().what);
      SuiteSettings none;
      const std::vector<std::string> all = suite_file_keys();
      none.broken = {all.begin(), all.end()};
      return {std::move(none), false};
    }
    suite_.texts[file] = *text;
    SuiteSettingsRead read = read_suite_settings(file, *text, worlds_);
    look_at_world(read);
    add_all(read.mistakes);
    return {std::move(read.settings), read.mistakes.empty(), std::move(read.ports)};
  }

  // Of the systems of any world that is played in.
  void look_at_ports() {
    std::vector<const World*> worlds;
    for (const Scenario& scenario : suite_.scenarios) worlds.push_back(scenario.world.get());
    for (const auto& [file, known] : settings_) {
      if (!known.settings.world_file.empty())
        worlds.push_back(worlds_.load(known.settings.world_file).world.get());
    }
    std::erase(worlds, nullptr);
    for (const auto& [file, known] : settings_) {
      base::Findings findings(file);
      if (!worlds.empty()) language::check_systems_of_ports(known.ports, worlds, findings);
      add_all(findings.all());
    }
  }

  // Though no scenario may play in it.
  void look_at_world(SuiteSettingsRead& suite) {
    SuiteSettings& settings = suite.settings;
    if (settings.world_file.empty()) return;
    const WorldLoader::Loaded& loaded = worlds_.load(settings.world_file);
    std::vector<base::Diagnostic> mistakes = loaded.diagnostics;
    if (!loaded.missing.empty()) {
      mistakes.push_back({settings.file, suite.world.pos, suite.world.width, loaded.missing,
                          worlds_.help_for_missing(settings.file, suite.world.text)});
    }
    if (!mistakes.empty()) settings.broken.insert("world");
    suite.mistakes.insert(suite.mistakes.end(), mistakes.begin(), mistakes.end());
  }

  bool is_there(const fs::path& path) const {
    const auto text = files_.read(path.string());
    return text || text.error().kind != base::ErrorKind::NotFound;
  }

  // "" where there is none.
  std::string nearest_suite_file(const std::string& file) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    fs::path folder = (here / file).lexically_normal().parent_path();
    const fs::path start = folder;
    if (const auto known = nearest_.find(start.string()); known != nearest_.end()) return known->second;
    std::string& found = nearest_[start.string()];
    for (int n = 0; n < kFoldersMax; ++n) {
      const fs::path candidate = folder / kSuiteFileName;
      if (is_there(candidate)) {
        found =
            fs::path(file).is_absolute() ? candidate.string() : candidate.lexically_proximate(here).string();
        return found;
      }
      const bool is_top =
          files_.read((folder / ".git" / "HEAD").string()) || files_.read((folder / ".git").string());
      if (is_top || !folder.has_relative_path()) break;
      folder = folder.parent_path();
    }
    return found;
  }

  const SuiteOptions& options_;
  const SuiteFiles& files_;
  WorldLoader worlds_;
  Suite suite_;
  std::set<std::string> seen_;
  std::map<std::string, KnownSettings> settings_;
  std::map<std::string, std::string> nearest_;
};

std::string rendered(const std::vector<base::Diagnostic>& all,
                     const std::map<std::string, std::string>& texts) {
  std::string text;
  for (const base::Diagnostic& each : all) {
    const auto source = texts.find(each.file);
    text += base::render(each, source == texts.end() ? "" : source->second);
  }
  return text;
}

// "2 errors in 1 file"; "" for none.
std::string counted_errors(const Suite& suite) {
  std::set<std::string> files;
  for (const base::Diagnostic& each : suite.diagnostics) files.insert(each.file);
  if (files.empty()) return "";
  return fmt::format("{} in {}\n", base::counted(suite.diagnostics.size(), "error"),
                     base::counted(files.size(), "file"));
}

}  // namespace

Suite load_suite(const SuiteOptions& options, const SuiteFiles& files) {
  return SuiteLoader(options, files).load();
}

std::string render_notes(const Suite& suite) { return rendered(suite.notes, suite.texts); }

std::string render_diagnostics(const Suite& suite) {
  return rendered(suite.diagnostics, suite.texts) + counted_errors(suite);
}

std::string render_all(const Suite& suite) {
  return rendered(told_together(suite.notes, suite.diagnostics), suite.texts) + counted_errors(suite);
}

}  // namespace sim
