#include "simulator/api/web/route.h"

#include <algorithm>

#include "base/uri.h"

namespace sim::api::web {
namespace {

using Kind = Route::Kind;

constexpr std::string_view kAssets = "/assets/";
constexpr std::string_view kDocumentation = "/doc/api";

struct Row {
  std::string_view path;
  Kind get;
  Kind post;  // None: not with POST
};

// A page that only takes a form leads back to the front page when its address is opened.
constexpr Row kPages[] = {
    {"/", Kind::Home, Kind::None},
    {"/sign-in", Kind::Moved, Kind::SignIn},
    {"/sign-out", Kind::Moved, Kind::SignOut},
    {"/doc/api", Kind::Documentation, Kind::None},
    {"/session", Kind::Who, Kind::None},
};

bool begins_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

bool is_read(const base::HttpRequest& request) { return request.method == "GET" || request.method == "HEAD"; }

// Of page `path`, behind which the request wrote slashes.
Route moved_to(std::string_view path, std::string_view query) {
  return {Kind::Moved, std::string(path) + (query.empty() ? "" : "?" + std::string(query))};
}

Route page_route(const Row& row, const base::HttpRequest& request) {
  if (is_read(request)) return {row.get, row.get == Kind::Moved ? "/" : ""};
  if (request.method == "POST" && row.post != Kind::None) return {row.post, ""};
  if (row.path == "/") return {};  // a program that has a wrong base URL
  return {Kind::NotAllowed, row.post == Kind::None ? "GET, HEAD" : "GET, HEAD, POST"};
}

// Every browser names XHTML when it opens a page; text/html alone is what Java's URLConnection names, too.
bool is_browser(const base::HttpRequest& request) {
  const std::string* accept = request.headers.find("Accept");
  return accept != nullptr && accept->find("application/xhtml+xml") != std::string::npos;
}

}  // namespace

Route route_of(const base::HttpRequest& request) {
  const auto [path, query] = base::split_target(request.target);
  for (const Row& row : kPages) {
    if (path == row.path) return page_route(row, request);
    const std::size_t length = row.path.size();
    const bool has_slashes = length > 1 && begins_with(path, row.path) && path.size() > length &&
                             path.find_first_not_of('/', length) == std::string_view::npos;
    if (has_slashes && is_read(request)) return moved_to(row.path, query);
  }
  if (begins_with(path, "/doc/api/")) return {Kind::Document, ""};
  if (path == "/doc" || path == "/doc/") return moved_to(kDocumentation, query);
  if (path == "/favicon.ico") return {is_read(request) ? Kind::Asset : Kind::NotAllowed, "favicon.svg"};
  if (begins_with(path, kAssets)) {
    if (is_read(request)) return {Kind::Asset, std::string(path.substr(kAssets.size()))};
    return {Kind::NotAllowed, "GET, HEAD"};
  }
  if (is_read(request) && is_browser(request)) return {Kind::Missing, ""};
  return {};
}

std::string safe_place(std::string_view wanted) {
  const std::string_view rest = wanted.substr(std::min(wanted.size(), kDocumentation.size()));
  const bool is_documentation = begins_with(wanted, kDocumentation) && (rest.empty() || rest.front() == '?');
  const bool is_plain = std::all_of(wanted.begin(), wanted.end(),
                                    [](char c) { return c > ' ' && c < 0x7f && c != '\\' && c != '"'; });
  return is_documentation && is_plain ? std::string(wanted) : "/";
}

bool is_from_own_page(const base::HttpRequest& request) {
  const std::string* origin = request.headers.find("Origin");
  return origin == nullptr || *origin == origin_of(request);
}

std::string origin_of(const base::HttpRequest& request) {
  const std::string* host = request.headers.find("Host");
  return (request.over_tls ? "https://" : "http://") +
         (host == nullptr ? "127.0.0.1:" + std::to_string(request.local_port) : *host);
}

}  // namespace sim::api::web
