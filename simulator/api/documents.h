// The API's own description: OpenAPI documents that the build makes of simulator/api/openapi/ and puts into
// the program. Their bytes are not looked at before somebody asks for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http.h"
#include "simulator/api/options.h"

namespace sim::api {

struct ApiDocument {
  std::string_view name;         // "admin", "espf", "webhooks": for `espf openapi`
  std::string_view file;         // "AdminInterface.json": below /doc/api/
  std::string_view title;        // for people
  std::string_view server;       // "/rest": where its paths begin; "" where it has none
  std::vector<Realm> served_in;  // on whose ports
  std::string_view json;         // with a line break at its end
};

// In the order in which they are listed for people.
const std::vector<ApiDocument>& api_documents();
// Null where there is none of that name.
const ApiDocument* find_document(std::string_view name);

// The document as it stands at `origin` ("http://127.0.0.1:8080"): its `servers` begin there. Without an
// origin they are relative to wherever the document came from.
std::string document_at(const ApiDocument& document, const std::string& origin = "");

// A document that a port serves below /doc/api/: one of ours, or one of the user's own PortaBilling.
struct ServedDocument {
  std::string name;   // "admin", "openapi-1": in the address of the page that shows it
  std::string file;   // "AdminInterface.json", "openapi-1.json"
  std::string title;  // for people
  const ApiDocument* ours = nullptr;
  const Specification* theirs = nullptr;
};

// On the ports of `realm`: ours, the realm's own first, then those of `theirs` that count there. Null: none.
std::vector<ServedDocument> served_documents(Realm realm, const std::vector<Specification>* theirs);

// What GET /doc/api/<file> is answered on a port of `realm`; nothing where the target is not below /doc/api/.
// A file that is not there is answered 404 with those that are, another verb 405.
std::optional<base::HttpResponse> document_response(const base::HttpRequest& request, Realm realm,
                                                    const std::vector<Specification>* theirs = nullptr);

// The methods' descriptor, compact JSON: for described_methods.cc alone.
std::string_view described_methods_json();

}  // namespace sim::api
