// The ESPF API: statuses and service groups, with their codes.
#include "simulator/api/espf_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

const std::string kStatus = "/espf/v1/account/i/1001/status";
const std::string kOk = R"({"status":"OK","group":"HSS","message":"done"})";

std::string basic(const std::string& secret) { return "Basic " + base::base64("demo:" + secret); }

base::HttpRequest espf(std::string method, std::string target, std::string body = "",
                       std::string type = "application/json", std::string authorization = basic("exAmple")) {
  base::HttpRequest asked = request(std::move(method), std::move(target), {}, std::move(body));
  if (!type.empty()) asked.headers.add("Content-Type", std::move(type));
  if (!authorization.empty()) asked.headers.add("Authorization", std::move(authorization));
  return asked;
}

TEST(PostStatus, TakesFormAndJsonByBothNames) {
  const struct {
    std::string target, body, type;
    std::int64_t i_account;
  } cases[] = {
      {kStatus, kOk, "application/json", 1001},
      {kStatus, "status=OK&group=HSS&message=done", "application/x-www-form-urlencoded", 1001},
      {kStatus + "/", kOk, "application/json; charset=UTF-8", 1001},
      {"/espf/v1/account/380501112233/status", kOk, "application/json", 1001},
      {"/espf/v1/account/79001@msisdn/status", kOk, "application/json", 1003},
      {"/espf/v1/account/79001%40msisdn/status", kOk, "application/json", 1003},
  };
  for (const auto& row : cases) {
    Installed pb;
    const auto answer = pb.ask(espf("POST", row.target, row.body, row.type));
    EXPECT_EQ(answer.response.status, 200) << row.target << answer.response.body;
    EXPECT_EQ(answer.response.body, "{}");
    const auto posted = pb.api.statuses().find(IAccount(row.i_account), "HSS");
    ASSERT_TRUE(posted) << row.target;
    EXPECT_EQ(posted->status, ProvisioningStatus::Ok);
    EXPECT_EQ(posted->message, "done");
    EXPECT_EQ(posted->at, kStart);
  }
}

TEST(PostStatus, IsReadBackThroughTheApi) {
  Installed pb;
  pb.ask(espf("POST", kStatus, R"({"status":"FAILED","group":"IPTV","message":"no stream"})"));
  const base::Json list =
      pb.admin("Account/get_provisioning_status_list", {{"i_account", 1001}})["provisioning_status_list"];
  EXPECT_EQ(list[0]["group"], "IPTV");
  EXPECT_EQ(list[0]["status"], "FAILED");
}

TEST(PostStatus, AnswersRealCodes) {
  const std::string long_message(4001, 'x');
  const struct {
    const char* name;
    base::HttpRequest request;
    int status;
  } cases[] = {
      {"bad status", espf("POST", kStatus, R"({"status":"ok","group":"HSS"})"), 400},
      {"no status", espf("POST", kStatus, R"({"group":"HSS"})"), 400},
      {"no group", espf("POST", kStatus, R"({"status":"OK"})"), 400},
      {"unknown group", espf("POST", kStatus, R"({"status":"OK","group":"HLR"})"), 400},
      {"long message",
       espf("POST", kStatus, R"({"status":"OK","group":"HSS","message":")" + long_message + "\"}"), 400},
      {"broken JSON", espf("POST", kStatus, "{"), 400},
      {"a list", espf("POST", kStatus, "[]"), 400},
      {"no number", espf("POST", "/espf/v1/account/i/x/status", kOk), 400},
      {"no authorization", espf("POST", kStatus, kOk, "application/json", ""), 401},
      {"wrong password", espf("POST", kStatus, kOk, "application/json", basic("x")), 401},
      {"wrong token", espf("POST", kStatus, kOk, "application/json", "Bearer x"), 401},
      {"no authorization before a bad body", espf("POST", kStatus, "{", "application/json", ""), 401},
      {"unknown account", espf("POST", "/espf/v1/account/i/77/status", kOk), 404},
      {"unknown id", espf("POST", "/espf/v1/account/77/status", kOk), 404},
      {"unknown path", espf("POST", "/espf/v1/account/77"), 404},
      {"unknown version", espf("GET", "/espf/v2/groups"), 404},
      {"wrong verb", espf("GET", kStatus), 405},
      {"wrong type", espf("POST", kStatus, kOk, "text/plain"), 415},
      {"no type", espf("POST", kStatus, kOk, ""), 415},
      {"JSON sent as a form", espf("POST", kStatus, kOk, "application/x-www-form-urlencoded"), 400},
  };
  for (const auto& row : cases) {
    Installed pb;
    const auto answer = pb.ask(row.request);
    EXPECT_EQ(answer.response.status, row.status) << row.name << ": " << answer.response.body;
    EXPECT_TRUE(body_of(answer.response).contains("error")) << row.name;
    EXPECT_TRUE(pb.api.statuses().of(IAccount(1001)).empty()) << row.name;
    EXPECT_EQ(row.status == 401, answer.response.headers.count("WWW-Authenticate") == 1) << row.name;
  }
}

TEST(EspfApi, ProposesTheResourceThatWasMeant) {
  Installed pb;
  const std::string near = base::text_of(body_of(pb.ask(espf("GET", "/espf/v1/group")).response)["error"]);
  EXPECT_EQ(near, "the ESPF API has no such resource: did you mean `/espf/v1/groups`?");
  const std::string far = base::text_of(
      body_of(pb.ask(espf("POST", "/espf/v1/provisioning/status_of_account")).response)["error"]);
  EXPECT_THAT(far, testing::HasSubstr("/espf/v1/account/i/{i_account}/status"));
}

TEST(PostStatus, TakesAMessageOf4000CharactersWhateverTheirBytes) {
  Installed pb;
  std::string message;
  for (int i = 0; i < 4000; ++i) message += "é";
  const auto answer =
      pb.ask(espf("POST", kStatus, base::dump({{"status", "OK"}, {"group", "HSS"}, {"message", message}})));
  EXPECT_EQ(answer.response.status, 200);
}

TEST(EspfAuthorization, TakesBasicWithPasswordOrTokenAndBearer) {
  Installed pb;
  const std::string token = base::text_of(pb.login()["access_token"]);
  for (const std::string& header : {basic("exAmple"), basic("t-demo"), "Bearer " + token}) {
    EXPECT_EQ(pb.ask(espf("POST", kStatus, kOk, "application/json", header)).response.status, 200) << header;
  }
}

TEST(ServiceGroupsApi, ListsCreatesAndDeletes) {
  Installed pb;
  const base::Json list = body_of(pb.ask(espf("GET", "/espf/v1/groups")).response);
  EXPECT_EQ(base::dump(list["group_list"][0]), R"({"i_group":"1","is_custom":false,"name":"VoIP"})");
  EXPECT_EQ(list["group_list"].size(), 8u);

  const auto created = pb.ask(espf("POST", "/espf/v1/group/create", R"({"name":"IOT"})"));
  EXPECT_EQ(created.response.body, R"({"i_group":1001,"name":"IOT"})");
  EXPECT_EQ(pb.ask(espf("POST", kStatus, R"({"status":"OK","group":"IOT"})")).response.status, 200);
  EXPECT_EQ(pb.ask(espf("POST", "/espf/v1/group/create", R"({"name":"IOT"})")).response.status, 400);
  EXPECT_EQ(pb.ask(espf("POST", "/espf/v1/group/create", "name=TV", "application/x-www-form-urlencoded"))
                .response.status,
            200);
  EXPECT_EQ(pb.ask(espf("POST", "/espf/v1/group/create", "{}")).response.status, 400);
  EXPECT_EQ(pb.ask(espf("POST", "/espf/v1/group/create", base::dump({{"name", std::string(65, 'x')}})))
                .response.status,
            400);

  EXPECT_EQ(pb.ask(espf("DELETE", "/espf/v1/group/1001")).response.status, 200);
  EXPECT_EQ(pb.ask(espf("DELETE", "/espf/v1/group/1001")).response.status, 404);
  EXPECT_EQ(pb.ask(espf("DELETE", "/espf/v1/group/1")).response.status, 400);
  EXPECT_EQ(pb.ask(espf("POST", "/espf/v1/group/delete", R"({"i_group":"1002"})")).response.status, 200);
  EXPECT_EQ(pb.ask(espf("PUT", "/espf/v1/group/1002")).response.status, 405);
}

TEST(DescribeEspf, SaysWhoseStatusItIs) {
  Installed pb;
  const auto described =
      pb.api.describe(espf("POST", "/espf/v1/account/79001%40msisdn/status", kOk), Realm::Admin, pb.world);
  EXPECT_EQ(described.kind, Described::Kind::Status);
  EXPECT_EQ(described.i_account, IAccount(1003));
  EXPECT_EQ(described.params["status"], "OK");
  EXPECT_EQ(described.params["group"], "HSS");
  EXPECT_EQ(described.authorization_problem, "");
  const auto group = pb.api.describe(espf("GET", "/espf/v1/groups", "", "", ""), Realm::Admin, pb.world);
  EXPECT_EQ(group.kind, Described::Kind::Group);
  EXPECT_NE(group.authorization_problem, "");
}

TEST(EspfApi, SaysWhereAnIAccountBelongs) {
  Installed pb;
  const auto answer = pb.ask(espf("POST", "/espf/v1/account/1001/status", kOk)).response;
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, testing::HasSubstr("an i_account has the path /espf/v1/account/i/1001/status"));
}

}  // namespace
}  // namespace sim::api
