// Which page a request asks for, if any.
#pragma once

#include <string>

#include "base/http.h"

namespace sim::api::web {

struct Route {
  enum class Kind {
    Home,           // the main menu, or the form to sign in
    SignIn,         // the form, sent
    SignOut,        //
    Documentation,  // /doc/api
    Document,       // below /doc/api/: an OpenAPI document
    Who,            // who is signed in, for the script of the documentation
    Asset,          // a style sheet, a script
    Moved,          // to `where`
    NotAllowed,     // a page that is not asked with this method; `where` holds those it is
    Missing,        // a person asks for a page that is not there
    None,           // nothing of the web interface
  } kind = Kind::None;
  std::string where;  // of Asset its name
};

// A path that is nobody's is Missing where a browser asks for it, and None where a program does: that is a
// mistake of the Application's.
Route route_of(const base::HttpRequest& request);

// Where to go after signing in: `wanted` if it is a page of ours, else "/". Never another site.
std::string safe_place(std::string_view wanted);

// Whether a form comes from a page of the server that it was sent to. A request without Origin, which no
// browser sends for a form, is.
bool is_from_own_page(const base::HttpRequest& request);

// "http://127.0.0.1:8080", as the client named it.
std::string origin_of(const base::HttpRequest& request);

}  // namespace sim::api::web
