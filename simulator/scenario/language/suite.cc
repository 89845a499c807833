#include "simulator/scenario/language/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <tuple>

#include "simulator/api/specification/specification.h"
#include "simulator/scenario/language/file_meant.h"
#include "simulator/scenario/language/parse.h"

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

enum class FileKind { Scenario, World, Stubs, SuiteFile, OpenApi, Unknown };
enum class Found { Named, InFolder, InWorlds };  // in a folder named `worlds`

// By its text, since a document of real size takes long to read as YAML.
bool is_openapi(const std::string& text) {
  const auto has_key = [&](const std::string& key) {
    return text.starts_with(key + ":") || text.find("\n" + key + ":") != std::string::npos ||
           text.find("\"" + key + "\"") != std::string::npos;
  };
  return has_key("openapi") || has_key("swagger");
}

FileKind kind_of(const base::Document& document) {
  const base::Node& root = document.root;
  if (root.incomplete && !root.is_map()) return FileKind::Unknown;
  if (!root.is_map() || root.find("scenario") != nullptr || root.find("steps") != nullptr)
    return FileKind::Scenario;
  if (fs::path(document.file).filename() == kSuiteFileName) return FileKind::SuiteFile;
  if (root.find("accounts") != nullptr || root.find("customers") != nullptr) return FileKind::World;
  if (root.members.size() == 1 && root.find("stubs") != nullptr) return FileKind::Stubs;
  const bool slipped = std::any_of(root.members.begin(), root.members.end(), [](const auto& member) {
    return !base::nearest(member.key, {"scenario", "steps"}).empty();
  });
  return slipped && !root.incomplete ? FileKind::Scenario : FileKind::Unknown;
}

// Those of `file` first, by their place.
void put_in_order(std::vector<base::Diagnostic>& mistakes, const std::string& file) {
  const auto key = [&](const base::Diagnostic& each) {
    const bool elsewhere = each.file != file;
    return std::tuple(elsewhere, elsewhere ? 0 : each.pos.line, elsewhere ? 0 : each.pos.column);
  };
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

class SuiteLoader {
 public:
  SuiteLoader(const SuiteOptions& options, const SuiteFiles& files)
      : options_(options), files_(files), worlds_(files.read, options.documents) {}

  Suite load() {
    if (options_.every_kind) load_named_openapi();
    for (const std::string& path : options_.paths) load_path(path);
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
      if (!text || !is_openapi(*text) || !is_new(path)) continue;
      if (auto read = load_openapi(path, *text)) documents.push_back(*std::move(read));
    }
    worlds_ = WorldLoader(files_.read,
                          std::make_shared<const std::vector<api::Specification>>(std::move(documents)));
  }
  std::optional<api::Specification> load_openapi(const std::string& file, const std::string& text) {
    suite_.texts[file] = text;
    suite_.other_files += 1;
    auto read = api::read_specification(file, text, api::all_realms());
    add_all(read.mistakes);
    suite_.notes.insert(suite_.notes.end(), read.notes.begin(), read.notes.end());
    return std::move(read.specification);
  }

  void load_path(const std::string& path) {
    const auto found = files_.below(path, ".yaml");
    const bool is_file = found && *found == std::vector<std::string>{path};
    if (is_file) return load_file(path, Found::Named);
    if (!found) return add_missing(path, found.error().what);
    std::size_t scenarios = 0;
    for (const std::string& file : *found) {
      const bool in_worlds = lies_in_worlds(path, file);
      const bool is_scenario = !in_worlds && fs::path(file).filename() != kSuiteFileName;
      if (!is_scenario && !options_.every_kind) continue;
      scenarios += 1;
      load_file(file, in_worlds ? Found::InWorlds : Found::InFolder);
    }
    if (scenarios == 0)
      add({path,
           {0, 0},
           1,
           fmt::format("there is no scenario below {}", path),
           "scenario files end in .yaml"});
  }

  bool is_new(const std::string& file) {
    return seen_.insert(fs::path(file).lexically_normal().string()).second;
  }

  void load_file(const std::string& said, Found found) {
    if (!is_new(said)) return;
    const std::string file = fs::path(said).lexically_normal().string();  // as others name it
    const auto text = files_.read(file);
    if (!text) return add_missing(said, text.error().what);
    if (is_openapi(*text)) {
      if (options_.every_kind) load_openapi(file, *text);
      if (!options_.every_kind && found == Found::Named) refuse(FileKind::OpenApi, file, {0, 0}, found);
      return;
    }
    const base::DocumentRead read = base::read_document(file, *text);
    const FileKind kind = kind_of(read.document);
    const bool is_other = kind == FileKind::Stubs || kind == FileKind::SuiteFile ||
                          (kind == FileKind::World && found != Found::InFolder);
    if (is_other && options_.every_kind) return load_other(kind, file);
    if (found == Found::InWorlds || (kind == FileKind::Stubs && found == Found::InFolder)) return;
    suite_.texts[file] = *text;
    suite_.files += 1;
    if (kind == FileKind::Scenario) return load_scenarios(read);
    add_all(read.mistakes);
    if (!read.document.root.incomplete) refuse(kind, file, read.document.root.pos, found);
  }

  void load_scenarios(const base::DocumentRead& read) {
    const std::string& file = read.document.file;
    std::vector<base::Diagnostic> mistakes = read.mistakes;
    std::vector<Scenario> scenarios;
    const SuiteSettings* settings = settings_for(file);
    if (settings != nullptr) {  // else its mistakes are shown
      if (auto parsed = parse_scenarios(read.document, *settings, worlds_)) {
        scenarios = *std::move(parsed);
      } else {
        mistakes.insert(mistakes.end(), parsed.error().begin(), parsed.error().end());
      }
    }
    if (!read.mistakes.empty()) {
      scenarios.clear();
      put_in_order(mistakes, file);
    }
    add_all(mistakes);
    for (Scenario& scenario : scenarios) suite_.scenarios.push_back(std::move(scenario));
  }

  void load_other(FileKind kind, const std::string& file) {
    suite_.other_files += 1;
    if (kind == FileKind::World) add_all(worlds_.load(file).diagnostics);
    if (kind == FileKind::Stubs) add_all(worlds_.load_stubs(file).mistakes);
    if (kind == FileKind::SuiteFile) settings_of(file);
  }

  void refuse(FileKind kind, const std::string& file, base::SourcePos pos, Found found) {
    std::string message = "this is no scenario: it has no `scenario:`";
    std::string help = "begin with `scenario: TITLE`";
    if (kind == FileKind::SuiteFile) {
      message = "this is a suite file, not a scenario";
      help = "name the scenarios, or their folder; `--suite` names a suite file";
    } else if (kind == FileKind::World) {
      message = "this is a world, not a scenario";
      help = found == Found::Named ? "name the scenarios that play in it"
                                   : "put worlds in a folder named `worlds`";
    } else if (kind == FileKind::Stubs) {
      message = "this is a file of stubs, not a scenario";
      help = "name the scenarios; `stubs: FILE` in one, or in a suite file, names it";
    } else if (kind == FileKind::OpenApi) {
      message = "this is an OpenAPI document, not a scenario";
      help = "name the scenarios; `espf serve --openapi FILE` takes a document";
    }
    add({file, pos, 1, std::move(message), std::move(help)});
  }

  // The settings of the suite that the scenario belongs to; null where they have mistakes.
  const SuiteSettings* settings_for(const std::string& file) {
    return settings_of(options_.suite_file.empty() ? nearest_suite_file(file) : options_.suite_file);
  }

  const SuiteSettings* settings_of(const std::string& suite_file) {
    const auto known = settings_.find(suite_file);
    if (known != settings_.end()) return known->second ? &*known->second : nullptr;
    auto& settings = settings_[suite_file];
    settings = read_settings(suite_file);
    return settings ? &*settings : nullptr;
  }

  std::optional<SuiteSettings> read_settings(const std::string& file) {
    if (file.empty()) return SuiteSettings{};
    const auto text = files_.read(file);
    if (!text) {
      add_missing(file, text.error().what);
      return std::nullopt;
    }
    suite_.texts[file] = *text;
    const auto settings = read_suite_settings(file, *text, worlds_);
    if (settings) return *settings;
    for (const base::Diagnostic& each : settings.error()) add(each);
    return std::nullopt;
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
  std::map<std::string, std::optional<SuiteSettings>> settings_;
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

}  // namespace

Suite load_suite(const SuiteOptions& options, const SuiteFiles& files) {
  return SuiteLoader(options, files).load();
}

std::string render_notes(const Suite& suite) { return rendered(suite.notes, suite.texts); }

std::string render_diagnostics(const Suite& suite) {
  std::string text = rendered(suite.diagnostics, suite.texts);
  std::set<std::string> files;
  for (const base::Diagnostic& each : suite.diagnostics) files.insert(each.file);
  if (suite.diagnostics.empty()) return text;
  return text + fmt::format("{} in {}\n", base::counted(suite.diagnostics.size(), "error"),
                            base::counted(files.size(), "file"));
}

}  // namespace sim
