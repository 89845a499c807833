// Pages of this machine may speak to the API, others may not.
#include "simulator/api/web/cors.h"

#include <gtest/gtest.h>

#include "tests/api/support.h"

namespace sim::api::web {
namespace {

std::string header(const base::HttpResponse& response, const char* name) {
  const std::string* value = response.headers.find(name);
  return value == nullptr ? "" : *value;
}

TEST(IsLoopbackOrigin, KnowsThisMachineByEveryName) {
  const std::pair<const char*, bool> cases[] = {
      {"http://127.0.0.1:8080", true},
      {"https://127.0.0.1", true},
      {"http://127.8.9.10:1", true},
      {"http://localhost:3000", true},
      {"http://[::1]:3000", true},
      {"null", false},
      {"", false},
      {"http://example.net", false},
      {"http://127.0.0.1.example.net", false},
      {"http://127.0.0.1.nip.io:8080", false},
      {"http://1270.0.0.1", false},
      {"http://128.0.0.1", false},
      {"http://127.0.0", false},
      {"http://127.0.0.", false},
      {"http://127..0.1", false},
      {"http://localhost.example.net", false},
      {"http://xlocalhost", false},
      {"http://192.168.0.7", false},
      {"http://127.0.0.1:8080/", false},
      {"http://127.0.0.1:8080/path", false},
      {"http://user@127.0.0.1", false},
      {"file://127.0.0.1", false},
      {"http://127.0.0.1:8080 http://example.net", false},
  };
  for (const auto& [origin, is] : cases) EXPECT_EQ(is_loopback_origin(origin), is) << origin;
}

TEST(Preflight, IsAnsweredForThisMachineAlone) {
  const base::Headers from_here{{"Origin", "http://127.0.0.1:9"}, {"Access-Control-Request-Method", "POST"}};
  const base::Headers from_away{{"Origin", "http://example.net"}, {"Access-Control-Request-Method", "POST"}};
  for (const char* target : {"/rest/Account/get_account_info", "/espf/v1/groups", "/api/v2/products"}) {
    Installed pb;
    const auto described = pb.api.describe(request("OPTIONS", target, from_here), Realm::Admin, pb.world);
    EXPECT_EQ(described.kind, Described::Kind::People) << "no call: " << target;
    const auto answer = pb.ask(request("OPTIONS", target, from_here)).response;
    EXPECT_EQ(answer.status, 204) << target;
    EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "http://127.0.0.1:9") << target;
    EXPECT_NE(header(answer, "Access-Control-Allow-Headers").find("Authorization"), std::string::npos);
    EXPECT_NE(header(answer, "Access-Control-Allow-Methods").find("DELETE"), std::string::npos);

    const auto refused = pb.ask(request("OPTIONS", target, from_away)).response;
    EXPECT_GE(refused.status, 400) << target;
    EXPECT_EQ(header(refused, "Access-Control-Allow-Origin"), "") << target;
  }
  EXPECT_FALSE(is_preflight(request("OPTIONS", "/rest/A/b", {{"Origin", "http://127.0.0.1:9"}})));
  EXPECT_FALSE(is_preflight(request("POST", "/rest/A/b", from_here)));
}

TEST(ApiAnswer, CanBeReadByAPageOfThisMachine) {
  Installed pb;
  auto asked = json_request("/rest/Session/ping", R"({"params":{"access_token":"x"}})");
  EXPECT_EQ(header(pb.ask(asked).response, "Access-Control-Allow-Origin"), "") << "no page asks";
  asked.headers.add("Origin", "http://127.0.0.1:9");
  const auto answer = pb.ask(asked).response;
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "http://127.0.0.1:9");
  EXPECT_EQ(header(answer, "Vary"), "Origin");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Credentials"), "") << "cookies do not count from elsewhere";
  asked.target = "/rest/Account/get_account_info";
  EXPECT_EQ(header(pb.ask(asked).response, "Access-Control-Allow-Origin"), "http://127.0.0.1:9")
      << "a fault can be read, too";
  asked.headers.set("Origin", "http://example.net");
  EXPECT_EQ(header(pb.ask(asked).response, "Access-Control-Allow-Origin"), "");
}

}  // namespace
}  // namespace sim::api::web
