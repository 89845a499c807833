// What the pages show, to whom, and that nothing foreign gets into them.
#include "simulator/api/web/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/api/web/web_interface.h"
#include "tests/api/support.h"

namespace sim::api::web {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kScript = "\"><script>alert(1)</script>";

base::HttpResponse get(const std::string& target, const Visitor& visitor) {
  return show(request("GET", target, {{"Host", "127.0.0.1:8080"}, {"Accept", "application/xhtml+xml"}}),
              visitor);
}
const Visitor kNobody{Realm::Admin, "", 115};
const Visitor kDemo{Realm::Admin, "demo", 115};

TEST(FrontPage, IsTheFormForNobodyAndTheMenuForSomebody) {
  const auto form = get("/", kNobody);
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, HasSubstr("action=\"/sign-in\""));
  EXPECT_THAT(form.body, HasSubstr("Admin realm"));
  EXPECT_THAT(form.body, Not(HasSubstr("action=\"/sign-out\"")));
  const auto menu = get("/", kDemo);
  EXPECT_THAT(menu.body, HasSubstr("Signed in as <b id=\"login\">demo</b>"));
  EXPECT_THAT(menu.body, HasSubstr("<summary>Toolbox</summary>"));
  EXPECT_THAT(menu.body, HasSubstr("<a href=\"/doc/api\">API documentation</a>"));
  EXPECT_THAT(menu.body, HasSubstr("http://127.0.0.1:8080/rest"));
  EXPECT_THAT(menu.body, HasSubstr("MR115"));
  EXPECT_THAT(menu.body, Not(HasSubstr("action=\"/sign-in\"")));
}

TEST(FrontPage, NamesTheEspfApiInTheAdminRealmAlone) {
  EXPECT_THAT(get("/", kDemo).body, HasSubstr("/espf/v1"));
  EXPECT_THAT(get("/", {Realm::Account, "olena", 115}).body, Not(HasSubstr("/espf/v1")));
}

TEST(EveryPage, HasItsSafetyHeadersAndNoScriptOfItsOwn) {
  for (const Visitor& visitor : {kNobody, kDemo}) {
    for (const char* target : {"/", "/doc/api", "/nothing", "/doc/api?document=None", "/doc/api?server=x"}) {
      const auto page = get(target, visitor);
      EXPECT_EQ(*page.headers.find("Content-Type"), "text/html; charset=utf-8") << target;
      EXPECT_EQ(*page.headers.find("Cache-Control"), "no-store") << target;
      EXPECT_EQ(*page.headers.find("X-Content-Type-Options"), "nosniff") << target;
      EXPECT_THAT(*page.headers.find("Content-Security-Policy"), HasSubstr("default-src 'none'")) << target;
      EXPECT_THAT(*page.headers.find("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"))
          << target;
      EXPECT_THAT(*page.headers.find("Content-Security-Policy"), Not(HasSubstr("unsafe"))) << target;
      EXPECT_THAT(page.body, Not(HasSubstr("<script>"))) << target;
      EXPECT_THAT(page.body, Not(HasSubstr(" style="))) << target;
      EXPECT_THAT(page.body, Not(HasSubstr("{{"))) << target;
    }
  }
}

TEST(EveryPage, EscapesWhatComesFromOutside) {
  const std::string script = kScript;
  auto asked = request("GET", "/", {{"Host", script}});
  const Visitor named{Realm::Admin, script, 115};
  const std::string pages[] = {
      show(asked, named).body,
      show(request("GET", "/doc/api", {{"Host", script}}), named).body,
      sign_in_page(403, {script, script, script, script}, kNobody).body,
      message_page(404, script, script, kNobody).body,
      get("/doc/api?document=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", kDemo).body,
      get("/doc/api?server=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", kDemo).body,
      get("/doc/api?server=http://a/%22%3E%3Cscript%3Ealert(1)%3C/script%3E", kDemo).body,
      get("/doc/api?x=" + script, kNobody).body,
      get("/" + script, kDemo).body,
  };
  for (const std::string& page : pages) EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
}

TEST(EveryPage, StandsALongName) {
  const std::string name(5000, 'm');
  EXPECT_THAT(get("/", {Realm::Customer, name, 115}).body, HasSubstr(name));
}

TEST(DocumentationPage, OffersTheDocumentsOfItsRealm) {
  const auto own = get("/doc/api", kNobody);
  EXPECT_EQ(own.status, 200);
  EXPECT_THAT(own.body, HasSubstr("data-document=\"/doc/api/AdminInterface.json\" data-server=\"\""));
  EXPECT_THAT(own.body, HasSubstr("<a href=\"/doc/api?document=admin\" aria-current=\"page\">"));
  EXPECT_THAT(own.body, HasSubstr("<a href=\"/doc/api?document=espf\">"));
  EXPECT_THAT(get("/doc/api?document=espf", kNobody).body, HasSubstr("/doc/api/ESPFInterface.json"));
  const Visitor account{Realm::Account, "", 115};
  EXPECT_THAT(get("/doc/api", account).body, HasSubstr("/doc/api/AccountInterface.json"));
  EXPECT_EQ(get("/doc/api?document=admin", account).status, 404);
  EXPECT_EQ(get("/doc/api?document=..%2Fadmin", kDemo).status, 404);
}

TEST(Document, IsServedInItsRealmsAndKeptUntilItChanges) {
  const auto document = get("/doc/api/AdminInterface.json", kNobody);
  EXPECT_EQ(document.status, 200);
  EXPECT_EQ(body_of(document)["openapi"], "3.1.0");
  const std::string etag = *document.headers.find("ETag");
  const auto same = show(
      request("GET", "/doc/api/AdminInterface.json", {{"Host", "127.0.0.1:8080"}, {"If-None-Match", etag}}),
      kNobody);
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(show(request("HEAD", "/doc/api/AdminInterface.json"), kNobody).status, 200);
  EXPECT_EQ(show(request("POST", "/doc/api/AdminInterface.json"), kNobody).status, 405);
  EXPECT_EQ(get("/doc/api/AdminInterface.json", {Realm::Account, "", 115}).status, 404);
  EXPECT_EQ(get("/doc/api/None.json", kNobody).headers.find("ETag"), nullptr);
}

TEST(DocumentationPage, LeadsToTheUsersOwnDocumentAndShowsIt) {
  std::vector<Specification> own;
  own.push_back(
      std::move(*read_specification("<b>.json", R"({"openapi": "3.1.0", "paths": {"/A/b": {"post": {}}}})",
                                    {Realm::Admin})
                     .specification));
  const Visitor demo{Realm::Admin, "demo", 115, &own};
  EXPECT_THAT(get("/doc/api", demo).body,
              HasSubstr("<a href=\"/doc/api?document=openapi-1\">Your &lt;b&gt;.json</a>"));
  EXPECT_THAT(get("/doc/api?document=openapi-1", demo).body,
              HasSubstr("data-document=\"/doc/api/openapi-1.json\""));
  EXPECT_EQ(get("/doc/api?document=openapi-2", demo).status, 404);
  EXPECT_EQ(get("/doc/api?document=openapi-1", {Realm::Account, "", 115, nullptr}).status, 404);
}

TEST(DocumentationPage, SaysHowRequestsAreAuthenticated) {
  const auto shown = [](const std::string& page, const std::string& when) {
    return page.find("<p data-when=\"" + when + "\">") != std::string::npos;
  };
  const std::string nobody = get("/doc/api", kNobody).body;
  EXPECT_TRUE(shown(nobody, "nobody") && !shown(nobody, "signed-in") && !shown(nobody, "custom"));
  const std::string demo = get("/doc/api", kDemo).body;
  EXPECT_TRUE(!shown(demo, "nobody") && shown(demo, "signed-in") && !shown(demo, "custom"));
  const std::string custom = get("/doc/api?server=http://127.0.0.1:9", kDemo).body;
  EXPECT_TRUE(!shown(custom, "nobody") && !shown(custom, "signed-in") && shown(custom, "custom"));
}

TEST(DocumentationPage, TakesACustomServerAndLetsThePageSpeakToItAlone) {
  const struct {
    const char *typed, *server, *source;
  } cases[] = {
      {"http://127.0.0.1:9", "http://127.0.0.1:9", " http://127.0.0.1:9;"},
      {"https://billing.example/rest", "https://billing.example", " https://billing.example;"},
      {"https://billing.example:8444/", "https://billing.example:8444", " https://billing.example:8444;"},
      {"http://[::1]:9", "http://[::1]:9", "'self' http:;"},
      {"", "", "connect-src 'self';"},
      {"http://127.0.0.1:8080", "", "connect-src 'self';"},
      {"http://127.0.0.1:8080/rest/", "", "connect-src 'self';"},
  };
  for (const auto& row : cases) {
    const auto page = get(std::string("/doc/api?server=") + row.typed, kDemo);
    EXPECT_EQ(page.status, 200) << row.typed;
    EXPECT_THAT(page.body, HasSubstr("data-server=\"" + std::string(row.server) + "\"")) << row.typed;
    EXPECT_THAT(*page.headers.find("Content-Security-Policy"), HasSubstr(row.source)) << row.typed;
  }
}

TEST(DocumentationPage, SaysWhatIsWrongWithACustomServer) {
  const std::pair<const char*, const char*> cases[] = {
      {"billing.example", "http://"},
      {"ftp://billing.example", "http://"},
      {"http://", "no host"},
      {"http://a:99999", "port"},
      {"http://a%3B%20script-src%20*", "blank"},
      {"http://a%3Bb", "host"},
      {"http://a/path", "without a path"},
  };
  for (const auto& [typed, problem] : cases) {
    const auto page = get(std::string("/doc/api?server=") + typed, kDemo);
    EXPECT_EQ(page.status, 400) << typed;
    EXPECT_THAT(page.body, HasSubstr("role=\"alert\"")) << typed;
    EXPECT_THAT(page.body, HasSubstr(problem)) << typed;
    EXPECT_THAT(page.body, HasSubstr("data-server=\"\"")) << typed;
    EXPECT_THAT(*page.headers.find("Content-Security-Policy"), HasSubstr("connect-src 'self';")) << typed;
  }
}

TEST(Pages, AnswerWhatTheyAreNotAsked) {
  EXPECT_EQ(get("/nothing", kNobody).status, 404);
  const auto refused = show(request("PUT", "/doc/api"), kNobody);
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(*refused.headers.find("Allow"), "GET, HEAD");
  const auto moved = get("/doc/api/", kNobody);
  EXPECT_EQ(moved.status, 303);
  EXPECT_EQ(*moved.headers.find("Location"), "/doc/api");
  EXPECT_EQ(get("/session", kNobody).body, R"({"login":null})");
  EXPECT_EQ(get("/session", kDemo).body, R"({"login":"demo"})");
}

}  // namespace
}  // namespace sim::api::web
