// The fake HSS by requests and answers, without a socket.
#include "simulator/external_system/hss.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

constexpr const char* kImsi = "255010000000001";
constexpr const char* kBody = R"({"msisdn":"380501112233","profile":"LTE 20M","barred":false})";
const base::VirtualTime kNow{std::chrono::seconds(1'000'000)};

base::HttpRequest request(std::string method, std::string target, std::string body = "",
                          std::string type = "application/json") {
  base::HttpRequest made;
  made.method = std::move(method);
  made.target = std::move(target);
  if (!body.empty()) made.headers.add("Content-Type", std::move(type));
  made.body = std::move(body);
  return made;
}

std::string path(const std::string& imsi) { return "/subscribers/" + imsi; }

base::Json body_of(const SystemAnswer& answer) {
  return base::parse_json(answer.response.body).value_or(base::Json("no JSON"));
}

class HssTest : public testing::Test {
 protected:
  SystemAnswer handle(const base::HttpRequest& asked) { return hss_.handle(asked, kNow); }
  Hss hss_;
};

TEST_F(HssTest, CreatesASubscriberAndTellsTheChange) {
  const auto answer = handle(request("PUT", path(kImsi), kBody));
  EXPECT_EQ(answer.response.status, 201);
  ASSERT_EQ(answer.changes.size(), 1u);
  EXPECT_EQ(answer.changes[0].key, kImsi);
  EXPECT_FALSE(answer.changes[0].before.has_value());
  EXPECT_EQ(answer.changes[0].after->at("profile"), "LTE 20M");
  EXPECT_EQ(hss_.records().at(kImsi), *answer.changes[0].after);
}

TEST_F(HssTest, AnEqualPutIsAnsweredAndChangesNothing) {
  handle(request("PUT", path(kImsi), kBody));
  const auto answer = handle(request("PUT", path(kImsi), kBody));
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_TRUE(answer.changes.empty());
  EXPECT_EQ(hss_.log().size(), 1u);
}

TEST_F(HssTest, AChangedPutTellsBeforeAndAfter) {
  handle(request("PUT", path(kImsi), kBody));
  const auto answer =
      handle(request("PUT", path(kImsi), R"({"msisdn":"380501112233","profile":"LTE 20M","barred":true})"));
  EXPECT_EQ(answer.response.status, 200);
  ASSERT_EQ(answer.changes.size(), 1u);
  EXPECT_EQ(answer.changes[0].before->at("barred"), false);
  EXPECT_EQ(answer.changes[0].after->at("barred"), true);
}

TEST_F(HssTest, WhatItAnswersMayBePutBack) {
  handle(request("PUT", path(kImsi), kBody));
  const auto got = handle(request("GET", path(kImsi)));
  EXPECT_EQ(got.response.status, 200);
  EXPECT_EQ(body_of(got).at("imsi"), kImsi);
  const auto put = handle(request("PUT", path(kImsi), got.response.body));
  EXPECT_EQ(put.response.status, 200);
  EXPECT_TRUE(put.changes.empty());
}

TEST_F(HssTest, DeletesOnceThen404) {
  handle(request("PUT", path(kImsi), kBody));
  const auto answer = handle(request("DELETE", path(kImsi)));
  EXPECT_EQ(answer.response.status, 204);
  EXPECT_EQ(answer.response.body, "");
  ASSERT_EQ(answer.changes.size(), 1u);
  EXPECT_FALSE(answer.changes[0].after.has_value());
  EXPECT_EQ(handle(request("DELETE", path(kImsi))).response.status, 404);
  EXPECT_EQ(handle(request("GET", path(kImsi))).response.status, 404);
}

TEST_F(HssTest, ListsInTheOrderOfImsis) {
  handle(request("PUT", path("255010000000002"), kBody));
  handle(request("PUT", path(kImsi), kBody));
  const auto list = body_of(handle(request("GET", "/subscribers?x=1")));
  EXPECT_EQ(list.at("total"), 2);
  EXPECT_EQ(list.at("subscribers").at(0).at("imsi"), kImsi);
}

TEST_F(HssTest, APresetIsARecordButNoChange) {
  hss_.preset(kImsi, {{"msisdn", "1"}, {"profile", "old"}, {"barred", false}});
  EXPECT_EQ(hss_.records().size(), 1u);
  EXPECT_TRUE(hss_.log().empty());
}

TEST_F(HssTest, KeepsALogWithTimes) {
  handle(request("PUT", path(kImsi), kBody));
  hss_.handle(request("DELETE", path(kImsi)), kNow + std::chrono::seconds(5));
  ASSERT_EQ(hss_.log().size(), 2u);
  EXPECT_EQ(hss_.log()[1].number, 2u);
  EXPECT_EQ(hss_.log()[1].at - hss_.log()[0].at, std::chrono::seconds(5));
}

TEST_F(HssTest, RefusesWhatIsNoSubscriber) {
  const struct {
    const char* body;
    const char* error;
  } cases[] = {
      {"{", "the body is not JSON: line 1, column"},
      {"[]", "must be a JSON object"},
      {R"({"profile":"a","barred":false})", "missing member `msisdn`"},
      {R"({"msisdn":"1","barred":false})", "missing member `profile`"},
      {R"({"msisdn":"1","profile":"a"})", "missing member `barred`"},
      {R"({"msisdn":1,"profile":"a","barred":false})", "msisdn must be"},
      {R"({"msisdn":"+38","profile":"a","barred":false})", "msisdn must be"},
      {R"({"msisdn":"1","profile":"","barred":false})", "profile must be"},
      {R"({"msisdn":"1","profile":"a","barred":"N"})", "barred must be"},
      {R"({"msisdn":"1","profile":"a","barred":false,"apn":"x"})", "unknown member `apn`"},
      {R"({"msisdn":"1","profile":"a","barred":false,"imsi":"255010000000009"})", "differs"},
  };
  for (const auto& row : cases) {
    const auto answer = handle(request("PUT", path(kImsi), row.body));
    EXPECT_EQ(answer.response.status, 400) << row.body;
    EXPECT_NE(body_of(answer).value("error", "").find(row.error), std::string::npos) << answer.response.body;
  }
  EXPECT_TRUE(hss_.records().empty());
}

TEST_F(HssTest, RefusesWrongPathsVerbsAndTypes) {
  EXPECT_EQ(handle(request("PUT", path("12345"), kBody)).response.status, 400);
  EXPECT_EQ(handle(request("PUT", path("1234567890123456"), kBody)).response.status, 400);
  EXPECT_EQ(handle(request("PUT", path("25501a"), kBody)).response.status, 400);
  EXPECT_EQ(handle(request("GET", "/elsewhere")).response.status, 404);
  EXPECT_EQ(handle(request("GET", "/subscribersX")).response.status, 404);
  EXPECT_EQ(handle(request("PUT", path(kImsi), kBody, "text/plain")).response.status, 415);
  EXPECT_EQ(handle(request("PUT", path(kImsi), kBody, "application/json; charset=UTF-8")).response.status,
            201);
  const auto post = handle(request("POST", path(kImsi), kBody));
  EXPECT_EQ(post.response.status, 405);
  ASSERT_NE(post.response.headers.find("Allow"), nullptr);
  EXPECT_EQ(*post.response.headers.find("Allow"), "GET, PUT, DELETE");
  EXPECT_EQ(handle(request("DELETE", "/subscribers")).response.status, 405);
}

TEST_F(HssTest, DescribesARequestForTheTranscript) {
  const auto described = hss_.describe(request("PUT", path(kImsi) + "?a=b", kBody));
  EXPECT_EQ(described.method, "PUT");
  EXPECT_EQ(described.path, path(kImsi));
  EXPECT_EQ(described.key, kImsi);
  EXPECT_EQ(described.body.at("msisdn"), "380501112233");
  EXPECT_TRUE(hss_.describe(request("PUT", path(kImsi), "{")).body.is_null());
  EXPECT_EQ(hss_.describe(request("GET", "/subscribers")).key, "");
}

TEST(MakeExternalSystem, KnowsItsKinds) {
  for (const auto& kind : system_kinds()) EXPECT_NE(make_external_system(kind.name), nullptr) << kind.name;
  EXPECT_EQ(make_external_system("hlr"), nullptr);
}

}  // namespace
}  // namespace sim
