// The control API of `espf serve`, asked without a socket, against an Installation.
#include "simulator/console/control_api.h"

#include <gmock/gmock.h>

#include "simulator/console/ready_file.h"
#include "tests/installation/support.h"

namespace sim {
namespace {

using testing::HasSubstr;

class ControlApiTest : public tests::InstallationTest {
 protected:
  ControlApiTest() {
    options.time.mode = TimeMode::Real;
    start();
    control_.emplace(loop, *installation, "t0ken");
  }

  static base::HttpRequest request(const std::string& method, const std::string& target,
                                   const std::string& body = "") {
    return {method, target, {{"Host", "127.0.0.1:1234"}, {"Authorization", "Bearer t0ken"}}, body};
  }
  // The answer, when it is there.
  base::HttpResponse answered(const base::HttpRequest& asked) {
    std::optional<base::HttpResponse> answer;
    control_->answer(asked, reply_into(answer));
    wait_for("the answer to " + asked.target, [&] { return answer.has_value(); });
    return answer.value_or(base::HttpResponse{0, {}, ""});
  }
  static base::Reply reply_into(std::optional<base::HttpResponse>& answer) {
    return base::Reply([&answer](base::Reply::Answer given) {
      if (auto* response = std::get_if<base::HttpResponse>(&given)) answer = std::move(*response);
    });
  }
  static base::Json json(const base::HttpResponse& response) {
    return base::parse_json(response.body).value_or(base::Json());
  }

  std::optional<ControlApi> control_;
};

TEST_F(ControlApiTest, RefusesWhoHasNoToken) {
  for (const char* authorization : {"", "Bearer", "Bearer t0ke", "Bearer t0kenn", "Basic t0ken"}) {
    base::HttpRequest asked = request("GET", "/control/time");
    asked.headers.set("Authorization", authorization);
    EXPECT_EQ(answered(asked).status, 401) << authorization;
  }
  base::HttpRequest asked = request("GET", "/control/time");
  asked.headers.remove("Authorization");
  EXPECT_EQ(answered(asked).status, 401);
}

TEST_F(ControlApiTest, RefusesEveryOtherHostSoThatNoWebPageMaySpeakToIt) {
  for (const char* host : {"evil.example", "evil.example:80", "127.0.0.1.evil.example", ""}) {
    base::HttpRequest asked = request("GET", "/control/time");
    asked.headers.set("Host", host);
    EXPECT_EQ(answered(asked).status, 403) << host;
  }
  for (const char* host : {"127.0.0.1", "localhost:99", "[::1]:99", "[::1]"}) {
    base::HttpRequest asked = request("GET", "/control/time");
    asked.headers.set("Host", host);
    EXPECT_EQ(answered(asked).status, 200) << host;
  }
}

TEST_F(ControlApiTest, SaysWhatThereIsNot) {
  EXPECT_EQ(answered(request("GET", "/control/change")).status, 404);
  EXPECT_EQ(answered(request("GET", "/")).status, 404);
}

TEST_F(ControlApiTest, MakesAChange) {
  const auto answer =
      answered(request("POST", "/control/change", R"({"account": "380501112233", "do": "block"})"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json(answer)["changed"], true);
  EXPECT_EQ(json(answer)["number"], 1);
  EXPECT_THAT(json(answer)["description"].get<std::string>(), HasSubstr("380501112233"));
  EXPECT_TRUE(installation->world().account("380501112233")->blocked);
  wait_for("the delivery", [&] { return application.requests.size() == 1; });
}

TEST_F(ControlApiTest, SaysWhereAChangeChangesNothing) {
  const auto again = request("POST", "/control/change", "{account: 380501112233, do: block}");
  EXPECT_EQ(json(answered(again))["changed"], true) << "YAML will do as well";
  EXPECT_EQ(json(answered(again))["changed"], false);
}

TEST_F(ControlApiTest, SaysWhatIsWrongWithAChange) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "a change"},
      {"[]", "map"},
      {"{account: 380501112233}", "do"},
      {"{do: block}", "exactly one entity"},
      {"{account: 1, customer: Panda Telecom, do: block}", "exactly one entity"},
      {"{account: 380501112233, do: blok}", "did you mean `block`"},
      {"{account: 380501112299, do: block}", "380501112299"},
      {"{acount: 380501112233, do: block}", "account"},
      {"{account: 380501112233, do: {set: {product: Nothing}}}", "Nothing"},
      {"{account: 380501112233, do: [block]}", "a deed is a word"},
      {"{acount: 380501112233, dooo: block}",
       "did you mean `account`? And unknown key `dooo` in a change: one of: "},
      {"account: 380501112233, do: block", "write it as `{account: 380501112233, do: block}`"},
      {"{event_type: Account/Blocked}", "`espf trigger --emit` sends one"},
      {"{account: ~, do", ""},
      {"\xff\xfe", ""}};
  for (const auto& [body, said] : rows) {
    const auto answer = answered(request("POST", "/control/change", body));
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(json(answer)["error"].get<std::string>(), HasSubstr(said)) << body;
  }
  EXPECT_EQ(installation->transcript().last_number(), 0u) << "nothing happened";
}

TEST_F(ControlApiTest, EmitsARawEvent) {
  const auto answer = answered(request(
      "POST", "/control/emit", "{event_type: Moon/Landed, account: 380501112233, variables: {crater: 9}}"));
  EXPECT_EQ(answer.status, 200) << answer.body;
  wait_for("the delivery", [&] { return application.requests.size() == 1; });
  const auto event = base::parse_json(application.requests[0].body).value_or(base::Json());
  EXPECT_EQ(event["event_type"], "Moon/Landed");
  EXPECT_EQ(event["variables"]["i_account"], 1001);
  EXPECT_EQ(event["variables"]["crater"], 9);
  EXPECT_EQ(json(answer).value("note", ""), "PortaBilling has no event type `Moon/Landed`");
  const auto near = answered(request("POST", "/control/emit", "{event_type: Account/Bloked}"));
  EXPECT_THAT(json(near).value("note", ""), HasSubstr("`Account/Bloked`: did you mean `Account/Blocked`?"));
  const auto known = answered(request("POST", "/control/emit", "{event_type: Account/Blocked}"));
  EXPECT_EQ(json(known).value("note", ""), "");
}

TEST_F(ControlApiTest, EmitsWithTheNumbersThatAreSaidOrThatAnEntityHas) {
  struct Case {
    const char* body;
    const char* variables;
  };
  const Case cases[] = {
      {"{event_type: Account/Blocked, i_account: 1001}", R"({"i_account":1001})"},
      {"{event_type: Account/Blocked, i_customer: 9, i_invoice: 7}", R"({"i_customer":9,"i_invoice":7})"},
      {"{event_type: Account/Blocked, i_account: 1001, variables: {i_account: 2}}", R"({"i_account":2})"},
  };
  std::size_t sent = 0;
  for (const Case& each : cases) {
    const auto answer = answered(request("POST", "/control/emit", each.body));
    EXPECT_EQ(answer.status, 200) << answer.body;
    sent += 1;
    wait_for("the delivery", [&] { return application.requests.size() == sent; });
    auto event = base::parse_json(application.requests.back().body).value_or(base::Json());
    event["variables"].erase("i_env");
    event["variables"].erase("event_time");
    event["variables"].erase("i_event");
    EXPECT_EQ(base::dump(event["variables"]), each.variables) << each.body;
  }
}

TEST_F(ControlApiTest, SaysWhatIsWrongWithARawEvent) {
  for (const auto& [body, said] : std::vector<std::pair<std::string, std::string>>{
           {"{account: 380501112233}", "event_type"},
           {"{account: 380501112233, do: block}", "`espf trigger` without `--emit`"},
           {"{event_type: A/B, account: 38050111223}", "did you mean `380501112233`"},
           {"{event_type: A/B, variables: 3}", "variables are a map"}}) {
    const auto answer = answered(request("POST", "/control/emit", body));
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(json(answer)["error"].get<std::string>(), HasSubstr(said)) << body;
  }
}

TEST_F(ControlApiTest, TellsAndMovesTime) {
  const auto before = json(answered(request("GET", "/control/time")));
  EXPECT_THAT(before["now"].get<std::string>(), HasSubstr("2026-01-31 12:0"));
  const auto after = json(answered(request("POST", "/control/time", R"({"by": "24h"})")));
  EXPECT_GE(after["unix_us"].get<std::int64_t>() - before["unix_us"].get<std::int64_t>(),
            std::chrono::microseconds(std::chrono::hours(24)).count());
  for (const char* body :
       {"", "{}", R"({"by": 24})", R"({"by": "24"})", R"({"by": "-24h"})", R"({"by": "999999d"})", "[]"}) {
    const auto refused = answered(request("POST", "/control/time", body));
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_THAT(refused.body, HasSubstr("at most 100 years")) << body;
  }
}

TEST_F(ControlApiTest, GivesTheTranscriptInPiecesWithoutSecrets) {
  ASSERT_FALSE(login().empty());
  const auto all = answered(request("GET", "/control/transcript"));
  EXPECT_THAT(all.body, HasSubstr("Session/login"));
  EXPECT_THAT(all.body, Not(HasSubstr("Long-Password-1")));
  std::size_t lines_seen = 0;
  for (std::size_t at = 0; at < all.body.size(); at = all.body.find('\n', at) + 1, ++lines_seen) {
    const std::string line = all.body.substr(at, all.body.find('\n', at) - at);
    EXPECT_TRUE(base::parse_json(line)) << line;
  }
  EXPECT_EQ(lines_seen, installation->transcript().entries().size());

  const std::string last = *all.headers.find("X-Last-Number");
  EXPECT_EQ(answered(request("GET", "/control/transcript?after=" + last)).body, "");
  const auto text = answered(request("GET", "/control/transcript?format=text"));
  EXPECT_THAT(text.body, HasSubstr("Application"));
  EXPECT_THAT(text.body, HasSubstr("→"));
}

TEST_F(ControlApiTest, WaitsForTheTranscriptToGoOn) {
  std::optional<base::HttpResponse> answer;
  control_->answer(request("GET", "/control/transcript?wait_ms=20000"), reply_into(answer));
  EXPECT_FALSE(answer.has_value());
  installation->note("something happened");
  wait_for("the waiting transcript", [&] { return answer.has_value(); });
  EXPECT_THAT(answer->body, HasSubstr("something happened"));
}

TEST_F(ControlApiTest, WaitsNoLongerThanAsked) {
  EXPECT_EQ(answered(request("GET", "/control/transcript?wait_ms=60")).body, "");
}

TEST_F(ControlApiTest, MayEndWhileSomebodyWaits) {
  std::optional<base::HttpResponse> answer;
  control_->answer(request("GET", "/control/transcript?wait_ms=20000"), reply_into(answer));
  control_.reset();
  installation->note("nobody listens");
  wait_for("patience", [&] { return installation->timeline().is_quiet(); });
  EXPECT_FALSE(answer.has_value());
}

// -- the ready file ----------------------------------------------------------------------------------------

TEST_F(ControlApiTest, ReadyFileHoldsAllThatScriptsNeed) {
  const base::Json ready = ready_object(installation->addresses(), "http://127.0.0.1:9", "t0ken");
  for (const char* member : {"portabilling_url", "portabilling_https_url", "espf_url", "clock_url",
                             "control_url", "control_token", "ca_file", "login", "password", "token"}) {
    EXPECT_TRUE(ready.contains(member)) << member;
  }
  for (const char* realm : {"admin", "reseller", "customer", "account"}) {
    EXPECT_TRUE(ready["realms"][realm].contains("http")) << realm;
    EXPECT_TRUE(ready["realms"][realm].contains("https")) << realm;
  }
  EXPECT_EQ(ready["realms"]["admin"]["http"], ready["portabilling_url"]);
  EXPECT_TRUE(ready["external_systems"].contains("hss"));
  const auto address = read_control_address(base::dump(ready));
  ASSERT_TRUE(address);
  EXPECT_EQ(address->url, "http://127.0.0.1:9");
  EXPECT_EQ(address->token, "t0ken");
}

TEST(ReadyFile, ThatIsNoneSaysWhatIsMissing) {
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {"[]", "control_url"},
           {R"({"control_url": "x"})", "control_token"},
           {R"({"control_url": 3, "control_token": "x"})", "control_url"}}) {
    const auto address = read_control_address(text);
    ASSERT_FALSE(address) << text;
    EXPECT_THAT(address.error().what, HasSubstr(said)) << text;
  }
}

TEST_F(ControlApiTest, ExplainsACall) {
  const auto ask = [&](const std::string& query) {
    return answered(request("GET", "/control/explain?" + query));
  };
  const auto told =
      json(ask("method=%2Frest%2FAccount%2Fget_account_info&realm=account&params=%7Bi_account%3A%20x%7D"));
  EXPECT_EQ(told.value("method", ""), "Account/get_account_info");
  EXPECT_EQ(told.value("realm", ""), "account");
  EXPECT_EQ(told.value("answered_by", ""), "model");
  EXPECT_THAT(told.value("fault", ""), HasSubstr("wrong_parameter"));
  struct Case {
    const char* query;
    const char* error;
  };
  for (const Case& each :
       {Case{"", "name the method"}, Case{"method=a&realm=acount", "did you mean `account`?"},
        Case{"method=a&params=[1]", "params: write a map"}, Case{"method=a&params=%7Ba", "params: "},
        Case{"method=%zz", ""}}) {
    const auto refused = ask(each.query);
    EXPECT_EQ(refused.status, 400) << each.query;
    EXPECT_THAT(json(refused).value("error", ""), HasSubstr(each.error));
  }
}

}  // namespace
}  // namespace sim
