#include "provisioner/authorization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prov {
namespace {

using testing::HasSubstr;
using testing::Optional;

const char* const kDate = "Fri, 11 May 2018 13:28:08 GMT";

base::WallTime at_date() { return *parse_http_date(kDate); }

std::optional<std::string> check(const AuthorizationRule& rule, const base::Headers& headers) {
  return refusal(rule, headers, at_date);
}

const AuthorizationRule kBasic{BasicAuthorization{"espf", "s:ecret"}};
const AuthorizationRule kCustom{CustomAuthorization{"Token", "abc123"}, "X-Espf"};
const AuthorizationRule kSignature{SignatureAuthorization{"test", "secret"}};

std::string signature(base::HmacAlgorithm algorithm, const std::string& date) {
  return base::base64(base::hmac(algorithm, "secret", "date: " + date));
}

std::string signature_header(const std::string& algorithm, const std::string& value) {
  return R"(Signature keyId="test",algorithm=")" + algorithm + R"(",signature=")" + value + R"(")";
}

TEST(Refusal, TakesBasicWithTheRightLoginAndPassword) {
  EXPECT_EQ(check(kBasic, {{"Date", kDate}, {"authorization", "Basic " + base::base64("espf:s:ecret")}}),
            std::nullopt);
  EXPECT_THAT(check(kBasic, {{"Date", kDate}, {"Authorization", "Basic " + base::base64("espf:other")}}),
              Optional(HasSubstr("login or password")));
  EXPECT_THAT(check(kBasic, {{"Date", kDate}, {"Authorization", "Bearer " + base::base64("espf:s:ecret")}}),
              Optional(HasSubstr("not Basic")));
}

TEST(Refusal, TakesCustomInTheConfiguredHeaderOnly) {
  EXPECT_EQ(check(kCustom, {{"Date", kDate}, {"X-Espf", "Token abc123"}}), std::nullopt);
  EXPECT_THAT(check(kCustom, {{"Date", kDate}, {"Authorization", "Token abc123"}}),
              Optional(HasSubstr("X-Espf")));
  EXPECT_THAT(check(kCustom, {{"Date", kDate}, {"X-Espf", "Token abc124"}}), Optional(HasSubstr("value")));
  EXPECT_THAT(check(kCustom, {{"Date", kDate}, {"X-Espf", "token abc123"}}), Optional(HasSubstr("type")));
}

TEST(Refusal, VerifiesTheSignatureOverTheDate) {
  const auto good = signature_header("hmac-sha1", signature(base::HmacAlgorithm::Sha1, kDate));
  EXPECT_EQ(check(kSignature, {{"Date", kDate}, {"Authorization", good}}), std::nullopt);
  EXPECT_THAT(check(kSignature, {{"Date", "Fri, 11 May 2018 13:28:09 GMT"}, {"Authorization", good}}),
              Optional(HasSubstr("does not verify")));
}

TEST(Refusal, VerifiesTheVendorsOwnForm) {
  // The form of the sample work flow; its secret is not given, so the value must not verify.
  EXPECT_THAT(
      check(kSignature, {{"Date", kDate},
                         {"Authorization", signature_header("hmac-sha1", "b+Y3I1ymQTsuq0h3HNiIl3P3SdE=")}}),
      Optional(HasSubstr("does not verify")));
}

TEST(Refusal, TakesTheConfiguredAlgorithmOnly) {
  AuthorizationRule rule{SignatureAuthorization{"test", "secret", base::HmacAlgorithm::Sha256}};
  const auto sha256 = signature_header("hmac-sha256", signature(base::HmacAlgorithm::Sha256, kDate));
  const auto sha1 = signature_header("hmac-sha1", signature(base::HmacAlgorithm::Sha1, kDate));
  EXPECT_EQ(check(rule, {{"Date", kDate}, {"Authorization", sha256}}), std::nullopt);
  EXPECT_THAT(check(rule, {{"Date", kDate}, {"Authorization", sha1}}), Optional(HasSubstr("algorithm")));
}

TEST(Refusal, RefusesASignatureThatCannotBeRead) {
  const char* const cases[] = {
      "Signature",
      "Signature keyId",
      R"(Signature keyId="test"algorithm="hmac-sha1")",
      R"(Signature keyId="test",)",
      R"(Signature keyId="test",keyId="test")",
      R"(Signature keyId="test",algorithm="hmac-sha1",headers="(request-target) date",signature="x")",
  };
  for (const char* bad : cases) {
    EXPECT_TRUE(check(kSignature, {{"Date", kDate}, {"Authorization", bad}})) << bad;
  }
}

TEST(Refusal, NeedsExactlyOneDateAndOneAuthorization) {
  const auto good = "Basic " + base::base64("espf:s:ecret");
  EXPECT_THAT(check(kBasic, {{"Authorization", good}}), Optional(HasSubstr("Date")));
  EXPECT_THAT(check(kBasic, {{"Date", kDate}, {"Date", kDate}, {"Authorization", good}}),
              Optional(HasSubstr("Date")));
  EXPECT_THAT(check(kBasic, {{"Date", "yesterday"}, {"Authorization", good}}),
              Optional(HasSubstr("no HTTP date")));
  EXPECT_THAT(check(kBasic, {{"Date", kDate}}), Optional(HasSubstr("missing")));
  EXPECT_THAT(check(kBasic, {{"Date", kDate}, {"Authorization", good}, {"Authorization", good}}),
              Optional(HasSubstr("doubled")));
  EXPECT_THAT(check(kBasic, {{"Date", kDate}, {"Authorization", "Basic"}}),
              Optional(HasSubstr("<type> <value>")));
}

TEST(Refusal, RefusesAStaleDateWhereALimitIsSet) {
  auto rule = kBasic;
  const base::Headers headers = {{"Date", kDate}, {"Authorization", "Basic " + base::base64("espf:s:ecret")}};
  const auto later = [](int seconds) {
    return [seconds] { return at_date() + std::chrono::seconds(seconds); };
  };
  EXPECT_EQ(refusal(rule, headers, later(1'000'000)), std::nullopt);
  rule.date_age_max = std::chrono::seconds(300);
  EXPECT_EQ(refusal(rule, headers, later(300)), std::nullopt);
  EXPECT_THAT(refusal(rule, headers, later(301)), Optional(HasSubstr("too far")));
  EXPECT_THAT(refusal(rule, headers, later(-301)), Optional(HasSubstr("too far")));
}

TEST(ParseHttpDate, ReadsWhatHttpDateWrites) {
  EXPECT_EQ(base::http_date(at_date()), kDate);
  for (const char* bad :
       {"", "Fri, 11 May 2018 13:28:08 UTC", "Fri, 31 Feb 2018 13:28:08 GMT", "Fri, 11 Mai 2018 13:28:08 GMT",
        "Fri, 11 May 2018 24:28:08 GMT", "11 May 2018 13:28:08 GMT", "Fri, +1 May 2018 13:28:08 GMT"}) {
    EXPECT_EQ(parse_http_date(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace prov
