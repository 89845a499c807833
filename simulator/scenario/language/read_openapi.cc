#include "simulator/scenario/language/read_openapi.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/document.h"
#include "simulator/scenario/language/file_kind.h"

namespace sim::language {
namespace {

bool any_server_ends(const base::Node& root, std::string_view path) {
  const base::Node* servers = root.find("servers");
  if (servers == nullptr) return false;
  return std::any_of(servers->items.begin(), servers->items.end(), [&](const base::Node& server) {
    const base::Node* url = server.find("url");
    return url != nullptr && (url->text.ends_with(path) || url->text.ends_with(std::string(path) + "/"));
  });
}

bool all_paths_begin(const base::Node* paths, std::string_view beginning) {
  return paths != nullptr && !paths->members.empty() &&
         std::all_of(paths->members.begin(), paths->members.end(),
                     [&](const base::Member& path) { return path.key.starts_with(beginning); });
}

std::string described_by(const base::Node& root) {
  const base::Node* paths = root.find("paths");
  const bool has_paths = paths != nullptr && !paths->members.empty();
  if (!has_paths) return root.find("webhooks") == nullptr ? "" : "webhooks, which are sent and not called";
  const auto is_below = [&](const std::string& path) {
    return any_server_ends(root, path) || all_paths_begin(paths, path + "/");
  };
  if (is_below("/api/v2")) return "API 2.0";
  return is_below("/espf/v1") ? "the ESPF API" : "";
}

}  // namespace

std::string other_api(const std::string& file, const std::string& text) {
  const base::DocumentRead read = base::read_document(file, text);
  return read.mistakes.empty() ? described_by(read.document.root) : "";
}

api::SpecificationRead read_openapi(const std::string& file, const std::string& text,
                                    std::vector<api::Realm> realms) {
  api::SpecificationRead read = api::read_specification(file, text, std::move(realms));
  if (read.specification) return read;
  const base::SourcePos begin = read.mistakes.front().pos;
  if (auto other = other_kind(file, text, FileKind::OpenApi, begin)) {
    read.notes.clear();
    read.mistakes = {*std::move(other)};
  } else if (const std::string api = other_api(file, text); !api.empty()) {
    read.notes.clear();
    read.mistakes = {{file, begin, 1, fmt::format("this document describes {}, and no method of /rest", api),
                      "`--openapi` takes what a realm serves: /doc/api/AdminInterface.json or the like"}};
  }
  return read;
}

}  // namespace sim::language
