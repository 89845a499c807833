#include "simulator/scenario/language/file_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/diagnostic.h"
#include "base/source_text.h"
#include "simulator/billing/world_file.h"
#include "simulator/scenario/language/grammar.h"
#include "simulator/scenario/language/reading.h"
#include "simulator/scenario/language/suite_settings.h"

namespace sim::language {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr int kPointsOfAKey = 2;
constexpr int kPointsOfANearKey = 1;
constexpr int kPointsOfAName = 2;

struct TopKey {
  std::string name;
  std::string value;  // as written, so far as it stands in one line or outside of brackets
};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return "";
  text = text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
  const bool quoted =
      text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return std::string(quoted ? text.substr(1, text.size() - 2) : text);
}

std::string without_comment(std::string_view line) { return trimmed(line.substr(0, line.find(" #"))); }

std::vector<std::string> names_with(const Keys& keys, const Keys& more) {
  std::vector<std::string> all = names(keys);
  for (const Key& key : more) all.push_back(key.name);
  return all;
}

std::vector<std::string> required_of(const Keys& keys) {
  std::vector<std::string> all;
  for (const Key& key : keys) {
    if (key.required) all.push_back(key.name);
  }
  return all;
}

// Reads the keys at the top of a text, with or without brackets around it, as far as can be seen.
class TopKeys {
 public:
  explicit TopKeys(std::string_view text) : text_(text), source_(text) {}

  std::vector<TopKey> read() {
    const std::size_t begin = first_content();
    if (begin < text_.size() && text_[begin] == '{') {
      read_brackets(begin);
    } else {
      read_lines(begin);
    }
    return std::move(found_);
  }

  // The key that the content begins with; nothing where it begins with none.
  std::optional<TopKey> first() {
    const std::size_t begin = first_content();
    if (begin == text_.size()) return std::nullopt;
    return key_in(source_.rest_of_line(begin));
  }

  // Behind blanks, comments and the line `---`; the end where there is nothing else.
  std::size_t first_content() const {
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while ((at = std::min(text_.find_first_not_of(kBlanks, at), text_.size())) < text_.size()) {
      const std::string line = without_comment(source_.rest_of_line(at));
      if (text_[at] != '#' && line != "---" && line != "...") break;
      at = std::min(text_.find('\n', at), text_.size());
    }
    return at;
  }

 private:
  static std::optional<TopKey> key_in(std::string_view line) {
    const std::size_t colon = line.find(':');
    const bool is_key = colon != std::string_view::npos && colon > 0 &&
                        std::string_view("#-?[] \t").find(line.front()) == std::string_view::npos &&
                        (colon + 1 == line.size() || kBlanks.find(line[colon + 1]) != std::string_view::npos);
    if (!is_key) return std::nullopt;
    return TopKey{trimmed(line.substr(0, colon)), without_comment(line.substr(colon + 1))};
  }

  void read_lines(std::size_t at) {
    while (at < text_.size()) {
      if (auto key = key_in(source_.rest_of_line(at))) found_.push_back(*std::move(key));
      at = std::min(text_.find('\n', at), text_.size() - 1) + 1;
    }
  }

  void read_brackets(std::size_t begin) {
    int depth = 0;
    std::string written;
    bool is_value = false;
    const auto end_of_entry = [&] {
      if (is_value) found_.back().value = trimmed(written);
      written.clear();
      is_value = false;
    };
    for (std::size_t at = begin; at < text_.size(); ++at) {
      const char c = text_[at];
      if (begins_quoted(at)) {
        const std::size_t end = std::min(source_.end_of_quoted(at), text_.size());
        if (depth == 1) written += text_.substr(at, end - at);
        at = end - 1;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        if (--depth == 0) return end_of_entry();
      } else if (depth == 1 && c == ',') {
        end_of_entry();
      } else if (depth == 1 && c == ':' && !is_value) {
        found_.push_back({trimmed(written), ""});
        written.clear();
        is_value = true;
      } else if (depth == 1) {
        written += c;
      }
    }
    end_of_entry();
  }

  bool begins_quoted(std::size_t at) const {
    if (text_[at] != '"' && text_[at] != '\'') return false;
    return at == 0 || std::string_view(" \t\r\n{[,:").find(text_[at - 1]) != std::string_view::npos;
  }

  std::string_view text_;
  base::SourceText source_;
  std::vector<TopKey> found_;
};

bool names_a_file(const std::string& value) { return value.ends_with(".yaml") || value.ends_with(".yml"); }

// The key of the kind that `key` is, or nearly is; "" where it is none.
std::string key_meant(const KindOfFile& kind, const TopKey& key) {
  const bool is_there = std::find(kind.keys.begin(), kind.keys.end(), key.name) != kind.keys.end();
  std::string meant = is_there ? key.name : base::nearest(key.name, kind.keys);
  const bool is_wrong = meant == "world" && names_a_file(key.value) == (kind.kind == FileKind::World);
  if (is_wrong) meant.clear();
  return meant;
}

struct Points {
  int for_it = 0;
  int against_it = 0;
};

Points points_of(const KindOfFile& kind, const std::vector<TopKey>& keys, bool is_named_suite) {
  Points points;
  if (kind.kind == FileKind::SuiteFile && is_named_suite) points.for_it += kPointsOfAName;
  std::vector<std::string> missing = kind.required;
  for (const TopKey& key : keys) {
    const std::string meant = key_meant(kind, key);
    if (meant.empty()) continue;
    points.for_it += meant == key.name ? kPointsOfAKey : kPointsOfANearKey;
    std::erase(missing, meant);
  }
  points.against_it = static_cast<int>(missing.size());
  return points;
}

// Which option or key names a file of the kind.
std::string who_names(FileKind kind) {
  switch (kind) {
    case FileKind::Scenario:
      return "`espf run FILE` plays scenarios";
    case FileKind::Stubs:
      return "`--stubs FILE`, or `stubs: FILE`, names a file of stubs";
    case FileKind::World:
      return "`--world FILE`, or `world: FILE`, names a world";
    case FileKind::SuiteFile:
      return "`--suite FILE` names a suite file";
    case FileKind::OpenApi:
      return "`--openapi FILE` names a document";
    case FileKind::Empty:
    case FileKind::Unknown:
      break;
  }
  return "";
}

const KindOfFile* find_kind(FileKind kind) {
  const auto& all = kinds_of_files();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const KindOfFile& each) { return each.kind == kind; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<KindOfFile>& kinds_of_files() {
  static const std::vector<KindOfFile> all = {
      {FileKind::Scenario, "a scenario", names_with(scenario_keys(), settings_keys()),
       required_of(scenario_keys())},
      {FileKind::Stubs, "a file of stubs", {"stubs"}, {"stubs"}},
      {FileKind::World, "a world", world_keys(), {"customers"}},
      {FileKind::SuiteFile, "a suite file", suite_file_keys(), {}},
      {FileKind::OpenApi,
       "an OpenAPI document",
       {"openapi", "swagger", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components",
        "security", "tags", "externalDocs"},
       {"openapi", "info", "paths"}},
  };
  return all;
}

FileKind kind_of_file(const std::string& file, std::string_view text, FileKind wanted) {
  const bool is_named_suite = std::filesystem::path(file).filename() == kSuiteFileName;
  TopKeys reader(text);
  if (reader.first_content() == text.size()) return is_named_suite ? FileKind::SuiteFile : FileKind::Empty;
  const std::vector<TopKey> keys = reader.read();
  FileKind likeliest = FileKind::Unknown;
  int most = 0;
  for (const KindOfFile& kind : kinds_of_files()) {
    const Points points = points_of(kind, keys, is_named_suite);
    const int all = points.for_it - points.against_it;
    const bool is_more = all > most || (all == most && kind.kind == wanted);
    if (points.for_it == 0 || (likeliest != FileKind::Unknown && !is_more)) continue;
    likeliest = kind.kind;
    most = all;
  }
  return likeliest;
}

bool is_foreign(const std::string& file, std::string_view text) {
  const std::string ending = std::filesystem::path(file).extension();
  if (ending == ".yaml" || ending == ".yml" || ending == ".json") return false;
  TopKeys reader(text);
  const std::size_t begin = reader.first_content();
  if (begin == text.size() || text[begin] == '{') return false;
  const auto first = reader.first();
  const auto& kinds = kinds_of_files();
  return !first || std::none_of(kinds.begin(), kinds.end(),
                                [&](const KindOfFile& kind) { return !key_meant(kind, *first).empty(); });
}

std::optional<base::Diagnostic> other_kind(const std::string& file, std::string_view text, FileKind wanted,
                                           base::SourcePos at) {
  const FileKind kind = kind_of_file(file, text, wanted);
  const KindOfFile* is = find_kind(kind);
  const KindOfFile* should_be = find_kind(wanted);
  if (kind == wanted || is == nullptr || should_be == nullptr) return std::nullopt;
  return base::Diagnostic{file, at, 1, fmt::format("this is {}, not {}", is->name, should_be->name),
                          who_names(kind)};
}

std::string kinds_in_words() {
  std::string words;
  for (const KindOfFile& kind : kinds_of_files()) {
    if (kind.required.empty()) continue;
    words += fmt::format("{} has {}, ", kind.name, quoted_list(kind.required));
  }
  return words + fmt::format("a suite file is named {}", kSuiteFileName);
}

std::string file_kinds_part() {
  std::string rows;
  for (const KindOfFile& kind : kinds_of_files())
    rows += fmt::format("| {} | {} |\n", kind.name,
                        kind.required.empty() ? fmt::format("none; it is named `{}`", kSuiteFileName)
                                              : quoted_list(kind.required));
  return "## What a file is\n\n"
         "`espf check FILE…|FOLDER` and `espf run` tell by the keys at a file's top what it is. Each key "
         "counts "
         "two for every kind of file that has it, and one for those that have a key of nearly that name; "
         "each "
         "key that a kind needs and that is not there takes one off; the name `espf.yaml` counts two for the "
         "suite file. `world:` with the name of a file is that of a scenario or a suite file, with a title "
         "that "
         "of a world. The kind with the most is it; of two that have as much, the upper here:\n\n"
         "| | needs |\n|---|---|\n" +
         rows +
         "\nSo a key too much, or a misspelt one, is told as a mistake of what the file is, and a file that "
         "cannot be "
         "read as what a key or an option names it for (`world:`, `--stubs` …) is told as what it is. An "
         "empty file is "
         "none of them, but for `espf.yaml`. `check` looks at all of them, and `run` at scenarios: in a "
         "folder it "
         "passes over worlds, files of stubs, OpenAPI documents and what lies in a folder named `worlds`, "
         "where "
         "worlds "
         "belong. In a folder every `*.yaml` is looked at, and those `*.yml` and `*.json` whose keys say "
         "what they "
         "are. A file that is named, and "
         "whose name ends in none of `.yaml`, `.yml` and `.json`, must begin with such a key.\n\n";
}

}  // namespace sim::language
