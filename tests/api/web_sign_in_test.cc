// Signing in to the web interface and out of it: the sessions are those of the API.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/uri.h"
#include "simulator/api/credentials.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr int kPort = 8080;

// A browser that keeps one realm's cookies.
class Browser {
 public:
  explicit Browser(Installed& pb, Realm realm = Realm::Admin) : pb_(pb), realm_(realm) {}

  ApiAnswer get(const std::string& target) { return ask(request("GET", target)); }
  ApiAnswer post(const std::string& target, const base::FormFields& fields) {
    return ask(form_request(target, base::write_form(fields)));
  }
  ApiAnswer sign_in(const std::string& login, const std::string& secret, const std::string& next = "/") {
    return post("/sign-in", {{"login", login}, {"secret", secret}, {"next", next}});
  }
  ApiAnswer ask(base::HttpRequest asked) {
    asked.local_port = port;
    asked.headers.set("Host", "127.0.0.1:" + std::to_string(port));
    if (!cookies.empty()) asked.headers.set("Cookie", cookies);
    ApiAnswer answer = pb_.ask(asked, realm_);
    for (const auto& [name, value] : answer.response.headers) {
      if (name == "Set-Cookie") cookies = value.substr(0, value.find(';'));
    }
    return answer;
  }

  std::string cookies;
  int port = kPort;

 private:
  Installed& pb_;
  Realm realm_;
};

TEST(SignIn, LeadsToTheMenuAndAuthenticatesTheApi) {
  Installed pb;
  Browser browser(pb);
  const auto answer = browser.sign_in("demo", "exAmple");
  EXPECT_EQ(answer.response.status, 303);
  EXPECT_EQ(*answer.response.headers.find("Location"), "/");
  EXPECT_THAT(answer.note, HasSubstr("demo signs in"));
  EXPECT_THAT(browser.get("/").response.body, HasSubstr("Signed in as"));
  const auto info =
      browser.ask(json_request("/rest/Account/get_account_info", R"({"params":{"i_account":1001}})"));
  EXPECT_EQ(info.response.status, 200);
  EXPECT_EQ(body_of(info.response)["account_info"]["id"], "380501112233");
  EXPECT_EQ(browser.get("/espf/v1/groups").response.status, 200);
}

TEST(SignIn, TakesAnApiTokenInPlaceOfThePassword) {
  Installed pb;
  EXPECT_EQ(Browser(pb).sign_in("demo", "t-demo").response.status, 303);
}

TEST(SignIn, SetsACookieThatNoScriptReadsAndNoOtherSiteSends) {
  Installed pb;
  const auto answer = Browser(pb).sign_in("demo", "exAmple");
  const std::string cookie = *answer.response.headers.find("Set-Cookie");
  EXPECT_THAT(cookie, testing::StartsWith("session_id_8080="));
  EXPECT_THAT(cookie, HasSubstr("; Path=/; HttpOnly; SameSite=Strict"));
  EXPECT_THAT(cookie, Not(HasSubstr("Secure")));
  auto asked = form_request("/sign-in", "login=demo&secret=exAmple");
  asked.over_tls = true;
  EXPECT_THAT(*pb.ask(asked).response.headers.find("Set-Cookie"), HasSubstr("; Secure"));
}

TEST(SignIn, IsInEachRealmWithItsOwnLogins) {
  const struct {
    Realm realm;
    const char *login, *secret;
  } cases[] = {{Realm::Admin, "demo", "exAmple"},
               {Realm::Customer, "panda", "bamboo"},
               {Realm::Account, "panda1", "pw1"},
               {Realm::Account, "panda1", "t-panda1"}};
  for (const auto& row : cases) {
    Installed pb;
    EXPECT_EQ(Browser(pb, row.realm).sign_in(row.login, row.secret).response.status, 303) << row.login;
    for (const Realm other : {Realm::Admin, Realm::Reseller, Realm::Customer, Realm::Account}) {
      if (other == row.realm) continue;
      EXPECT_EQ(Browser(pb, other).sign_in(row.login, row.secret).response.status, 403) << row.login;
    }
  }
}

TEST(SignIn, GoesOnToTheDocumentationAndToNoOtherSite) {
  Installed pb;
  const auto place = [&](const std::string& next) {
    return *Browser(pb).sign_in("demo", "exAmple", next).response.headers.find("Location");
  };
  EXPECT_EQ(place("/doc/api?document=espf"), "/doc/api?document=espf");
  EXPECT_EQ(place("https://example.net/"), "/");
  EXPECT_THAT(Browser(pb).get("/?next=%2Fdoc%2Fapi").response.body,
              HasSubstr("name=\"next\" value=\"/doc/api\""));
}

TEST(SignIn, SaysInWordsWhatIsWrong) {
  ApiOptions options;
  options.failed_logins_max = 2;
  options.must_change_password = {"demo"};
  Installed pb(options);
  Browser browser(pb);
  const auto problem = [&](const char* login, const char* secret, int status, const char* words) {
    const auto answer = browser.sign_in(login, secret);
    EXPECT_EQ(answer.response.status, status) << words;
    EXPECT_THAT(answer.response.body, HasSubstr(words));
    EXPECT_THAT(answer.response.body, HasSubstr("role=\"alert\""));
    EXPECT_EQ(answer.response.headers.find("Set-Cookie"), nullptr) << words;
    EXPECT_THAT(answer.note, Not(HasSubstr("exAmple")));
  };
  problem("", "x", 400, "The login is missing");
  problem("demo", "", 400, "The password or API token is missing");
  problem("demo", "exAmple", 403, "You must change your password");
  problem("demo", "wrong", 403, "The login or password is incorrect");
  problem("demo", "wrong", 403, "The login or password is incorrect");
  problem("demo", "exAmple", 403, "this login is locked");
  problem("<b>nobody", "x", 403, "value=\"&lt;b&gt;nobody\"");
}

TEST(SignIn, RefusesWhatIsNoFormOfOurs) {
  Installed pb;
  EXPECT_EQ(pb.ask(json_request("/sign-in", R"({"login":"demo"})")).response.status, 400);
  EXPECT_EQ(pb.ask(form_request("/sign-in", "login=%zz")).response.status, 400);
  Browser browser(pb);
  for (const char* target : {"/sign-in", "/sign-out"}) {
    auto foreign = form_request(target, "login=demo&secret=exAmple");
    foreign.headers.add("Origin", "http://example.net");
    const auto answer = browser.ask(foreign);
    EXPECT_EQ(answer.response.status, 403) << target;
    EXPECT_EQ(answer.response.headers.find("Set-Cookie"), nullptr) << target;
  }
}

TEST(SignOut, EndsTheSession) {
  Installed pb;
  Browser browser(pb);
  browser.sign_in("demo", "exAmple");
  const std::string kept = browser.cookies;
  const auto answer = browser.post("/sign-out", {});
  EXPECT_EQ(answer.response.status, 303);
  EXPECT_THAT(*answer.response.headers.find("Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_THAT(answer.note, HasSubstr("demo signs out"));
  browser.cookies = kept;
  EXPECT_THAT(browser.get("/").response.body, HasSubstr("action=\"/sign-in\""));
  browser.cookies = kept;
  EXPECT_EQ(browser.ask(json_request("/rest/Account/get_account_info", "{}")).faultcode,
            "Server.Session.check_auth.auth_failed");
}

TEST(SignOut, OfNobodyDoesNothing) {
  Installed pb;
  const auto answer = Browser(pb).post("/sign-out", {});
  EXPECT_EQ(answer.response.status, 303);
  EXPECT_EQ(answer.note, "");
}

TEST(WebSession, EndsAsEverySessionDoesAndSaysSo) {
  Installed pb;
  Browser browser(pb);
  browser.sign_in("demo", "exAmple");
  pb.now = pb.now + 25h;  // inactivity
  const auto answer = browser.get("/");
  EXPECT_THAT(answer.response.body, HasSubstr("Your session has ended"));
  EXPECT_THAT(*answer.response.headers.find("Set-Cookie"), HasSubstr("Max-Age=0")) << "it is said once";
}

TEST(WebSession, IsEndedByLogoutOfTheApi) {
  Installed pb;
  Browser browser(pb);
  browser.sign_in("demo", "exAmple");
  EXPECT_EQ(browser.ask(json_request("/rest/Session/logout", "{}")).response.status, 200);
  EXPECT_THAT(browser.get("/").response.body, HasSubstr("action=\"/sign-in\""));
}

TEST(WebSession, IsBegunByLoginOfTheApi) {
  Installed pb;
  Browser browser(pb);
  auto login = json_request("/rest/Session/login", R"({"params":{"login":"demo","password":"exAmple"}})");
  browser.ask(login);  // sets cookies, the access token's last
  EXPECT_THAT(browser.get("/").response.body, HasSubstr("Signed in as"));
}

// A browser sends the cookies of every port of a host.
TEST(WebSession, StandsBesideThatOfAnotherPort) {
  Installed pb;
  Browser admin(pb);
  Browser account(pb, Realm::Account);
  account.port = 8445;
  admin.sign_in("demo", "exAmple");
  account.sign_in("panda1", "pw1");
  const std::string all = "access_token=stale; " + admin.cookies + "; session_id=stale; " + account.cookies;
  admin.cookies = account.cookies = all;
  EXPECT_THAT(admin.get("/").response.body, HasSubstr(">demo</b>"));
  EXPECT_THAT(account.get("/").response.body, HasSubstr(">panda1</b>"));
  const auto info = account.ask(json_request("/rest/Account/get_account_info", "{}"));
  EXPECT_EQ(info.response.status, 200);
}

TEST(CookieValue, ReadsOneOfMany) {
  const struct {
    const char *field, *value;
  } cases[] = {{"a=1", "1"},          {"b=2; a=1", "1"}, {"b=2;a=1;c", "1"}, {"aa=2; a=1", "1"}, {"a=", ""},
               {"a=x=y; b=2", "x=y"}, {"b=2", ""},       {"", ""},           {";;; a=1 ;", "1"}};
  for (const auto& row : cases) EXPECT_EQ(cookie_value({{"Cookie", row.field}}, "a"), row.value) << row.field;
  EXPECT_EQ(cookie_value({}, "a"), "");
}

}  // namespace
}  // namespace sim::api
