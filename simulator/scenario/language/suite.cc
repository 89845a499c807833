#include "simulator/scenario/language/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <tuple>

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
      : options_(options), files_(files), worlds_(files.read) {}

  Suite load() {
    for (const std::string& path : options_.paths) load_path(path);
    for (const auto& [path, text] : worlds_.texts()) suite_.texts[path] = text;
    suite_.notes = worlds_.notes();
    return std::move(suite_);
  }

 private:
  void add(base::Diagnostic diagnostic) {
    auto& all = suite_.diagnostics;
    if (std::find(all.begin(), all.end(), diagnostic) == all.end()) all.push_back(std::move(diagnostic));
  }

  void load_path(const std::string& path) {
    const auto found = files_.below(path, ".yaml");
    const bool is_file = found && *found == std::vector<std::string>{path};
    if (is_file) return load_file(path, /*named=*/true);
    if (!found) return add({path, {0, 0}, 1, found.error().what, ""});
    std::size_t scenarios = 0;
    for (const std::string& file : *found) {
      if (fs::path(file).filename() == kSuiteFileName || lies_in_worlds(path, file)) continue;
      scenarios += 1;
      load_file(file, /*named=*/false);
    }
    if (scenarios == 0)
      add({path,
           {0, 0},
           1,
           fmt::format("there is no scenario below {}", path),
           "scenario files end in .yaml"});
  }

  void load_file(const std::string& file, bool named) {
    if (!seen_.insert(fs::path(file).lexically_normal().string()).second) return;
    const auto text = files_.read(file);
    if (!text) return add({file, {0, 0}, 1, text.error().what, ""});
    const base::DocumentRead read = base::read_document(file, *text);
    suite_.texts[file] = *text;
    suite_.files += 1;
    std::vector<base::Diagnostic> mistakes = read.mistakes;
    std::vector<Scenario> scenarios;
    if (is_scenario(read.document, named)) {
      const SuiteSettings* settings = settings_for(file);
      if (settings != nullptr) {  // else its mistakes are shown
        if (auto parsed = parse_scenarios(read.document, *settings, worlds_)) {
          scenarios = *std::move(parsed);
        } else {
          mistakes.insert(mistakes.end(), parsed.error().begin(), parsed.error().end());
        }
      }
    }
    if (!read.mistakes.empty()) {
      scenarios.clear();
      put_in_order(mistakes, file);
    }
    for (const base::Diagnostic& each : mistakes) add(each);
    for (Scenario& scenario : scenarios) suite_.scenarios.push_back(std::move(scenario));
  }

  bool is_scenario(const base::Document& document, bool named) {
    const base::Node& root = document.root;
    if (root.incomplete && !root.is_map()) return false;
    if (!root.is_map() || root.find("scenario") != nullptr || root.find("steps") != nullptr) return true;
    if (root.incomplete) return false;
    const bool slipped = std::any_of(root.members.begin(), root.members.end(), [](const auto& member) {
      return !base::nearest(member.key, {"scenario", "steps"}).empty();
    });
    if (slipped) return true;
    std::string message = "this is no scenario: it has no `scenario:`";
    std::string help = "begin with `scenario: TITLE`";
    if (fs::path(document.file).filename() == kSuiteFileName) {
      message = "this is a suite file, not a scenario";
      help = "name the scenarios, or their folder; `--suite` names a suite file";
    } else if (root.find("accounts") != nullptr || root.find("customers") != nullptr) {
      message = "this is a world, not a scenario";
      help = named ? "name the scenarios that play in it" : "put worlds in a folder named `worlds`";
    }
    add({document.file, root.pos, 1, std::move(message), std::move(help)});
    return false;
  }

  // The settings of the suite that the scenario belongs to; null where they have mistakes.
  const SuiteSettings* settings_for(const std::string& file) {
    const std::string suite_file =
        options_.suite_file.empty() ? nearest_suite_file(file) : options_.suite_file;
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
      add({file, {0, 0}, 1, text.error().what, ""});
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
  const auto plural = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  return text +
         fmt::format("{} in {}\n", plural(suite.diagnostics.size(), "error"), plural(files.size(), "file"));
}

}  // namespace sim
