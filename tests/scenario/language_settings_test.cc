#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/language/suite_settings.h"
#include "tests/scenario/language_support.h"

namespace sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Optional;

SuiteSettings settings_of(const std::string& text) {
  const auto document = base::parse_document("folder/espf.yaml", text);
  if (!document) return {};
  WorldLoader files(tests::language_files().read);
  const auto settings = parse_suite_settings(*document, files);
  EXPECT_TRUE(settings) << (settings ? "" : settings.error().at(0).message);
  return settings ? *settings : SuiteSettings{};
}

TEST(SuiteSettings, ReadsEveryKey) {
  const auto text = base::read_file(tests::language_folder() + "good/espf.yaml");
  ASSERT_TRUE(text);
  const SuiteSettings suite = settings_of(*text);
  EXPECT_EQ(suite.world_file, "worlds/small.yaml");
  const EspfOptions& espf = suite.settings.espf;
  EXPECT_EQ(espf.resend.factor, 1.5);
  EXPECT_EQ(espf.resend.longest, hours(1));
  EXPECT_EQ(espf.deliveries_per_second, 0);
  EXPECT_EQ(espf.burst, 20);
  EXPECT_EQ(espf.in_flight_max, 8);
  EXPECT_EQ(espf.first_i_event, 100);
  ASSERT_EQ(espf.handlers.size(), 2u);
  const Handler& first = espf.handlers[0];
  EXPECT_EQ(first.name, "EventSender");
  EXPECT_EQ(first.style, EventStyle::Grouped);
  EXPECT_EQ(first.authorization_header, "X-Espf-Authorization");
  EXPECT_EQ(first.subscriptions, std::nullopt);
  EXPECT_TRUE(first.ids_as_strings && first.with_i_env && first.with_event_time && first.in_order_per_entity);
  const auto& signature = std::get<SignatureAuthorization>(first.authorization);
  EXPECT_EQ(signature.key_id, "test");
  EXPECT_EQ(signature.algorithm, base::HmacAlgorithm::Sha256);
  const Handler& second = espf.handlers[1];
  EXPECT_FALSE(second.enabled);
  EXPECT_EQ(second.style, EventStyle::FineGrained);
  EXPECT_TRUE(second.ids_as_strings);  // as for all
  EXPECT_THAT(second.subscriptions, Optional(ElementsAre("Account/Blocked", "Account/Unblocked")));
  EXPECT_EQ(std::get<CustomAuthorization>(second.authorization).value, "abcdef");

  const Settings& settings = suite.settings;
  EXPECT_THAT(settings.application.command, ElementsAre("python3", "app.py"));
  EXPECT_EQ(settings.application.working_folder, ".");
  EXPECT_EQ(settings.application.environment.at("LEVEL"), "3");
  EXPECT_EQ(settings.application.path, "/events");
  EXPECT_TRUE(settings.application.tls && settings.application.portabilling_by_tls);
  EXPECT_FALSE(settings.application.follows_clock);
  EXPECT_EQ(settings.application.ready_within, seconds(20));
  EXPECT_EQ(settings.clock, base::parse_datetime("2026-01-31 12:00:00"));
  EXPECT_EQ(settings.time.mode, TimeMode::Scaled);
  EXPECT_EQ(settings.time.speed, 10);
  EXPECT_EQ(settings.time.patience, seconds(1));
  EXPECT_EQ(settings.within, minutes(30));
  EXPECT_EQ(settings.settle, hours(12));
  EXPECT_EQ(settings.api.token_lifetime, hours(24));
  EXPECT_EQ(settings.api.inactivity_timeout, hours(2));
  EXPECT_TRUE(settings.api.refresh_ends_old_token);
  EXPECT_TRUE(settings.api.ping_faults);
  EXPECT_EQ(settings.api.included_services, api::IncludedServices::Objects);
  EXPECT_TRUE(settings.api.status_message_required);
  EXPECT_EQ(settings.api.failed_logins_max, 3);
  EXPECT_EQ(settings.api.failed_logins_lock, hours(1));
  EXPECT_FALSE(settings.preset_systems);
  EXPECT_THAT(settings.without, ElementsAre("session_kept"));
  EXPECT_EQ(settings.seed, 42u);
}

TEST(SuiteSettings, AreAllDefaultForAnEmptyFile) {
  const SuiteSettings suite = settings_of("# nothing yet\n");
  EXPECT_EQ(suite.settings.within, hours(1));
  EXPECT_EQ(suite.settings.espf.handlers.size(), 1u);
}

TEST(SuiteSettings, StartACommandInTheFolderOfTheFileThatSaysIt) {
  const SuiteSettings suite = settings_of("application: {command: python3 app.py --fast}\n");
  EXPECT_THAT(suite.settings.application.command, ElementsAre("python3", "app.py", "--fast"));
  EXPECT_EQ(suite.settings.application.working_folder, "folder");
}

struct TimeCase {
  const char* written;
  TimeMode mode;
  double speed;
};
class TimeSetting : public testing::TestWithParam<TimeCase> {};
TEST_P(TimeSetting, IsRead) {
  const SuiteSettings suite = settings_of(std::string("time: ") + GetParam().written + "\n");
  EXPECT_EQ(suite.settings.time.mode, GetParam().mode);
  EXPECT_EQ(suite.settings.time.speed, GetParam().speed);
}
INSTANTIATE_TEST_SUITE_P(All, TimeSetting,
                         testing::Values(TimeCase{"skip", TimeMode::Skip, 1},
                                         TimeCase{"real", TimeMode::Real, 1},
                                         TimeCase{"10x", TimeMode::Scaled, 10},
                                         TimeCase{"0.5×", TimeMode::Scaled, 0.5}));

// A scenario with these settings at its top, in a suite with those.
Settings merged(const std::string& suite, const std::string& top) {
  const std::string text = "scenario: A\n" + top + "steps: [{wait: 1h}]\n";
  const Suite loaded = load_suite({{"t/test.yaml"}, "t/espf.yaml"},
                                  tests::language_files({{"t/test.yaml", text}, {"t/espf.yaml", suite}}));
  EXPECT_EQ(render_diagnostics(loaded), "");
  return loaded.scenarios.empty() ? Settings{} : loaded.scenarios.front().settings;
}

TEST(ScenarioSettings, WinOverTheSuitesMemberByMember) {
  const Settings settings = merged(
      "world: ../worlds/small.yaml\nwithin: 5m\nespf: {resend: {first: 30s, factor: 3}, ids: string}\n"
      "application: {command: [app], environment: {A: 1, B: 2}}\n",
      "espf: {resend: {factor: 4}, style: fine_grained}\napplication: {environment: {B: 3}}\n");
  EXPECT_EQ(settings.within, minutes(5));
  EXPECT_EQ(settings.espf.resend.first, seconds(30));
  EXPECT_EQ(settings.espf.resend.factor, 4);
  EXPECT_TRUE(settings.espf.handlers.at(0).ids_as_strings);
  EXPECT_EQ(settings.espf.handlers.at(0).style, EventStyle::FineGrained);
  EXPECT_THAT(settings.application.command, ElementsAre("app"));
  EXPECT_EQ(settings.application.environment.at("A"), "1");
  EXPECT_EQ(settings.application.environment.at("B"), "3");
}

TEST(ScenarioSettings, StyleOfAScenarioIsThatOfEveryHandlerOfTheSuite) {
  const Settings settings = merged("world: ../worlds/small.yaml\nespf: {handlers: [{name: A}, {name: B}]}\n",
                                   "espf: {style: fine_grained}\n");
  ASSERT_EQ(settings.espf.handlers.size(), 2u);
  EXPECT_EQ(settings.espf.handlers[1].style, EventStyle::FineGrained);
}

}  // namespace
}  // namespace sim
