#include "provisioner/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"

namespace prov {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

using Variables = std::map<std::string, std::string>;

Environment environment(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return {};
    return found->second;
  };
}

Variables runner() {
  return {{"ESPF_APPLICATION_PORT", "18088"},
          {"ESPF_PORTABILLING_URL", "http://127.0.0.1:1234"},
          {"ESPF_LOGIN", "demo"},
          {"ESPF_TOKEN", "t0ken"},
          {"ESPF_HSS_URL", "http://127.0.0.1:1235"},
          {"ESPF_EVENT_LOGIN", "espf"},
          {"ESPF_EVENT_PASSWORD", "secret"},
          {"ESPF_DATA_FOLDER", "/tmp/x"},
          {"ESPF_SEED", "42"}};
}

auto built_in(const Variables& variables) {
  return read_configuration("provisioner.yaml", default_configuration(), environment(variables));
}

auto with(const std::string& from, const std::string& to) {
  std::string text = default_configuration();
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  return read_configuration("p.yaml", text, environment(runner()));
}

TEST(DefaultConfiguration, IsTheFileInTheTree) {
  EXPECT_EQ(default_configuration(),
            *base::read_file(std::string(ESPF_SOURCE_DIR) + "/provisioner/provisioner.yaml"));
}

TEST(DefaultConfiguration, RunsFromTheEnvironmentAlone) {
  const auto configuration = built_in(runner());
  ASSERT_TRUE(configuration) << configuration.error().front().message;
  EXPECT_EQ(configuration->listen.port, 18088);
  EXPECT_EQ(configuration->portabilling.url.origin(), "http://127.0.0.1:1234");
  EXPECT_EQ(configuration->espf.url.origin(), "http://127.0.0.1:1234")
      << "that of PortaBilling where not given";
  EXPECT_EQ(configuration->espf.group, "HSS");
  EXPECT_EQ(configuration->seed, 42u);
  EXPECT_EQ(configuration->journal_folder, "/tmp/x");
  EXPECT_FALSE(configuration->clock);
  const auto* basic = std::get_if<BasicAuthorization>(&configuration->receiver.authorization.method);
  ASSERT_NE(basic, nullptr);
  EXPECT_EQ(basic->login, "espf");
}

TEST(DefaultConfiguration, TakesEverySeed) {
  auto variables = runner();
  variables["ESPF_SEED"] = "18446744073709551615";
  const auto configuration = built_in(variables);
  ASSERT_TRUE(configuration) << configuration.error().front().message;
  EXPECT_EQ(configuration->seed, 18446744073709551615u);
  variables["ESPF_SEED"] = "-1";
  EXPECT_FALSE(built_in(variables));
}

TEST(DefaultConfiguration, SaysTheSameAsTheDefaultsInTheCode) {
  const auto configuration = built_in(runner());
  ASSERT_TRUE(configuration);
  const RetryPolicy policy;
  EXPECT_EQ(configuration->retry.initial, policy.initial);
  EXPECT_EQ(configuration->retry.longest, policy.longest);
  EXPECT_EQ(configuration->retry.give_up_after, policy.give_up_after);
  EXPECT_EQ(configuration->retry.factor_percent, policy.factor_percent);
  EXPECT_EQ(configuration->retry.jitter_percent, policy.jitter_percent);
  EXPECT_EQ(configuration->mapping.working_statuses, Mapping().working_statuses);
  EXPECT_EQ(configuration->portabilling.renew_before, PortaBillingOptions().renew_before);
}

TEST(DefaultConfiguration, TakesSignatureAndCustomFromTheEnvironment) {
  auto variables = runner();
  variables["ESPF_EVENT_AUTHORIZATION_TYPE"] = "signature";
  variables["ESPF_EVENT_KEY_ID"] = "test";
  variables["ESPF_EVENT_SECRET"] = "s";
  variables["ESPF_EVENT_ALGORITHM"] = "hmac-sha256";
  auto configuration = built_in(variables);
  ASSERT_TRUE(configuration);
  const auto& method = configuration->receiver.authorization.method;
  ASSERT_TRUE(std::holds_alternative<SignatureAuthorization>(method));
  EXPECT_EQ(std::get<SignatureAuthorization>(method).algorithm, base::HmacAlgorithm::Sha256);
  variables["ESPF_EVENT_AUTHORIZATION_TYPE"] = "custom";
  variables["ESPF_EVENT_CUSTOM_TYPE"] = "Token";
  variables["ESPF_EVENT_CUSTOM_VALUE"] = "abc";
  variables["ESPF_EVENT_HEADER"] = "X-Espf";
  configuration = built_in(variables);
  ASSERT_TRUE(configuration);
  EXPECT_EQ(configuration->receiver.authorization.header, "X-Espf");
}

TEST(ReadConfiguration, ShowsEveryMistakeAtOnceWithItsPlace) {
  const auto configuration = read_configuration("p.yaml",
                                                "listen:\n"
                                                "  prot: 8088\n"
                                                "authorization: {type: basik}\n"
                                                "portabilling:\n"
                                                "  url: ftp://x\n"
                                                "  login: demo\n"
                                                "  token: t\n"
                                                "hss: {url: 'http://127.0.0.1:1', timeout: 30}\n",
                                                environment({}));
  ASSERT_FALSE(configuration);
  std::string all;
  for (const auto& diagnostic : configuration.error()) {
    all += std::to_string(diagnostic.pos.line) + ": " + diagnostic.message + "; " + diagnostic.help + "\n";
  }
  EXPECT_THAT(all, HasSubstr("2: unknown key `prot` in listen; did you mean `port`?"));
  EXPECT_THAT(all, HasSubstr("did you mean `basic`?"));
  EXPECT_THAT(all, HasSubstr("5: "));
  EXPECT_THAT(all, HasSubstr("did you mean `30s`?"));
  EXPECT_EQ(configuration.error().size(), 4u) << all;
}

TEST(ReadConfiguration, NamesTheVariableThatIsMissing) {
  const auto configuration = built_in({});
  ASSERT_FALSE(configuration);
  std::string helps;
  for (const auto& diagnostic : configuration.error()) helps += diagnostic.help + "\n";
  EXPECT_THAT(helps,
              AllOf(HasSubstr("ESPF_PORTABILLING_URL"), HasSubstr("ESPF_HSS_URL"), HasSubstr("ESPF_LOGIN")));
}

TEST(ReadConfiguration, TellsAMissingVariableOnceAndInTheOrderOfTheFile) {
  const auto configuration = read_configuration("p.yaml",
                                                "listen: {prot: 1}\n"
                                                "authorization: {type: basic, login: a, password: b}\n"
                                                "portabilling: {url: '${NOPE}', login: a, token: b}\n"
                                                "hss: {url: 'http://${NEITHER}:1'}\n",
                                                environment({}));
  ASSERT_FALSE(configuration);
  std::string all;
  for (const auto& each : configuration.error())
    all += std::to_string(each.pos.line) + ": " + each.message + "\n";
  EXPECT_EQ(all,
            "1: unknown key `prot` in listen\n3: the environment variable `NOPE` is not set\n"
            "4: the environment variable `NEITHER` is not set\n");
}

TEST(ReadConfiguration, GoesOnBehindMistakesOfTheText) {
  struct Case {
    const char* text;
    const char* said;
  };
  const Case cases[] = {
      {"seed: 1\nseed: 2\nlisten: {prot: 1}\nauthorization: {type: basic, login: a, password: b}\n"
       "portabilling: {url: 'http://a', login: a, token: b}\nhss: {url: 'http://a', timeout: 30}\n",
       "2: doubled key `seed`\n3: unknown key `prot` in listen\n6: `30` is not a duration\n"},
      {"listen: {certificate: , key: a}\nauthorization: {type: basic, login: a, password: '${NOPE}'}\n"
       "portabilling: {url: 'http://a', login: a, token: '${NOPE}'}\nhss: {url: 'ftp://a'}\n",
       "1: `certificate` has no value\n2: the environment variable `NOPE` is not set\n"
       "3: the environment variable `NOPE` is not set\n"
       "4: `ftp://a` is no URL that can be used: it must begin with http:// or https://\n"},
  };
  for (const Case& each : cases) {
    const auto configuration = read_configuration("p.yaml", each.text, environment({}));
    ASSERT_FALSE(configuration);
    std::string all;
    for (const auto& mistake : configuration.error())
      all += std::to_string(mistake.pos.line) + ": " + mistake.message + "\n";
    EXPECT_EQ(all, each.said);
  }
}

TEST(ReadConfiguration, RefusesANameThatNoHeaderHas) {
  for (const char* name : {"X Y", ""}) {
    auto variables = runner();
    variables["ESPF_EVENT_HEADER"] = name;
    const auto configuration = built_in(variables);
    EXPECT_EQ(configuration.has_value(), std::string_view(name).empty()) << "blank: the default";
    if (configuration) continue;
    EXPECT_THAT(configuration.error().front().message, HasSubstr("cannot be the name of a header"));
  }
}

TEST(ReadConfiguration, RefusesAuthorizationsThatNoEventCouldHave) {
  struct Row {
    const char* type;
    const char* variable;
    const char* value;
    const char* said;
  };
  const Row rows[] = {
      {"basic", "HEADER", "date", "`date` is another header of each event"},
      {"basic", "LOGIN", "a:b", "a login has no `:`"},
      {"custom", "CUSTOM_TYPE", "a b", "`a b` is no type of authorization"},
      {"custom", "CUSTOM_VALUE", "a ", "`custom_value` cannot stand in a header"},
      {"signature", "KEY_ID", "a\"b", "a `key_id` stands in quotes, and has none itself"},
      {"signature", "KEY_ID", "a\nb", "`key_id` cannot stand in a header"},
  };
  for (const Row& each : rows) {
    auto variables = runner();
    variables["ESPF_EVENT_AUTHORIZATION_TYPE"] = each.type;
    for (const char* name : {"CUSTOM_TYPE", "CUSTOM_VALUE", "KEY_ID", "SECRET"})
      variables["ESPF_EVENT_" + std::string(name)] = "x";
    variables["ESPF_EVENT_" + std::string(each.variable)] = each.value;
    const auto configuration = built_in(variables);
    ASSERT_FALSE(configuration) << each.said;
    EXPECT_EQ(configuration.error().front().message, each.said);
  }
}

TEST(ReadConfiguration, RefusesAFirstWaitAboveTheLongest) {
  const auto configuration = with("initial: 5s", "initial: 1h");
  ASSERT_FALSE(configuration);
  EXPECT_THAT(configuration.error().front().message, HasSubstr("`initial`, is longer"));
  EXPECT_EQ(configuration.error().front().help, "`longest` is 15m, `initial` 1h");
}

TEST(ReadConfiguration, RefusesToListenToAnybody) {
  auto variables = runner();
  variables.erase("ESPF_EVENT_PASSWORD");
  const auto configuration = built_in(variables);
  ASSERT_FALSE(configuration);
  EXPECT_THAT(configuration.error().front().message, HasSubstr("`basic` needs `password`"));
}

TEST(ReadConfiguration, RefusesACertificateWithoutItsKey) {
  const auto configuration = with("${ESPF_TLS_CERTIFICATE:-}", "x.pem");
  ASSERT_FALSE(configuration);
  EXPECT_THAT(configuration.error().front().message, HasSubstr("belong together"));
}

TEST(ReadConfiguration, ChecksLimits) {
  EXPECT_FALSE(with("workers: 4", "workers: 0"));
  EXPECT_FALSE(with("initial: 5s", "initial: 0s"));
  EXPECT_FALSE(with("paths: [/, /events]", "paths: [events]"));
  EXPECT_TRUE(with("workers: 4", "workers: 64"));
}

TEST(ReadConfiguration, TellsWhatIsNoYaml) {
  const auto configuration = read_configuration("p.yaml", "listen: [", environment({}));
  ASSERT_FALSE(configuration);
  EXPECT_EQ(configuration.error().front().file, "p.yaml");
}

base::Node scalar(const std::string& text) {
  base::Node node;
  node.kind = base::Node::Kind::Scalar;
  node.text = text;
  return node;
}

TEST(WithEnvironment, PutsValuesIntoScalars) {
  const auto variables = environment({{"A", "1"}, {"EMPTY", ""}});
  base::Findings findings("f");
  const auto text = [&](const char* given) {
    return with_environment(scalar(given), variables, findings).text;
  };
  EXPECT_EQ(text("${A}"), "1");
  EXPECT_EQ(text("x${A}y${A}"), "x1y1");
  EXPECT_EQ(text("${B:-default}"), "default");
  EXPECT_EQ(text("${EMPTY:-default}"), "default");
  EXPECT_EQ(text("${EMPTY}"), "");
  EXPECT_EQ(text("${B:-}"), "");
  EXPECT_EQ(text("$${A}"), "${A}");
  EXPECT_EQ(text("$5"), "$5");
  EXPECT_TRUE(findings.empty());
}

TEST(WithEnvironment, FindsWhatItCannotPut) {
  base::Findings findings("f");
  EXPECT_TRUE(with_environment(scalar("${MISSING}"), environment({}), findings).is_unread());
  (void)with_environment(scalar("${A"), environment({}), findings);
  (void)with_environment(scalar("${A B}"), environment({}), findings);
  EXPECT_THAT(findings.all(),
              ElementsAre(Field(&base::Diagnostic::message, HasSubstr("`MISSING` is not set")),
                          Field(&base::Diagnostic::message, HasSubstr("without its")),
                          Field(&base::Diagnostic::message, HasSubstr("`${A B}`"))));
}

}  // namespace
}  // namespace prov
