// What is described of a body over the limit, and what is answered to it: in the form of each API.
#include <gtest/gtest.h>

#include "tests/contract/described.h"
#include "tests/contract/shipped.h"

namespace sim::tests {
namespace {

using base::Json;

constexpr std::size_t kLimit = 8u << 20;  // "8 MiB", as the documents say

struct Case {
  std::string realm, file, root;  // "admin", "AdminInterface.json", "/rest"
};

class BodyLimit : public testing::TestWithParam<Case> {
 protected:
  Answer post(const std::string& path, std::size_t bytes) {
    return shipped_.ask(shipped_.origin(GetParam().realm), "POST", GetParam().root + path,
                        std::string(bytes, ' '));
  }

  Shipped shipped_;
  Json document_ = shipped_.document(GetParam().realm, GetParam().file);
};

TEST_P(BodyLimit, IsDescribedOfEveryOperationThatTakesABody) {
  for (const auto& [path, item] : document_["paths"].items()) {
    for (const auto& [verb, operation] : item.items()) {
      const Json response = operation["responses"].value("413", Json());
      EXPECT_EQ(!response.is_null(), operation.contains("requestBody")) << verb << " " << path;
      if (!response.is_null()) {
        EXPECT_EQ(response["$ref"], "#/components/responses/too_large") << verb << " " << path;
      }
    }
  }
}

// One operation is enough: nobody looks which it is.
TEST_P(BodyLimit, IsAnsweredAsDescribed) {
  std::string path;
  for (const auto& [each, item] : document_["paths"].items()) {
    if (item.contains("post") && each.find('{') == std::string::npos) path = each;
  }
  const Json& described = document_["components"]["responses"]["too_large"];
  EXPECT_NE(base::text_of(described["description"]).find("8 MiB"), std::string::npos);
  EXPECT_NE(post(path, kLimit).status, 413);
  const Answer answer = post(path, kLimit + 1);
  EXPECT_EQ(answer.status, 413);
  const Json& media = described["content"]["application/json"];
  const auto found = violations(media["schema"], closed(document_), answer.json, path);
  EXPECT_TRUE(found.empty()) << joined(found);
  EXPECT_EQ(answer.json,
            media.contains("example") ? media["example"] : (*media["examples"].begin())["value"]);
}

INSTANTIATE_TEST_SUITE_P(Documents, BodyLimit,
                         testing::Values(Case{"admin", "AdminInterface.json", "/rest"},
                                         Case{"reseller", "ResellerInterface.json", "/rest"},
                                         Case{"customer", "CustomerInterface.json", "/rest"},
                                         Case{"account", "AccountInterface.json", "/rest"},
                                         Case{"admin", "ESPFInterface.json", "/espf/v1"},
                                         Case{"admin", "Api2Interface.json", "/api/v2"}));

}  // namespace
}  // namespace sim::tests
