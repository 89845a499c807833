// What is served at /doc/api/ on the ports of each realm.
#include <gtest/gtest.h>

#include "simulator/api/documents.h"
#include "tests/contract/shipped.h"

namespace sim::tests {
namespace {

TEST(DocumentsServed, StandOnThePortsOfTheirRealmsWithTheAddressThatWasAsked) {
  Shipped shipped;
  const Addresses at = shipped.installation().addresses();
  for (const std::string& realm : realms()) {
    for (const std::string& origin : {at.realms.at(realm).http, at.realms.at(realm).https}) {
      for (const api::ApiDocument& document : api::api_documents()) {
        const bool is_here = std::any_of(document.served_in.begin(), document.served_in.end(),
                                         [&](api::Realm each) { return api::realm_of_name(realm) == each; });
        const std::string target = "/doc/api/" + std::string(document.file);
        const Answer answer = shipped.ask(origin, "GET", target);
        EXPECT_EQ(answer.status, is_here ? 200 : 404) << origin << target;
        if (!is_here || document.server.empty()) continue;
        EXPECT_EQ(answer.json["servers"][0]["url"], origin + std::string(document.server))
            << origin << target;
      }
    }
  }
}

TEST(DocumentsServed, AreNotSentAgainUnlessTheyChanged) {
  Shipped shipped;
  const std::string origin = shipped.origin("admin");
  const std::string target = "/doc/api/AdminInterface.json";
  const Answer first = shipped.ask(origin, "GET", target, "", {{"Origin", origin}});
  ASSERT_NE(first.headers.find("ETag"), nullptr);
  EXPECT_NE(first.headers.find("Access-Control-Allow-Origin"), nullptr);
  const Answer again =
      shipped.ask(origin, "GET", target, "", {{"If-None-Match", *first.headers.find("ETag")}});
  EXPECT_EQ(again.status, 304);
}

TEST(DocumentsServed, ASlashBehindTheirPageLeadsToIt) {
  Shipped shipped;
  const Answer moved = shipped.ask(shipped.origin("admin"), "GET", "/doc/api/");
  EXPECT_EQ(moved.status, 303);
  ASSERT_NE(moved.headers.find("Location"), nullptr);
  EXPECT_EQ(*moved.headers.find("Location"), "/doc/api");
}

TEST(DocumentsServed, LeaveNoLineInTheTranscript) {
  Shipped shipped;
  const std::size_t before = shipped.installation().transcript().entries().size();
  shipped.document("admin", "AdminInterface.json");
  EXPECT_EQ(shipped.installation().transcript().entries().size(), before);
}

}  // namespace
}  // namespace sim::tests
