#include "simulator/api/documents.h"

#include <algorithm>
#include <cctype>

#include "base/json.h"
#include "base/uri.h"
#include "simulator/api/espf_api.h"

namespace sim::api {
namespace {

constexpr std::string_view kFolder = "/doc/api/";

// The origin that a client used, by its Host; "" where that is no plain name with a port: it goes into the
// document.
std::string origin_of(const base::HttpRequest& request) {
  const std::string* host = request.headers.find("Host");
  if (host == nullptr || host->empty() || host->size() > 255) return "";
  const bool is_plain = std::all_of(host->begin(), host->end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
  return is_plain ? (request.over_tls ? "https://" : "http://") + *host : "";
}

bool is_served_in(const ApiDocument& document, Realm realm) {
  return std::find(document.served_in.begin(), document.served_in.end(), realm) != document.served_in.end();
}

base::HttpResponse no_such_document(const std::string& file, Realm realm) {
  std::string files;
  for (const ApiDocument& document : api_documents()) {
    if (is_served_in(document, realm)) files += (files.empty() ? "" : ", ") + std::string(document.file);
  }
  return error_response(404, "there is no /doc/api/" + file + " on this port, which has " + files);
}

}  // namespace

const ApiDocument* find_document(std::string_view name) {
  const auto& all = api_documents();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const ApiDocument& document) { return document.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string document_at(const ApiDocument& document, const std::string& origin) {
  std::string text(document.json);
  if (origin.empty() || document.server.empty()) return text;
  const std::string url = R"({"url": ")";
  const std::size_t at = text.find(url + std::string(document.server) + R"("})");
  if (at != std::string::npos) text.insert(at + url.size(), origin);
  return text;
}

std::optional<base::HttpResponse> document_response(const base::HttpRequest& request, Realm realm) {
  const std::string_view path = base::split_target(request.target).first;
  if (path.substr(0, kFolder.size()) != kFolder) return std::nullopt;
  const std::string file(path.substr(kFolder.size()));
  for (const ApiDocument& document : api_documents()) {
    if (document.file != file || !is_served_in(document, realm)) continue;
    if (request.method == "GET") return base::json_response(200, document_at(document, origin_of(request)));
    base::HttpResponse response = error_response(405, "a document answers GET alone");
    response.headers.add("Allow", "GET");
    return response;
  }
  return no_such_document(file, realm);
}

}  // namespace sim::api
