// The life of a session: how it begins, what it answers to, when it ends. Virtual time, no socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/crypto.h"
#include "base/uri.h"
#include "simulator/api/authorization.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

base::Json part_of(const std::string& token, int index) {
  std::size_t from = 0;
  for (int i = 0; i < index; ++i) from = token.find('.', from) + 1;
  const auto bytes = base::base64url_decode(token.substr(from, token.find('.', from) - from));
  return bytes ? base::parse_json(*bytes).value_or(base::Json()) : base::Json();
}

const base::Json kAccount = {{"i_account", 1001}};
constexpr const char* kInfo = "Account/get_account_info";

TEST(SessionLogin, AnswersAsRecorded) {
  Installed pb;
  const base::Json body = pb.login();
  EXPECT_THAT(keys_of(body), ElementsAre("access_token", "expires_at", "expires_in", "mfa_enabled",
                                         "refresh_token", "session_id"));
  const std::regex hex("[0-9a-f]{32}");
  EXPECT_TRUE(std::regex_match(body["session_id"].get<std::string>(), hex));
  EXPECT_TRUE(std::regex_match(body["refresh_token"].get<std::string>(), hex));
  EXPECT_EQ(body["expires_in"], 172800);
  EXPECT_TRUE(body["expires_in"].is_number_integer());
  EXPECT_EQ(body["expires_at"], "2027-01-17 08:00:00");
  EXPECT_EQ(body["mfa_enabled"], 0);
}

TEST(SessionLogin, GivesATokenWithTheRecordedClaims) {
  Installed pb;
  const std::string token = base::text_of(pb.login()["access_token"]);
  const std::size_t dot = token.find('.');
  EXPECT_EQ(*base::base64url_decode(token.substr(0, dot)), R"({"alg":"RS256"})");
  const base::Json claims = part_of(token, 1);
  EXPECT_THAT(keys_of(claims), ElementsAre("aud", "exp", "i_env", "i_user", "iat", "is_super_user", "jti",
                                           "login", "realm", "scopes"));
  EXPECT_EQ(claims["i_user"], 42);
  EXPECT_EQ(claims["login"], "demo");
  EXPECT_EQ(claims["realm"], "admin");
  EXPECT_EQ(claims["iat"], 1'800'000'000);
  EXPECT_EQ(claims["exp"].get<int>() - claims["iat"].get<int>(), 172'800);
  EXPECT_EQ(claims["aud"], base::Json::array({"portabilling-api", "portasip-api", "espf-api"}));
  EXPECT_EQ(claims["scopes"], "espf.api:write espf.handlers:write");
  EXPECT_EQ(claims["jti"].get<std::string>().size(), 90u);
}

TEST(SessionLogin, OfAnAccountNamesTheAccount) {
  Installed pb;
  const base::Json body = pb.login({{"login", "panda1"}, {"password", "pw1"}}, Realm::Account);
  const base::Json claims = part_of(base::text_of(body["access_token"]), 1);
  EXPECT_EQ(claims["i_account"], 1001);
  EXPECT_FALSE(claims.contains("i_user"));
  EXPECT_EQ(claims["realm"], "accounts");
  EXPECT_EQ(claims["scopes"], "");
  EXPECT_EQ(claims["aud"].size(), 2u);
  const auto own = pb.call(kInfo, base::Json::object(), body["access_token"], Realm::Account);
  EXPECT_EQ(body_of(own.response)["account_info"]["i_account"], 1001);
  const auto other = pb.call(kInfo, {{"i_account", 1003}}, body["access_token"], Realm::Account);
  EXPECT_EQ(other.response.body, "{}");
}

TEST(SessionLogin, TakesPasswordOrTokenOrAllThreeFields) {
  Installed pb;
  for (const base::Json& params :
       {base::Json{{"login", "demo"}, {"password", "exAmple"}},
        base::Json{{"login", "demo"}, {"token", "t-demo"}},
        base::Json{{"login", "demo"}, {"password", "exAmple"}, {"token", "exAmple"}}}) {
    EXPECT_TRUE(pb.login(params).contains("session_id")) << params;
  }
}

TEST(SessionLogin, IgnoresAStaleOrJunkAuthorization) {
  Installed pb;
  for (const char* header : {"Bearer junk", "Bearer a.b.c", "Basic !!", "x"}) {
    base::HttpRequest asked =
        json_request("/rest/Session/login", R"({"params":{"login":"demo","password":"exAmple"}})");
    asked.headers.add("Authorization", header);
    EXPECT_EQ(pb.ask(asked).response.status, 200) << header;
  }
  const auto form = pb.ask(form_request(
      "/rest/Session/login/", "auth_info=" + base::percent_encode(R"({"session_id":""})") +
                                  "&params=" + base::percent_encode(R"({"login":"demo","token":"t-demo"})")));
  EXPECT_EQ(form.response.status, 200);
}

TEST(SessionLogin, RefusesWithTheRecordedFault) {
  Installed pb;
  for (const base::Json& params :
       {base::Json{{"login", "demo"}, {"password", "example"}},
        base::Json{{"login", "nobody"}, {"password", "x"}}, base::Json{{"login", "demo"}},
        base::Json{{"login", "panda1"}, {"password", "pw1"}}}) {
    const auto answer = pb.call("Session/login", params, "");
    EXPECT_EQ(answer.response.status, 500);
    EXPECT_EQ(answer.faultcode, "Server.Session.auth_failed") << params;
    EXPECT_NE(body_of(answer.response)["faultstring"].get<std::string>().find("case sensitive"),
              std::string::npos);
  }
}

TEST(SessionLogin, SetsCookiesThatLaterCallsMayUse) {
  Installed pb;
  const auto answer = pb.call("Session/login", {{"login", "demo"}, {"token", "t-demo"}}, "");
  const std::string session_id = base::text_of(body_of(answer.response)["session_id"]);
  EXPECT_EQ(answer.response.headers.count("Set-Cookie"), 2u);
  ASSERT_NE(answer.response.headers.find("Set-Cookie"), nullptr);
  EXPECT_EQ(*answer.response.headers.find("Set-Cookie"),
            "session_id=" + session_id + "; Path=/; HttpOnly; SameSite=Strict");
  base::HttpRequest later =
      json_request("/rest/Account/get_account_info", R"({"params":{"i_account":"1001"}})");
  later.headers.add("Cookie", "session_id=" + session_id);
  EXPECT_EQ(pb.ask(later).response.status, 200);
}

TEST(SessionLogin, LocksALoginAfterTooManyFailures) {
  ApiOptions options;
  options.failed_logins_max = 3;
  Installed pb(options);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(pb.call("Session/login", {{"login", "demo"}, {"password", "x"}}, "").faultcode,
              "Server.Session.auth_failed");
  }
  const base::Json right = {{"login", "demo"}, {"password", "exAmple"}};
  EXPECT_EQ(pb.call("Session/login", right, "").faultcode,
            "Server.Session.cannot_login_brute_force_activity");
  pb.now = pb.now + 15min;
  EXPECT_EQ(pb.call("Session/login", right, "").response.status, 200);
}

TEST(SessionLogin, MayDemandANewPassword) {
  ApiOptions options;
  options.must_change_password = {"demo"};
  Installed pb(options);
  const base::Json old_one = {{"login", "demo"}, {"password", "exAmple"}};
  EXPECT_EQ(pb.call("Session/login", old_one, "").faultcode, "Server.Session.alert_You_must_change_password");
  const auto changed = pb.call("Session/change_password",
                               {{"login", "demo"}, {"password", "exAmple"}, {"new_password", "N3w"}}, "");
  EXPECT_EQ(body_of(changed.response)["success"], 1);
  EXPECT_EQ(pb.call("Session/login", old_one, "").faultcode, "Server.Session.auth_failed");
  EXPECT_EQ(pb.call("Session/login", {{"login", "demo"}, {"password", "N3w"}}, "").response.status, 200);
}

TEST(SessionRefresh, GivesNewTokensAndUsesUpTheOldOne) {
  Installed pb;
  const base::Json first = pb.login();
  const auto answer =
      pb.call("Session/refresh_access_token", {{"refresh_token", first["refresh_token"]}}, "stale");
  ASSERT_EQ(answer.response.status, 200);
  const base::Json second = body_of(answer.response);
  EXPECT_THAT(keys_of(second),
              ElementsAre("access_token", "expires_at", "expires_in", "mfa_enabled", "refresh_token"));
  EXPECT_NE(second["access_token"], first["access_token"]);
  EXPECT_NE(second["refresh_token"], first["refresh_token"]);
  EXPECT_EQ(pb.call(kInfo, kAccount, second["access_token"]).response.status, 200);
  EXPECT_EQ(pb.call(kInfo, kAccount, first["access_token"]).response.status, 200);
  EXPECT_EQ(
      pb.call("Session/refresh_access_token", {{"refresh_token", first["refresh_token"]}}, "").faultcode,
      "Server.Session.refresh_access_token.refresh_failed");
}

TEST(SessionRefresh, MayEndTheOldToken) {
  ApiOptions options;
  options.refresh_ends_old_token = true;
  Installed pb(options);
  const base::Json first = pb.login();
  pb.call("Session/refresh_access_token", {{"refresh_token", first["refresh_token"]}}, "");
  EXPECT_EQ(pb.call(kInfo, kAccount, first["access_token"]).faultcode,
            "Client.Session.check_auth.failed_to_process_access_token");
}

TEST(SessionEnd, ComesWithTheTokensLifetimeInVirtualTime) {
  ApiOptions options;
  options.token_lifetime = 900s;
  Installed pb(options);
  const base::Json session = pb.login();
  EXPECT_EQ(session["expires_in"], 900);
  EXPECT_EQ(pb.api.next_due(), std::optional(kStart + 900s));
  pb.now = kStart + 899s;
  EXPECT_EQ(pb.call(kInfo, kAccount, session["access_token"]).response.status, 200);
  pb.now = kStart + 900s;
  EXPECT_EQ(pb.call(kInfo, kAccount, session["access_token"]).faultcode,
            "Client.Session.check_auth.failed_to_process_access_token");
  const auto by_id = pb.ask(
      form_request("/rest/Account/get_account_info",
                   "auth_info=" + base::percent_encode(base::dump({{"session_id", session["session_id"]}})) +
                       "&params=%7B%7D"));
  EXPECT_EQ(by_id.faultcode, "Server.Session.check_auth.auth_failed");
  EXPECT_EQ(pb.call("Session/refresh_access_token", {{"refresh_token", session["refresh_token"]}}, "")
                .response.status,
            200);
}

TEST(SessionEnd, ComesWithInactivityToo) {
  Installed pb;
  const base::Json session = pb.login();
  pb.now = kStart + 23h;
  EXPECT_EQ(pb.call(kInfo, kAccount, session["access_token"]).response.status, 200);
  pb.now = kStart + 46h;
  EXPECT_EQ(pb.call(kInfo, kAccount, session["access_token"]).response.status, 200);
  Installed idle;
  const base::Json unused = idle.login();
  idle.now = kStart + 24h;
  EXPECT_EQ(idle.call(kInfo, kAccount, unused["access_token"]).response.status, 500);
  EXPECT_EQ(idle.call("Session/refresh_access_token", {{"refresh_token", unused["refresh_token"]}}, "")
                .response.status,
            500);
  EXPECT_EQ(idle.api.next_due(), std::nullopt);
}

TEST(SessionEnd, CanBeForced) {
  Installed pb;
  const auto answer = pb.call("Session/login", {{"login", "demo"}, {"password", "exAmple"}}, "");
  const base::Json session = body_of(answer.response);
  pb.api.expire_session(answer.session_started);
  EXPECT_EQ(pb.call(kInfo, kAccount, session["access_token"]).response.status, 500);
  EXPECT_EQ(pb.call("Session/refresh_access_token", {{"refresh_token", session["refresh_token"]}}, "")
                .response.status,
            200);
}

TEST(SessionLogout, EndsTokensAndRefresh) {
  Installed pb;
  for (const bool by_token : {true, false}) {
    const base::Json session = pb.login();
    const base::Json params = by_token ? base::Json{{"access_token", session["access_token"]}}
                                       : base::Json{{"session_id", session["session_id"]}};
    EXPECT_EQ(pb.call("Session/logout", params, "").response.body, R"({"success":1})");
    EXPECT_EQ(pb.call("Session/logout", params, "").faultcode,
              "Client.Session.logout.failed_to_process_access_token");
    EXPECT_EQ(
        pb.call("Session/refresh_access_token", {{"refresh_token", session["refresh_token"]}}, "").faultcode,
        "Server.Session.refresh_access_token.refresh_failed");
  }
}

TEST(SessionPing, TellsTheUserOrZero) {
  Installed pb;
  const base::Json session = pb.login();
  EXPECT_EQ(pb.call("Session/ping", {{"access_token", session["access_token"]}}, "").response.body,
            R"({"user_id":42})");
  const auto dead = pb.call("Session/ping", {{"access_token", "x"}}, "");
  EXPECT_EQ(dead.response.status, 200);
  EXPECT_EQ(dead.response.body, R"({"user_id":0})");
  ApiOptions newer;
  newer.ping_faults = true;
  Installed later(newer);
  EXPECT_EQ(later.call("Session/ping", {{"access_token", "x"}}, "").faultcode,
            "Client.Session.ping.failed_to_process_access_token");
}

TEST(SessionLoginToRealm, LetsAnAccountInWithoutItsPassword) {
  Installed pb;
  const base::Json admin = pb.login();
  const auto answer =
      pb.call("Session/login_to_realm", {{"login", "panda1"}, {"realm", "accounts"}}, admin["access_token"]);
  ASSERT_EQ(answer.response.status, 200);
  const base::Json session = body_of(answer.response);
  EXPECT_FALSE(part_of(base::text_of(session["access_token"]), 1).contains("i_account"));
  EXPECT_EQ(pb.call(kInfo, base::Json::object(), session["access_token"], Realm::Account).response.status,
            200);
  EXPECT_EQ(pb.call(kInfo, base::Json::object(), session["access_token"], Realm::Admin).response.status, 500);
  EXPECT_EQ(pb.call("Session/login_to_realm", {{"login", "x"}, {"realm", "accounts"}}, admin["access_token"])
                .response.status,
            500);
}

TEST(CheckAuth, FaultsByTheWayThatWasTried) {
  Installed pb;
  const std::string jwt = base::base64url(R"({"alg":"RS256"})") + "." + base::base64url("{}") + ".c2ln";
  const struct {
    const char* name;
    base::HttpRequest request;
    const char* faultcode;
  } cases[] = {
      {"nothing", json_request("/rest/Account/get_account_info", "{}"), "Client.check_auth.envelope_missed"},
      {"empty session id",
       json_request("/rest/Account/get_account_info", R"({"auth_info":{"session_id":""}})"),
       "Client.check_auth.envelope_missed"},
      {"session id", json_request("/rest/Account/get_account_info", R"({"auth_info":{"session_id":"abc"}})"),
       "Server.Session.check_auth.auth_failed"},
      {"unknown token", json_request("/rest/Account/get_account_info", "{}", jwt),
       "Client.Session.check_auth.failed_to_process_access_token"},
      {"no JWT", json_request("/rest/Account/get_account_info", "{}", "junk"),
       "Client.Session.check_auth.failed_to_process_jwt"},
      {"token in auth_info",
       json_request("/rest/Account/get_account_info", R"({"auth_info":{"access_token":"junk"}})"),
       "Client.Session.check_auth.failed_to_process_jwt"},
      {"login",
       json_request("/rest/Account/get_account_info", R"({"auth_info":{"login":"demo","password":"x"}})"),
       "Server.Session.auth_failed"},
  };
  for (const auto& row : cases) {
    const auto described = pb.api.describe(row.request, Realm::Admin, pb.world);
    EXPECT_NE(described.authorization_problem, "") << row.name;
    const auto answer = pb.ask(row.request);
    EXPECT_EQ(answer.response.status, 500) << row.name;
    EXPECT_EQ(answer.faultcode, row.faultcode) << row.name;
  }
}

TEST(CheckAuth, TakesEveryWayThatIsRight) {
  Installed pb;
  const base::Json session = pb.login();
  const std::string token = base::text_of(session["access_token"]);
  for (const base::Json& auth_info :
       {base::Json{{"session_id", session["session_id"]}}, base::Json{{"access_token", token}},
        base::Json{{"login", "demo"}, {"password", "exAmple"}},
        base::Json{{"login", "demo"}, {"token", "t-demo"}}}) {
    const auto asked = json_request("/rest/Account/get_account_info",
                                    base::dump({{"params", kAccount}, {"auth_info", auth_info}}));
    EXPECT_EQ(pb.api.describe(asked, Realm::Admin, pb.world).authorization_problem, "") << auth_info;
    EXPECT_EQ(pb.ask(asked).response.status, 200) << auth_info;
  }
  const auto described =
      pb.api.describe(json_request("/rest/Account/get_account_info", "{}", token), Realm::Admin, pb.world);
  EXPECT_EQ(described.session, "session 1");
}

TEST(SessionStore, KeepsAtMostSoManySessions) {
  ApiOptions options;
  options.sessions_max = 2;
  Installed pb(options);
  const base::Json first = pb.login();
  pb.login();
  pb.login();
  EXPECT_EQ(pb.call(kInfo, kAccount, first["access_token"]).response.status, 500);
}

TEST(ApiSecrets, NameEveryTokenHandedOut) {
  Installed pb;
  const base::Json session = pb.login();
  const auto secrets = pb.api.secrets();
  for (const char* name : {"session_id", "refresh_token", "access_token"}) {
    EXPECT_THAT(secrets, testing::Contains(session[name].get<std::string>())) << name;
  }
}

}  // namespace
}  // namespace sim::api
