#include "simulator/scenario/language/file_meant.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/diagnostic.h"

namespace sim::language {
namespace {

namespace fs = std::filesystem;

constexpr int kFoldersUp = 3;
constexpr std::size_t kNamesMax = 1'000;
constexpr std::size_t kShortestStem = 3;  // shorter names are near to each other without meaning anything

std::string with_other_ending(const std::string& said) {
  const fs::path path(said);
  if (path.extension() == ".yml") return fs::path(path).replace_extension(".yaml").string();
  if (path.extension() == ".yaml") return fs::path(path).replace_extension(".yml").string();
  return said + ".yaml";
}

// The file of `names` whose name without its ending is nearly that of `name`, or that differs in the ending
// alone; "" for none.
std::string nearest_file(const std::string& name, const std::vector<std::string>& names) {
  const fs::path said(name);
  std::vector<std::string> stems, same_stem;
  for (const std::string& each : names) {
    const fs::path path(each);
    if (path.extension() == said.extension()) stems.push_back(path.stem().string());
    if (path.stem() == said.stem()) same_stem.push_back(each);
  }
  if (said.extension().empty() && !same_stem.empty()) return same_stem.front();
  if (std::string other_ending = base::nearest(name, same_stem); !other_ending.empty()) return other_ending;
  if (said.stem().string().size() < kShortestStem) return "";
  const std::string stem = base::nearest(said.stem().string(), stems);
  return stem.empty() ? "" : stem + said.extension().string();
}

}  // namespace

std::string file_meant(const base::FileReader& read, const std::string& from, const std::string& said) {
  if (said.empty()) return "";
  const auto is_there = [&](const std::string& path) {
    return read(base::path_beside(from, path)).has_value();
  };
  const std::string name = fs::path(said).filename().string();
  for (const std::string& each : {said, name}) {
    if (fs::path(each).is_absolute()) continue;
    std::string up;
    const int folders_up = from.empty() ? 0 : kFoldersUp;  // a command line is said where its files are
    for (int n = 0; n <= folders_up; ++n, up += "../") {
      for (const char* folder : {"", "worlds/", "fixtures/worlds/"}) {
        for (const std::string& path : {up + folder + each, up + folder + with_other_ending(each)}) {
          std::string plain = fs::path(path).lexically_normal().string();
          if (plain != fs::path(said).lexically_normal() && is_there(plain)) return plain;
        }
      }
    }
  }
  const fs::path folder = fs::path(said).parent_path();
  const fs::path looked_at = fs::path(base::path_beside(from, said)).parent_path();
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator at(looked_at.empty() ? "." : looked_at, error), end; !error && at != end;
       at.increment(error)) {
    if (names.size() >= kNamesMax) break;
    names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const std::string meant = nearest_file(name, names);
  if (meant.empty()) return "";
  const std::string path = (folder / meant).string();
  return is_there(path) ? path : "";
}

std::string why_not_read(const base::FileReader& read, const std::string& said, const std::string& why) {
  const std::string meant = file_meant(read, "", said);
  return meant.empty() ? why : why + ": did you mean `" + meant + "`?";
}

}  // namespace sim::language
