#include "simulator/api/openapi/compose/sources.h"

#include <algorithm>
#include <utility>

#include "base/file.h"

namespace sim::openapi {

base::Result<std::map<std::string, std::string>> read_texts(const std::string& folder) {
  std::map<std::string, std::string> texts;
  const auto files = base::files_below(folder, {".yaml", ".json"});
  if (!files) return tl::unexpected(files.error());
  for (const std::string& file : *files) {
    auto text = base::read_file(file);
    if (!text) return tl::unexpected(text.error());
    texts[file.substr(folder.size() + 1)] = std::move(*text);
  }
  return texts;
}

Sources::Sources(const std::string& folder, const std::map<std::string, std::string>& texts)
    : texts_(texts), folder_(folder.empty() ? "" : folder + "/") {
  for (const auto& [path, text] : texts) {
    auto document = base::parse_document(folder_ + path, text);
    if (document) {
      files_.emplace(path, Source{std::move(*document), base::Findings(folder_ + path)});
    } else {
      unreadable_.insert(unreadable_.end(), document.error().begin(), document.error().end());
    }
  }
}

Source* Sources::find(const std::string& path) {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

std::vector<Source*> Sources::in(const std::string& folder) {
  std::vector<Source*> found;
  for (auto& [path, source] : files_) {
    if (path.compare(0, folder.size(), folder) == 0) found.push_back(&source);
  }
  return found;
}

bool Sources::has_mistakes() const {
  return !unreadable_.empty() || std::any_of(files_.begin(), files_.end(),
                                             [](const auto& file) { return !file.second.findings.empty(); });
}

std::string Sources::mistakes() const {
  std::string all;
  for (const base::Diagnostic& diagnostic : unreadable_) {
    const auto text = texts_.find(diagnostic.file.substr(folder_.size()));
    all += base::render(diagnostic, text == texts_.end() ? "" : text->second);
  }
  for (const auto& [path, source] : files_) {
    for (const base::Diagnostic& diagnostic : source.findings.all())
      all += base::render(diagnostic, source.document.text);
  }
  return all;
}

}  // namespace sim::openapi
