// What the user's own PortaBilling says of itself: its OpenAPI document, `/doc/api/<Realm>Interface.json`.
// Methods that espf does not model are answered as it describes them, and requests are held to it.
//
// The shape of those documents is known in part (paths `/Account/get_account_info`, answers 200 and 500), so
// any OpenAPI 3.x is read: a method is a path that ends in <Service>/<method>; its parameters are the member
// `params` of the body, or, where the body has none, the body itself.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/json.h"
#include "simulator/api/realm.h"

namespace sim::api {

struct SpecifiedExample {
  std::string name;  // "" where it has none
  const base::Json* value = nullptr;
};

// One method as a document describes it. Pointers lead into the document, as its references do.
struct SpecifiedMethod {
  std::string name;  // "CDR/get_xdr_list"
  std::string file;
  std::string at;  // "#/paths/~1CDR~1get_xdr_list/post"
  const base::Json* document = nullptr;
  const base::Json* params = nullptr;       // the schema of its parameters; null: any
  const base::Json* auth_info = nullptr;    // that of `auth_info` beside them; null: any
  std::vector<SpecifiedExample> requests;   // each `params`
  bool is_flat = false;                     // its parameters are described as the body itself
  bool needs_body = false;                  // the body is `required`
  std::vector<std::string> required_parts;  // of the body: "params", "auth_info"
  bool needs_session = true;                // false where its `security` is an empty list
  int status = 200;                         // of the answer that is described
  std::string content_type;                 // of it; "" where it has no body
  const base::Json* answer = nullptr;       // its schema; null: any
  std::string answer_at;                    // where that stands, "#/paths/…"
  std::vector<SpecifiedExample> answers;    // those that fit the schema
  std::size_t answer_proposal = 0;          // where there are none: which of example_of()'s is answered
  std::string no_answer;  // where there are none: why none can be made either; "" where one can

  // "AdminInterface.json#/paths/~1CDR~1get_xdr_list/post"
  std::string place() const { return file + at; }
  bool describes_request() const { return params != nullptr || auth_info != nullptr; }
};

// One document, immutable: may be asked from many threads.
class Specification {
 public:
  // `text`: the document as it is shown to people, JSON (shown_text()).
  Specification(std::string file, std::vector<Realm> realms, base::Json document, std::string text = "");

  const std::string& file() const { return file_; }
  const std::vector<Realm>& realms() const { return realms_; }
  // As OpenAPI 3.1, without patterns that cannot be checked.
  const base::Json& document() const { return *document_; }
  // As its author wrote it, or a YAML document's values; its `servers` are this espf alone, at `origin`
  // ("http://127.0.0.1:8080"; without one, wherever the document came from).
  std::string text_at(const std::string& origin) const;
  const std::map<std::string, SpecifiedMethod>& methods() const { return methods_; }
  // For who reads the document.
  void add(SpecifiedMethod method);

 private:
  std::string file_;
  std::vector<Realm> realms_;
  std::unique_ptr<const base::Json> document_;  // its parts stay where they are when this is moved
  std::string text_;
  std::map<std::string, SpecifiedMethod> methods_;
};

// The first that describes the method in this realm; null for none.
const SpecifiedMethod* find_method(const std::vector<Specification>& specifications,
                                   const std::string& method, Realm realm);

// The names of all methods that they describe, some more than once; none for null.
std::vector<std::string> methods_of(const std::vector<Specification>* specifications);

struct SpecificationRead {
  std::optional<Specification> specification;  // where there are no mistakes
  std::vector<base::Diagnostic> mistakes;
  std::vector<base::Diagnostic> notes;  // keywords that are not checked, examples that are not used …
};

// Reads a document, JSON or YAML; `file` is named in diagnostics. Mistakes: no OpenAPI 3.x, a reference that
// leads nowhere or back to itself, a schema that is none, no method at all. Forms of OpenAPI 3.0 are
// rewritten (openapi_30.h). Examples are held to their schemas here, and answers made where there is none;
// validators of requests are built when first used.
SpecificationRead read_specification(const std::string& file, const std::string& text,
                                     std::vector<Realm> realms);

// The realm that the name of a file tells ("…/CustomerInterface.json"); nothing where it tells none.
std::optional<Realm> realm_of_file(std::string_view file);

}  // namespace sim::api
