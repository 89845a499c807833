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

base::HttpResponse no_such_document(const std::string& file, const std::vector<ServedDocument>& all) {
  std::string files;
  for (const ServedDocument& document : all) files += (files.empty() ? "" : ", ") + document.file;
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

std::vector<ServedDocument> served_documents(Realm realm, const std::vector<Specification>* theirs) {
  const auto counts = [realm](const std::vector<Realm>& realms) {
    return std::find(realms.begin(), realms.end(), realm) != realms.end();
  };
  std::vector<ServedDocument> all;
  for (const ApiDocument& one : api_documents()) {
    if (counts(one.served_in))
      all.push_back({std::string(one.name), std::string(one.file), std::string(one.title), &one, nullptr});
  }
  for (std::size_t n = 0; theirs != nullptr && n < theirs->size(); ++n) {
    const Specification& one = (*theirs)[n];
    if (!counts(one.realms())) continue;
    const std::string name = "openapi-" + std::to_string(n + 1);
    const std::string file = one.file().substr(one.file().rfind('/') + 1);  // npos + 1 is 0
    all.push_back({name, name + ".json", "Your " + file, nullptr, &one});
  }
  return all;
}

std::optional<base::HttpResponse> document_response(const base::HttpRequest& request, Realm realm,
                                                    const std::vector<Specification>* theirs) {
  const std::string_view path = base::split_target(request.target).first;
  if (path.substr(0, kFolder.size()) != kFolder) return std::nullopt;
  const std::string file(path.substr(kFolder.size()));
  const auto all = served_documents(realm, theirs);
  for (const ServedDocument& document : all) {
    if (document.file != file) continue;
    if (request.method == "GET") {
      const std::string origin = origin_of(request);
      return base::json_response(200, document.ours != nullptr ? document_at(*document.ours, origin)
                                                               : document.theirs->text_at(origin));
    }
    base::HttpResponse response = error_response(405, "a document answers GET alone");
    response.headers.add("Allow", "GET");
    return response;
  }
  return no_such_document(file, all);
}

}  // namespace sim::api
