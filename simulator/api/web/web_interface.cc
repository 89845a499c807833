#include "simulator/api/web/web_interface.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/uri.h"
#include "simulator/api/authorization.h"
#include "simulator/api/credentials.h"
#include "simulator/api/documents.h"
#include "simulator/api/media_type.h"
#include "simulator/api/web/asset.h"
#include "simulator/api/web/cors.h"
#include "simulator/api/web/route.h"

namespace sim::api::web {
namespace {

using Kind = Route::Kind;

// HttpOnly: no script reads it. Strict: no other site's link or form comes with it, which matters because a
// GET in the path style may change something.
std::string cookie(const std::string& name, const std::string& value, bool over_tls) {
  return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (over_tls ? "; Secure" : "") +
         (value.empty() ? "; Max-Age=0" : "");
}

// Whoever the cookies of a request name.
struct Guest {
  std::optional<Caller> caller;
  bool has_ended = false;  // it came with the cookie of a session that is over
};

Guest guest_of(const base::HttpRequest& request, Realm realm, const Surroundings& at) {
  const Credentials all = header_credentials(request.headers, at.options, request.local_port);
  Credentials cookies;
  cookies.cookie_session = all.cookie_session;
  cookies.cookie_token = all.cookie_token;
  if (cookies.empty()) return {};
  auto caller = authorize(cookies, realm, at.world, at.now, at.sessions, at.logins);
  if (caller) return {std::move(*caller), false};
  const std::string own = port_cookie(at.options, request.local_port);
  return {std::nullopt, !cookie_value(request.headers, own).empty()};
}

Visitor nobody(Realm realm, const Surroundings& at) {
  return {realm, "", at.options.release, at.options.specifications.get()};
}

Visitor visitor_of(const Guest& guest, Realm realm, const Surroundings& at) {
  Visitor visitor = nobody(realm, at);
  if (guest.caller) visitor.login = guest.caller->identity.login;
  return visitor;
}

std::string notice(const std::string& who, const std::string& does, Realm realm) {
  return who + " " + does + " the web interface of the realm " + std::string(realm_name(realm));
}

ApiAnswer refuse(SignInForm form, const std::string& problem, int status, const Visitor& visitor) {
  form.problem = problem;
  ApiAnswer answer;
  answer.response = sign_in_page(status, form, visitor);
  return answer;
}

ApiAnswer sign_in(const base::HttpRequest& request, Guest guest, Realm realm, const Surroundings& at) {
  const Visitor visitor = nobody(realm, at);
  ApiAnswer answer;
  const auto fields = base::parse_form(request.body);
  if (media_type(request) != MediaType::Form || !fields) {
    answer.response = message_page(400, "This is no form",
                                   fields ? "It must be sent as a form." : fields.error().what, visitor);
    return answer;
  }
  const auto field = [&](const char* name) {
    const std::string* value = find_field(*fields, name);
    return value == nullptr ? std::string() : *value;
  };
  const SignInForm form{field("login"), safe_place(field("next")), "", ""};
  const std::string secret = field("secret");
  if (form.login.empty()) return refuse(form, "The login is missing.", 400, visitor);
  if (secret.empty()) return refuse(form, "The password or API token is missing.", 400, visitor);

  const auto identity = at.logins.check(realm, {form.login, secret, secret}, at.world, at.now);
  if (!identity) {
    auto refused = refuse(form, identity.error().faultstring, 403, visitor);
    refused.faultcode = identity.error().faultcode;
    refused.note = notice(form.login, "is not let in to", realm) + ": " + refused.faultcode;
    return refused;
  }
  if (guest.caller) at.sessions.end(guest.caller->session);
  const Session* session = at.sessions.start(*identity, at.now, at.wall);
  answer.response = see_other(form.next);
  answer.response.headers.add("Set-Cookie", cookie(port_cookie(at.options, request.local_port),
                                                   session->session_id, request.over_tls));
  answer.note = notice(form.login, "signs in to", realm);
  return answer;
}

ApiAnswer sign_out(const base::HttpRequest& request, const Guest& guest, Realm realm,
                   const Surroundings& at) {
  ApiAnswer answer;
  answer.response = see_other("/");
  if (guest.caller) {
    at.sessions.end(guest.caller->session);
    answer.note = notice(guest.caller->identity.login, "signs out of", realm);
  }
  for (const std::string& name :
       {port_cookie(at.options, request.local_port), at.options.session_cookie, at.options.token_cookie}) {
    if (!cookie_value(request.headers, name).empty()) {
      answer.response.headers.add("Set-Cookie", cookie(name, "", request.over_tls));
    }
  }
  return answer;
}

base::HttpResponse front_page(const base::HttpRequest& request, const Visitor& visitor, bool has_ended) {
  if (!visitor.login.empty()) return home_page(request, visitor);
  SignInForm form;
  const auto query = base::parse_form(base::split_target(request.target).second);
  const std::string* next = query ? find_field(*query, "next") : nullptr;
  if (next != nullptr) form.next = safe_place(*next);
  if (has_ended) form.notice = "Your session has ended. Sign in again.";
  return sign_in_page(200, form, visitor);
}

base::HttpResponse who(const Visitor& visitor) {
  const base::Json login = visitor.login.empty() ? base::Json() : base::Json(visitor.login);
  base::HttpResponse response = base::json_response(200, base::dump({{"login", login}}));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

base::HttpResponse document(const base::HttpRequest& request, const Visitor& visitor) {
  base::HttpRequest read = request;
  if (read.method == "HEAD") read.method = "GET";
  base::HttpResponse response = *document_response(read, visitor.realm, visitor.specifications);
  if (response.status == 200) keep_until_changed(request, response);
  allow_origin(request, response);
  return response;
}

base::HttpResponse show_to(const base::HttpRequest& request, const Visitor& visitor, bool has_ended) {
  const Route route = route_of(request);
  switch (route.kind) {
    case Kind::Home:
      return front_page(request, visitor, has_ended);
    case Kind::Documentation:
      return documentation_page(request, visitor);
    case Kind::Document:
      return document(request, visitor);
    case Kind::Who:
      return who(visitor);
    case Kind::Asset:
      return asset_response(route.where, request);
    case Kind::Moved:
      return see_other(route.where);
    case Kind::NotAllowed: {
      auto response =
          message_page(405, "Not like this", "This page does not answer " + request.method + ".", visitor);
      response.headers.add("Allow", route.where);
      return response;
    }
    case Kind::SignIn:
    case Kind::SignOut:
    case Kind::Missing:
    case Kind::None:
      break;
  }
  return message_page(404, "No such page",
                      "Nothing is at " + std::string(base::split_target(request.target).first) +
                          ". The API is at /rest/<Service>/<method>.",
                      visitor);
}

}  // namespace

bool is_for_people(const base::HttpRequest& request) {
  return is_preflight(request) || route_of(request).kind != Kind::None;
}

base::HttpResponse show(const base::HttpRequest& request, const Visitor& visitor) {
  return show_to(request, visitor, false);
}

ApiAnswer answer(const base::HttpRequest& request, Realm realm, const Surroundings& at) {
  ApiAnswer answer;
  if (is_preflight(request)) {
    answer.response = preflight_response(request);
    return answer;
  }
  const Route route = route_of(request);
  if (route.kind == Kind::Asset || route.kind == Kind::Document) {  // to whomever
    answer.response = show(request, nobody(realm, at));
    return answer;
  }
  const Guest guest = guest_of(request, realm, at);
  const Visitor visitor = visitor_of(guest, realm, at);
  if (route.kind == Kind::SignIn || route.kind == Kind::SignOut) {
    if (!is_from_own_page(request)) {
      answer.response =
          message_page(403, "Not from here", "This form was sent by a page of another site.", visitor);
      return answer;
    }
    return route.kind == Kind::SignIn ? sign_in(request, guest, realm, at)
                                      : sign_out(request, guest, realm, at);
  }
  answer.response = show_to(request, visitor, guest.has_ended);
  if (guest.has_ended) {
    answer.response.headers.add("Set-Cookie",
                                cookie(port_cookie(at.options, request.local_port), "", request.over_tls));
  }
  return answer;
}

}  // namespace sim::api::web
