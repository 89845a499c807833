// The pages, as responses. Everything that comes from a request or a world is escaped; no page may be framed,
// kept by a cache, or load anything from elsewhere (Content-Security-Policy).
#pragma once

#include <string>
#include <vector>

#include "base/http.h"
#include "simulator/api/options.h"

namespace sim::api::web {

// Who looks at a page, and where.
struct Visitor {
  Realm realm = Realm::Admin;
  std::string login;  // "" where nobody is signed in
  int release = 0;
  const std::vector<Specification>* specifications = nullptr;  // the user's own documents; null: none
};

// What the form to sign in shows besides its fields.
struct SignInForm {
  std::string login;
  std::string next = "/";  // where it leads
  std::string problem;     // why it did not let in
  std::string notice;
};

base::HttpResponse home_page(const base::HttpRequest& request, const Visitor& visitor);
base::HttpResponse sign_in_page(int status, const SignInForm& form, const Visitor& visitor);
// `document` and `server` stand in the query. A document that this realm has not is 404, a server that is no
// URL is 400, with the page.
base::HttpResponse documentation_page(const base::HttpRequest& request, const Visitor& visitor);
base::HttpResponse message_page(int status, const std::string& title, const std::string& what,
                                const Visitor& visitor);

// 303: whatever the method was, the browser now asks for `place`.
base::HttpResponse see_other(const std::string& place);

}  // namespace sim::api::web
