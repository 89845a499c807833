#include "simulator/api/web/asset.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "base/crypto.h"

namespace sim::api::web {
namespace {

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

// "" for what is no asset: a template.
std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "";
}

const base::EmbeddedFile* find(std::string_view name) {
  const auto& files = embedded_files();
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

// Takes what stands before the next comma, without blanks around it.
std::string_view take_item(std::string_view& list) {
  std::string_view item = list.substr(0, list.find(','));
  list.remove_prefix(std::min(list.size(), item.size() + 1));
  const std::size_t from = std::min(item.size(), item.find_first_not_of(" \t"));
  item.remove_prefix(from);
  return item.substr(0, item.find_last_not_of(" \t") + 1);
}

// Whether "gzip;q=0.0" and the like forbid it.
bool is_forbidden(std::string_view item) {
  const std::size_t weight = item.find("q=");
  return weight != std::string_view::npos &&
         item.find_first_not_of("0. \t", weight + 2) == std::string_view::npos;
}

base::HttpResponse words(int status, const std::string& what) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, what + "\n"};
}

}  // namespace

std::string_view embedded_text(std::string_view name) {
  const base::EmbeddedFile* file = find(name);
  assert(file != nullptr && !file->is_gzip);
  return file->bytes;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view tag = take_item(if_none_match);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    const std::string_view item = take_item(accept_encoding);
    const std::string_view coding = item.substr(0, item.find_first_of("; \t"));
    if (coding == "gzip" || coding == "x-gzip") return !is_forbidden(item);
    if (coding == "*") any = !is_forbidden(item);
  }
  return any;
}

base::HttpResponse asset_response(std::string_view name, const base::HttpRequest& request) {
  const base::EmbeddedFile* file = find(name);
  const std::string_view type = type_of(name);
  if (file == nullptr || type.empty()) return words(404, "there is no such file");
  const std::string* accepted = request.headers.find("Accept-Encoding");
  if (file->is_gzip && accepted != nullptr && !accepts_gzip(*accepted)) {
    return words(406, "this file is kept compressed: ask with Accept-Encoding: gzip");
  }
  base::HttpResponse response{200, {{"Content-Type", std::string(type)}}, std::string(file->bytes)};
  response.headers.add("X-Content-Type-Options", "nosniff");
  if (file->is_gzip) {
    response.headers.add("Content-Encoding", "gzip");
    response.headers.add("Vary", "Accept-Encoding");
  }
  keep_until_changed(request, response);
  return response;
}

void keep_until_changed(const base::HttpRequest& request, base::HttpResponse& response) {
  const std::string etag = '"' + base::sha256_hex(response.body).substr(0, 32) + '"';
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", "no-cache");
  const std::string* known = request.headers.find("If-None-Match");
  if (known == nullptr || !names_etag(*known, etag)) return;
  response.status = 304;
  response.body.clear();
  response.headers.remove("Content-Type");
  response.headers.remove("Content-Encoding");
}

}  // namespace sim::api::web
