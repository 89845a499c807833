#include "provisioner/portabilling_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/provisioner/fake_portabilling.h"

namespace prov {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Keeps errors.
class ErrorLog final : public base::Log {
 public:
  void write(base::LogLevel level, std::string_view message, const base::LogFields& fields) override {
    if (level == base::LogLevel::Error) errors.push_back(base::log_text(message, fields));
  }
  std::vector<std::string> errors;
};

class PortaBillingClientTest : public testing::Test {
 protected:
  PortaBillingClientTest() { fake_.set(7, {}); }

  base::ManualClock clock_{base::WallTime()};
  ErrorLog log_;
  FakePortaBilling fake_;
  base::LoopbackHttpClient http_ = fake_.client();
  PortaBillingOptions options_ = fake_options();
  PortaBillingSession session_{options_, http_, clock_, log_};
  PortaBillingClient client_{options_, http_, session_};
};

TEST_F(PortaBillingClientTest, LogsInOnceForManyCalls) {
  ASSERT_TRUE(client_.account(IAccount(7)));
  ASSERT_TRUE(client_.account(IAccount(7)));
  EXPECT_EQ(fake_.count("Session/login"), 1);
  EXPECT_EQ(fake_.count("Service/get_service_info"), 2) << "names of services are kept";
}

TEST_F(PortaBillingClientTest, RefreshesWhereTheAccessTokenIsOverAndRepeatsTheCall) {
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  fake_.end_access_token();
  const auto answer = client_.call("Account/get_account_info", {{"i_account", 7}});
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_THAT(fake_.calls(),
              ElementsAre("Session/login", "Account/get_account_info", "Account/get_account_info",
                          "Session/refresh_access_token", "Account/get_account_info"));
}

TEST_F(PortaBillingClientTest, LogsInAgainWhereTheRefreshTokenIsOverToo) {
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  fake_.end_session();
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  EXPECT_THAT(fake_.calls(),
              ElementsAre("Session/login", "Account/get_account_info", "Account/get_account_info",
                          "Session/refresh_access_token", "Session/login", "Account/get_account_info"));
}

TEST_F(PortaBillingClientTest, EverySessionFaultOfThePublishedClientsRenews) {
  for (const char* code : {"Server.Session.check_auth.auth_failed", "Client.check_auth.envelope_missed",
                           "Client.Session.check_auth.failed_to_process_jwt",
                           "Client.Session.check_auth.failed_to_process_access_token"}) {
    fake_.answer_next("Account/get_account_info",
                      base::json_response(500, base::dump({{"faultcode", code}, {"faultstring", "over"}})));
    EXPECT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}})) << code;
  }
  EXPECT_EQ(fake_.count("Session/refresh_access_token"), 4);
  EXPECT_EQ(fake_.count("Session/login"), 1);
}

TEST_F(PortaBillingClientTest, RepeatsOnceOnly) {
  const auto over = base::json_response(
      500,
      R"({"faultcode":"Server.Session.check_auth.auth_failed","faultstring":"Authentification failed"})");
  fake_.answer_next("Account/get_account_info", over, 2);
  const auto answer = client_.call("Account/get_account_info", {{"i_account", 7}});
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().what, HasSubstr("Server.Session.check_auth.auth_failed"));
  EXPECT_EQ(fake_.count("Account/get_account_info"), 2);
}

TEST_F(PortaBillingClientTest, AnotherFaultDoesNotTouchTheSession) {
  fake_.answer_next("Account/get_account_info",
                    base::json_response(500, R"({"faultcode":"Server.Account.trouble","faultstring":"no"})"));
  const auto answer = client_.call("Account/get_account_info", {{"i_account", 7}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, FailureKind::Passing);
  EXPECT_THAT(fake_.calls(), ElementsAre("Session/login", "Account/get_account_info"));
}

TEST_F(PortaBillingClientTest, RenewsBeforeTheTokenEnds) {
  fake_.set_expires_in(900);
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  clock_.advance(std::chrono::seconds(674));
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  EXPECT_EQ(fake_.count("Session/refresh_access_token"), 0);
  clock_.advance(std::chrono::seconds(1));  // a quarter of its life is left
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  EXPECT_EQ(fake_.count("Session/refresh_access_token"), 1);
}

TEST_F(PortaBillingClientTest, DoesNotHammerWithALoginThatIsRefused) {
  fake_.answer_next(
      "Session/login",
      base::json_response(500, R"({"faultcode":"Server.Session.auth_failed","faultstring":"wrong"})"));
  EXPECT_THAT(client_.call("Env/get_env_info", base::Json::object()).error().what, HasSubstr("auth_failed"));
  EXPECT_THAT(client_.call("Env/get_env_info", base::Json::object()).error().what, HasSubstr("auth_failed"));
  EXPECT_EQ(fake_.count("Session/login"), 1);
  clock_.advance(options_.login_pause);
  EXPECT_TRUE(client_.call("Env/get_env_info", base::Json::object()));
}

TEST_F(PortaBillingClientTest, SaysOnceThatTheLoginIsRefusedAndWhatToLookAt) {
  const auto refusal =
      base::json_response(500, R"({"faultcode":"Server.Session.auth_failed","faultstring":"wrong"})");
  fake_.answer_next("Session/login", refusal, 2);
  for (int n = 0; n < 2; ++n) {
    EXPECT_FALSE(client_.call("Env/get_env_info", base::Json::object()));
    clock_.advance(options_.login_pause);
  }
  ASSERT_EQ(log_.errors.size(), 1u);
  EXPECT_THAT(log_.errors[0], HasSubstr("PortaBilling refuses the login"));
  EXPECT_THAT(log_.errors[0], HasSubstr("portabilling.login"));
  EXPECT_THAT(log_.errors[0], HasSubstr("auth_failed"));
  EXPECT_TRUE(client_.call("Env/get_env_info", base::Json::object()));
  fake_.end_session();
  fake_.answer_next("Session/login", refusal);
  EXPECT_FALSE(client_.call("Env/get_env_info", base::Json::object()));
  EXPECT_EQ(log_.errors.size(), 2u) << "what was mended meanwhile is told again";
}

TEST_F(PortaBillingClientTest, ManyThreadsRenewOneSessionOnce) {
  ASSERT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
  fake_.end_access_token();
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this] {
      EXPECT_TRUE(client_.call("Account/get_account_info", {{"i_account", 7}}));
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(fake_.count("Session/refresh_access_token"), 1);
  EXPECT_EQ(fake_.count("Session/login"), 1);
}

TEST_F(PortaBillingClientTest, TellsGarbageAndSilenceFromAnAnswer) {
  fake_.answer_next("Account/get_account_info", base::HttpResponse{200, {}, "<h1>OK</h1>"});
  EXPECT_THAT(client_.account(IAccount(7)).error().what, HasSubstr("no JSON object"));
  fake_.answer_next("Account/get_account_info", base::HttpFailure::Timeout);
  const auto silent = client_.account(IAccount(7));
  EXPECT_EQ(silent.error().kind, FailureKind::Passing);
  fake_.answer_next("Account/get_account_info", base::HttpFailure::Cancelled);
  EXPECT_EQ(client_.account(IAccount(7)).error().kind, FailureKind::Stopped);
}

TEST_F(PortaBillingClientTest, TakesNoAccountOfAnAnswerThatSaysNothingOfIt) {
  struct Case {
    const char* method;
    const char* answer;
    const char* why;  // "" where it is an answer
  };
  const Case cases[] = {
      // First, since names of services are kept.
      {"Service/get_service_info", R"({"service_info":"x"})", "no object"},
      {"Service/get_service_info", R"({"faultcode":"x","faultstring":"y"})", "without a service_info"},
      {"Service/get_service_info", R"({"service_info":{"i_service":3}})", "no name"},
      {"Service/get_service_info", R"({"service_info":{"error":"x"}})", "no name"},
      {"Service/get_service_info", R"({"service_info":{"name":null}})", "no name"},
      {"Service/get_service_info", R"({"service_info":{"i_service":999,"name":"Voice"}})", "another service"},
      {"Service/get_service_info", "{}", ""},
      {"Service/get_service_info", R"({"service_info":null})", ""},
      {"Account/get_account_info", "{}", ""},
      {"Account/get_account_info", R"({"account_info":null})", ""},
      {"Account/get_account_info", R"({"account_info":{}})", ""},
      {"Account/get_account_info", R"({"account_info":{"id":"1","i_account":"7","i_product":"4"}})", ""},
      {"Account/get_account_info", R"({"account_info":{"id":"1","i_account":7}})", "no i_product"},
      {"Account/get_account_info", R"({"account_info":{"id":"1","i_product":4}})", "no i_account"},
      {"Account/get_account_info", R"({"account_info":"x"})", "no object"},
      {"Account/get_account_info", R"({"account_info":5})", "no object"},
      {"Account/get_account_info", R"({"account_info":[1]})", "no object"},
      {"Account/get_account_info", R"({"account_info":{"i_account":7}})", "no id"},
      {"Account/get_account_info", R"({"account_info":{"id":"1","i_account":8}})", "another account"},
      {"Account/get_account_info", R"({"account_info":{"id":"1","i_account":{}}})", "no i_account"},
      {"Account/get_account_info", R"({"faultcode":"x","faultstring":"y"})", "without an account_info"},
      {"Product/get_product_info", "{}", ""},
      {"Product/get_product_info", R"({"product_info":[]})", ""},
      {"Product/get_product_info", R"({"product_info":[1]})", "no object"},
      {"Product/get_product_info", R"({"product_info":{"i_product":999,"name":"Other"}})", "another product"},
      {"Product/get_product_info", R"({"error":"down"})", "without a product"},
      {"SIMCard/get_card_list", "{}", ""},
      {"SIMCard/get_card_list", R"({"sim_card_list":[]})", ""},
      {"SIMCard/get_card_list", R"({"sim_card_list":null,"total":0})", ""},
      {"SIMCard/get_card_list", R"({"total":0})", ""},
      {"SIMCard/get_card_list", R"({"sim_card_list":"x"})", "without a list"},
      {"SIMCard/get_card_list", R"({"faultcode":"x","faultstring":"y"})", "without a list"},
      {"SIMCard/get_card_list", R"({"sim_card_list":[null]})", "has no imsi"},
      {"SIMCard/get_card_list", R"({"sim_card_list":[{"imsi":"1"},{}]})", "has no imsi"},
      {"SIMCard/get_card_list", R"({"sim_card_list":[],"total":1})", "fewer than it counts"},
      {"SIMCard/get_card_list", R"({"sim_card_list":null,"total":1})", "without a list"},
      {"SIMCard/get_card_list", R"({"account_list":[]})", "without a list"},
      {"SIMCard/get_card_list", R"({"error":"x","x_list":null})", "without a list"},
  };
  for (const Case& each : cases) {
    fake_.answer_next(each.method, base::HttpResponse{200, {}, each.answer});
    const auto account = client_.account(IAccount(7));
    EXPECT_EQ(account.has_value(), std::string_view(each.why).empty()) << each.method << each.answer;
    if (account) continue;
    EXPECT_EQ(account.error().kind, FailureKind::Passing) << each.answer;
    EXPECT_THAT(account.error().what, HasSubstr(each.why)) << each.answer;
  }
}

TEST_F(PortaBillingClientTest, TakesNoListThatHasSomethingElse) {
  for (const auto& [answer, why] :
       {std::pair(R"({"account_list":[1,{},null]})", "has no i_account"),
        std::pair(R"({"account_list":[{"i_account":"abc"}]})", "has no i_account"),
        std::pair(R"({"account_list":[{"i_account":-1}]})", "has no i_account"),
        std::pair(R"({"account_list":[{"i_account":7}],"total":12})", "fewer")}) {
    fake_.answer_next("Account/get_account_list", base::HttpResponse{200, {}, answer});
    const auto accounts = client_.accounts_of(ICustomer(3));
    ASSERT_FALSE(accounts) << answer;
    EXPECT_THAT(accounts.error().what, HasSubstr(why)) << answer;
  }
}

TEST_F(PortaBillingClientTest, ListsAccountsPageByPage) {
  auto options = options_;
  options.page_size = 2;
  PortaBillingClient paged(options, http_, session_);
  for (int i_account : {8, 9, 10}) fake_.set(i_account, {});
  fake_.set(11, {.i_customer = 4});
  EXPECT_THAT(*paged.accounts_of(ICustomer(3)),
              ElementsAre(IAccount(7), IAccount(8), IAccount(9), IAccount(10)));
  EXPECT_EQ(fake_.count("Account/get_account_list"), 3) << "until a short or empty page";
}

}  // namespace
}  // namespace prov
