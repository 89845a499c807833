#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/transcript/transcript.h"

namespace sim {
namespace {

struct Row {
  std::vector<std::string> secrets;
  std::string text;
  std::string masked;
};

class Masked : public testing::TestWithParam<Row> {};

TEST_P(Masked, HidesWhatIsSecretAndNothingElse) {
  Secrets secrets;
  for (const auto& secret : GetParam().secrets) secrets.add(secret);
  EXPECT_EQ(secrets.masked(GetParam().text), GetParam().masked);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Masked,
    testing::Values(
        Row{{}, "password", "password"}, Row{{"abc"}, "abc", "abc"},  // too short to be told from words
        Row{{"hunter22"}, "login hunter22 ok", "login ••• ok"},
        Row{{"hunter22"}, "hunter22hunter22", "••••••"}, Row{{"hunter22"}, "hunter2", "hunter2"},
        Row{{"hunter22"}, "", ""}, Row{{"pass", "password"}, "my password", "my •••"},
        Row{{"password", "pass"}, "pass password", "••• •••"},
        Row{{"abcdef", "defghi"}, "-abcdefghi-", "-•••-"},  // overlapping ones leave nothing between
        Row{{"p+ss w/rd"}, "a=p%2Bss%20w%2Frd&b=p%2Bss+w%2Frd", "a=•••&b=•••"},
        Row{{"say \"hi\""}, R"({"password":"say \"hi\""})", R"({"password":"•••"})"}));

TEST(MaskedEntry, HidesSecretsAtEveryDepth) {
  Secrets secrets;
  secrets.add("topsecret");
  secrets.add("12345678");
  Entry entry;
  entry.summary = "login with topsecret";
  entry.fields = {{"params", {{"list", {"topsecret", 12345678, 1234}}}}};
  entry.message =
      Message{"GET /rest?token=topsecret", {{"Authorization", "Bearer topsecret"}}, "x topsecret", 11, ""};

  const auto hidden = masked(entry, secrets);
  EXPECT_EQ(hidden.summary, "login with •••");
  EXPECT_EQ(hidden.fields, (base::Json{{"params", {{"list", {"•••", "•••", 1234}}}}}));
  EXPECT_EQ(hidden.message->start, "GET /rest?token=•••");
  EXPECT_EQ(*hidden.message->headers.find("authorization"), "Bearer •••");
  EXPECT_EQ(hidden.message->body, "x •••");
  EXPECT_THAT(base::dump(to_json(hidden)), testing::Not(testing::HasSubstr("topsecret")));
}

}  // namespace
}  // namespace sim
