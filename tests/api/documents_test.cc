#include "simulator/api/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

using testing::HasSubstr;

TEST(ApiDocuments, AreJsonWithTheirTitle) {
  EXPECT_GE(api_documents().size(), 6u);
  for (const ApiDocument& document : api_documents()) {
    const auto json = base::parse_json(document.json);
    ASSERT_TRUE(json) << document.name << ": " << json.error().what;
    EXPECT_EQ((*json)["openapi"], "3.1.0") << document.name;
    EXPECT_EQ((*json)["info"]["title"], document.title);
    EXPECT_EQ(document.json.back(), '\n');
  }
}

TEST(DocumentAt, PutsTheOriginBeforeTheServersPath) {
  const ApiDocument* admin = find_document("admin");
  ASSERT_NE(admin, nullptr);
  const auto json = base::parse_json(document_at(*admin, "https://127.0.0.1:8443"));
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["servers"], base::Json::array({{{"url", "https://127.0.0.1:8443/rest"}}}));
  EXPECT_EQ(document_at(*admin), admin->json);
  const ApiDocument* webhooks = find_document("webhooks");
  ASSERT_NE(webhooks, nullptr);
  EXPECT_EQ(document_at(*webhooks, "https://127.0.0.1:8443"), webhooks->json);
}

TEST(FindDocument, FindsNothingByAnotherName) { EXPECT_EQ(find_document("admins"), nullptr); }

base::Headers host(const std::string& name) {
  base::Headers headers;
  headers.add("Host", name);
  return headers;
}

TEST(DocumentResponse, ServesEachRealmItsOwnAtTheAddressThatWasAsked) {
  const auto response = document_response(
      request("GET", "/doc/api/CustomerInterface.json", host("127.0.0.1:8444")), Realm::Customer);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(body_of(*response)["servers"][0]["url"], "http://127.0.0.1:8444/rest");
}

TEST(DocumentResponse, SaysWhatIsThereInsteadOfAnotherRealmsDocument) {
  const auto response = document_response(request("GET", "/doc/api/AdminInterface.json"), Realm::Customer);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 404);
  EXPECT_THAT(response->body, HasSubstr("CustomerInterface.json"));
}

TEST(DocumentResponse, AnswersOtherVerbsWith405) {
  const auto response = document_response(request("POST", "/doc/api/Webhooks.json"), Realm::Admin);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 405);
  ASSERT_NE(response->headers.find("Allow"), nullptr);
  EXPECT_EQ(*response->headers.find("Allow"), "GET");
}

TEST(DocumentResponse, LeavesServersRelativeWhereHostIsNoPlainName) {
  const auto response =
      document_response(request("GET", "/doc/api/AdminInterface.json", host("a\"b")), Realm::Admin);
  ASSERT_TRUE(response);
  EXPECT_EQ(body_of(*response)["servers"][0]["url"], "/rest");
}

TEST(DocumentResponse, IsNotAskedForOtherTargets) {
  EXPECT_FALSE(document_response(request("GET", "/doc/api"), Realm::Admin));
  EXPECT_FALSE(document_response(request("GET", "/rest/Generic/get_version"), Realm::Admin));
}

}  // namespace
}  // namespace sim::api
