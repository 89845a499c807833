#include "simulator/api/web/pages.h"

#include <algorithm>

#include "base/uri.h"
#include "simulator/api/documents.h"
#include "simulator/api/media_type.h"
#include "simulator/api/web/asset.h"
#include "simulator/api/web/markup.h"
#include "simulator/api/web/route.h"

namespace sim::api::web {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

std::string_view realm_title(Realm realm) {
  switch (realm) {
    case Realm::Admin:
      return "Admin";
    case Realm::Reseller:
      return "Reseller";
    case Realm::Customer:
      return "Customer";
    case Realm::Account:
      return "Account";
  }
  return "";
}

// Who may sign in to a realm.
std::string_view whose(Realm realm) {
  switch (realm) {
    case Realm::Admin:
      return "An API user";
    case Realm::Reseller:
      return "A reseller or an API user";
    case Realm::Customer:
      return "A customer or an API user";
    case Realm::Account:
      return "An account";
  }
  return "";
}

// A page that is more than its content.
struct Frame {
  int status = 200;
  std::string title;
  std::string place = "/";  // where signing in leads back to
  Html styles;
  Html scripts;
  Html footer;
  std::string width;
  std::string policy = std::string(kPolicy);
};

std::string sign_in_address(const std::string& place) {
  return place == "/" ? "/" : "/?" + base::write_form({{"next", place}});
}

base::HttpResponse framed(const Frame& frame, const Html& content, const Visitor& visitor) {
  const Html page =
      fill(embedded_text("layout.html"), {
                                             {"title", Html::of(frame.title)},
                                             {"realm", Html::of(realm_title(visitor.realm))},
                                             {"styles", frame.styles},
                                             {"scripts", frame.scripts},
                                             {"login", Html::of(visitor.login)},
                                             {"sign_in", Html::of(sign_in_address(frame.place))},
                                             {"width", Html::of(frame.width)},
                                             {"content", content},
                                             {"footer", frame.footer},
                                         });
  return {frame.status,
          {{"Content-Type", "text/html; charset=utf-8"},
           {"Cache-Control", "no-store"},
           {"Content-Security-Policy", frame.policy},
           {"X-Content-Type-Options", "nosniff"},
           // Not stricter: a form then would not say which page it comes from.
           {"Referrer-Policy", "same-origin"}},
          page.markup()};
}

Html if_so(bool so, std::string_view markup) { return so ? Html::trusted(std::string(markup)) : Html(); }

// The origin of what was typed as API server. "" for this one.
base::Result<std::string> server_of(std::string_view typed, const std::string& own) {
  if (typed.empty()) return std::string();
  const auto url = base::parse_url(typed);
  if (!url) return tl::unexpected(url.error());
  if (url->target != "/" && url->target != "/rest" && url->target != "/rest/") {
    return base::fail(base::ErrorKind::Invalid,
                      "an API server is a scheme, a host and a port, without a path: " + url->origin());
  }
  return url->origin() == own ? std::string() : url->origin();
}

// A source of a Content-Security-Policy; it has no way to write an IPv6 address.
std::string policy_source(const std::string& origin) {
  return origin.find('[') == std::string::npos ? origin : origin.substr(0, origin.find("//"));
}

Html document_links(const std::vector<ServedDocument>& all, const ServedDocument& chosen,
                    const std::string& server) {
  std::string links;
  for (const ServedDocument& one : all) {
    base::FormFields query{{"document", one.name}};
    if (!server.empty()) query.emplace_back("server", server);
    links += "<li><a href=\"" + Html::of("/doc/api?" + base::write_form(query)).markup() + '"' +
             (&one == &chosen ? " aria-current=\"page\"" : "") + '>' + Html::of(one.title).markup() +
             "</a></li>\n";
  }
  return Html::trusted(std::move(links));
}

std::string query_field(const base::FormFields& query, std::string_view name) {
  const std::string* value = find_field(query, name);
  return value == nullptr ? "" : *value;
}

}  // namespace

base::HttpResponse see_other(const std::string& place) {
  return {303, {{"Location", place}, {"Cache-Control", "no-store"}}, ""};
}

base::HttpResponse home_page(const base::HttpRequest& request, const Visitor& visitor) {
  Frame frame;
  frame.title = "Main menu";
  return framed(frame,
                fill(embedded_text("home.html"), {{"origin", Html::of(origin_of(request))},
                                                  {"espf", if_so(visitor.realm == Realm::Admin, "yes")},
                                                  {"release", Html::of(std::to_string(visitor.release))},
                                                  {"login", Html::of(visitor.login)},
                                                  {"realm", Html::of(realm_title(visitor.realm))}}),
                visitor);
}

base::HttpResponse sign_in_page(int status, const SignInForm& form, const Visitor& visitor) {
  Frame frame;
  frame.status = status;
  frame.title = "Sign in";
  frame.place = form.next;
  return framed(frame,
                fill(embedded_text("sign_in.html"), {{"whose", Html::of(whose(visitor.realm))},
                                                     {"problem", Html::of(form.problem)},
                                                     {"notice", Html::of(form.notice)},
                                                     {"next", Html::of(form.next)},
                                                     {"login", Html::of(form.login)}}),
                visitor);
}

base::HttpResponse documentation_page(const base::HttpRequest& request, const Visitor& visitor) {
  const auto query = base::parse_form(base::split_target(request.target).second);
  if (!query) return message_page(400, "The address cannot be read", query.error().what, visitor);
  const auto all = served_documents(visitor.realm, visitor.specifications);
  const std::string wanted = query_field(*query, "document");
  const auto chosen = std::find_if(all.begin(), all.end(), [&](const ServedDocument& one) {
    return wanted.empty() || one.name == wanted;
  });
  if (chosen == all.end()) {
    return message_page(404, "No such document", "This realm has no document `" + wanted + "`.", visitor);
  }
  const std::string typed = query_field(*query, "server");
  const std::string own = origin_of(request);
  const auto server = server_of(typed, own);
  const bool is_custom = server && !server->empty();
  const bool is_signed_in = !visitor.login.empty();

  Frame frame;
  frame.status = server ? 200 : 400;
  frame.title = "API documentation";
  frame.place = request.target;
  frame.width = "wide";
  frame.styles = Html::trusted("<link rel=\"stylesheet\" href=\"/assets/swagger-ui.css\">\n");
  frame.scripts = Html::trusted(
      "<link rel=\"stylesheet\" href=\"/assets/doc_api.css\">\n"
      "<script src=\"/assets/swagger-ui-bundle.js\" defer></script>\n"
      "<script src=\"/assets/doc_api.js\" defer></script>\n");
  frame.footer = Html::trusted(" Swagger UI © SmartBear Software Inc., Apache License 2.0.");
  // Swagger UI's pictures stand within its style sheet.
  frame.policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'" +
      (is_custom ? " " + policy_source(*server) : std::string()) +
      "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  return framed(frame,
                fill(embedded_text("doc_api.html"),
                     {{"documents", document_links(all, *chosen, is_custom ? *server : "")},
                      {"document", Html::of(chosen->name)},
                      {"file", Html::of(chosen->file)},
                      {"origin", Html::of(own)},
                      {"typed", Html::of(is_custom ? *server
                                         : server  ? ""
                                                   : typed)},
                      {"server", Html::of(is_custom ? *server : "")},
                      {"problem", Html::of(server ? "" : server.error().what)},
                      {"sign_in", Html::of(sign_in_address(safe_place(request.target)))},
                      {"not_custom", if_so(!is_custom, " hidden")},
                      {"not_signed_in", if_so(is_custom || !is_signed_in, " hidden")},
                      {"not_nobody", if_so(is_custom || is_signed_in, " hidden")}}),
                visitor);
}

base::HttpResponse message_page(int status, const std::string& title, const std::string& what,
                                const Visitor& visitor) {
  Frame frame;
  frame.status = status;
  frame.title = title;
  return framed(frame,
                fill(embedded_text("message.html"), {{"title", Html::of(title)}, {"what", Html::of(what)}}),
                visitor);
}

}  // namespace sim::api::web
