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

std::vector<Specification> theirs(const std::string& file, const std::string& text) {
  std::vector<Specification> all;
  auto read = read_specification(file, text, {Realm::Admin});
  for (const auto& each : read.mistakes) ADD_FAILURE() << base::render(each, text);
  if (read.specification) all.push_back(std::move(*read.specification));
  return all;
}

std::string served(const std::vector<Specification>& theirs) {
  const auto response = document_response(request("GET", "/doc/api/openapi-1.json", host("127.0.0.1:8444")),
                                          Realm::Admin, &theirs);
  EXPECT_TRUE(response && response->status == 200);
  return response ? response->body : "";
}

TEST(DocumentResponse, ServesTheUsersDocumentAsItIsWithThisServerInIt) {
  const std::string before =
      R"({"openapi": "3.0.3", "paths": {"/B/c": {"post": {}}, "/A/b": {"post": {}}}, )";
  EXPECT_EQ(served(theirs("x/a.json", before + R"("servers": ["https://billing.example"]})")),
            before + R"("servers": [{"url":"http://127.0.0.1:8444/rest"}]})");
  EXPECT_EQ(served(theirs("a.json", R"({"openapi": "3.1.0", "paths": {"/rest/A/b": {"post": {}}}})")),
            R"({"servers": [{"url":"http://127.0.0.1:8444"}],"openapi": "3.1.0", "paths": )"
            R"({"/rest/A/b": {"post": {}}}})");
}

TEST(DocumentResponse, ServesTheUsersYamlAsJson) {
  const auto json =
      base::parse_json(served(theirs("a.yaml", "openapi: 3.1.0\npaths:\n  /A/b: {post: {}}\n")));
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["openapi"], "3.1.0");
  EXPECT_EQ((*json)["servers"][0]["url"], "http://127.0.0.1:8444/rest");
}

TEST(ServedDocuments, AreOursAndThenThoseOfTheUserThatCountInTheRealm) {
  const auto given =
      theirs("docs/AdminInterface.json", R"({"openapi": "3.1.0", "paths": {"/A/b": {"post": {}}}})");
  const auto admin = served_documents(Realm::Admin, &given);
  EXPECT_EQ(admin.front().name, "admin");
  EXPECT_EQ(admin.back().name, "openapi-1");
  EXPECT_EQ(admin.back().title, "Your AdminInterface.json");
  EXPECT_EQ(served_documents(Realm::Account, &given).size(),
            served_documents(Realm::Account, nullptr).size());
}

TEST(DocumentResponse, IsNotAskedForOtherTargets) {
  EXPECT_FALSE(document_response(request("GET", "/doc/api"), Realm::Admin));
  EXPECT_FALSE(document_response(request("GET", "/rest/Generic/get_version"), Realm::Admin));
}

}  // namespace
}  // namespace sim::api
