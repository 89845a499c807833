// Whole scenarios with an Application of their own: a process, or one that runs already.
#include "simulator/scenario/run/runner.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "tests/scenario/story_support.h"
#include "tests/support/scripted_server.h"

namespace sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::scenarios_of;
using tests::story_text;

// Account …44 is provisioned nowhere: nothing is owed but the 200.
constexpr const char* kBlock = "  - change: {account: 380501112244, do: block}\n";
constexpr const char* kDelivered = "  - expect: {delivery: {account: 380501112244, answered: 200}}\n";
constexpr const char* kNever = "  - never: {delivery: {account: 380501112244}}\n";

class RunnerTest : public testing::Test {
 protected:
  RunnerTest() {
    options.authority = &tests::test_authority();
    options.authority_file = "/nowhere/ca.pem";
    options.default_application = small_application("plain");
  }
  static std::vector<std::string> small_application(const std::string& mode) {
    return {"python3", std::string(ESPF_SOURCE_DIR) + "/tests/installation/small_application.py", mode};
  }
  static Scenario scenario(const std::string& steps, const std::string& top = "") {
    auto all = scenarios_of(story_text(steps, top));
    EXPECT_EQ(all.size(), 1u);
    Scenario one = all.empty() ? Scenario{} : std::move(all[0]);
    one.settings.time.patience = std::chrono::milliseconds(100);
    return one;
  }
  static std::vector<std::string> titles(const SuiteResult& result) {
    std::vector<std::string> all;
    for (const ScenarioResult& one : result.scenarios) all.push_back(one.title);
    return all;
  }
  static std::vector<Outcome> outcomes(const SuiteResult& result) {
    std::vector<Outcome> all;
    for (const ScenarioResult& one : result.scenarios) all.push_back(one.outcome);
    return all;
  }
  SuiteResult run_all(const std::vector<Scenario>& all) {
    return run_suite(all, options, [this](const ScenarioResult& ended) { ended_.push_back(ended.title); });
  }

  RunOptions options;
  std::vector<std::string> ended_;
};

TEST_F(RunnerTest, PassesWithAnApplicationThatItStarts) {
  const ScenarioResult result = run_scenario(scenario(std::string(kBlock) + kDelivered), options);
  EXPECT_EQ(result.outcome, Outcome::Passed) << result.reason;
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_EQ(result.time_mode, "skip");
  EXPECT_EQ(result.seed, 1u);
  EXPECT_FALSE(result.entries.empty());
}

TEST_F(RunnerTest, AnswersByTheStubsOfTheScenario) {
  const ScenarioResult result = run_scenario(
      scenario(
          "  - call: {method: Account/get_alias_list, params: {i_account: 1002}, has: {id: 380501112244}}\n",
          "stubs: [{method: Account/get_alias_list, answer: {body: {id: <account.id>}}}]"),
      options);
  EXPECT_EQ(result.outcome, Outcome::Passed) << result.reason;
  EXPECT_THAT(result.findings, IsEmpty());
}

TEST_F(RunnerTest, FailsByAFindingAndSaysWhere) {
  const ScenarioResult result = run_scenario(scenario(std::string(kBlock) + kNever + kDelivered), options);
  EXPECT_EQ(result.outcome, Outcome::Failed);
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].rule, "never");
  EXPECT_EQ(result.findings[0].pos.line, 6);
}

TEST_F(RunnerTest, FailsByAnInvariant) {
  const std::string block = "  - change: {account: 380501112233, do: block}\n";
  const ScenarioResult result = run_scenario(scenario(block, "settle: 1m"), options);
  EXPECT_EQ(result.outcome, Outcome::Failed);
  std::vector<std::string> rules;
  for (const Finding& finding : result.findings) rules.push_back(finding.rule);
  EXPECT_THAT(rules, ElementsAre("converged", "status_told"));
}

TEST_F(RunnerTest, IsNotRunWhereTheApplicationDoesNotStart) {
  options.default_application = small_application("exits");
  const ScenarioResult result = run_scenario(scenario(kBlock), options);
  EXPECT_EQ(result.outcome, Outcome::NotRun);
  EXPECT_THAT(result.reason, HasSubstr("exit code 3"));
  EXPECT_THAT(result.application_output, ElementsAre("it cannot be"));
}

TEST_F(RunnerTest, IsNotRunWhereAPortIsTaken) {
  const test::ScriptedServer taken([](const std::string&) { return test::ScriptedAnswer{}; });
  Scenario one = scenario(kBlock);
  one.settings.ports["http"] = taken.port();
  const ScenarioResult result = run_scenario(one, options);
  EXPECT_EQ(result.outcome, Outcome::NotRun);
  EXPECT_THAT(result.reason, HasSubstr(std::to_string(taken.port())));
}

TEST_F(RunnerTest, OneOfTwoGivesAPortToTheNextOne) {
  const auto port = base::HeldPort::hold();
  ASSERT_TRUE(port);
  std::vector<Scenario> all(4, scenario(std::string(kBlock) + kDelivered));
  for (Scenario& one : all) one.settings.ports["hss"] = 1;  // the option's wins
  options.ports["hss"] = port->port();
  options.jobs = 4;
  EXPECT_EQ(run_all(all).count(Outcome::Passed), 4u);
}

TEST_F(RunnerTest, IsOverAtItsLimitOfRealTime) {
  options.real_limit = std::chrono::seconds(1);
  options.time = TimeOptions{};
  options.time->mode = TimeMode::Real;
  const ScenarioResult result = run_scenario(scenario("  - wait: 9h\n"), options);
  EXPECT_EQ(result.outcome, Outcome::Failed);
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].rule, "limit");
  EXPECT_EQ(result.time_mode, "real");
}

TEST_F(RunnerTest, ShowsNoSecretInAFinding) {
  Scenario one = scenario(
      "  - call: {method: Account/get_account_info, params: {i_account: 1001}, has: {account_info: {id: "
      "1}}}\n");
  auto& world = *std::const_pointer_cast<World>(one.world);
  Account account = *world.account(IAccount(1001));
  account.h323_password = "Very-Secret-Word-7";
  auto changed = std::make_shared<World>(world);
  changed->put(account, changed->clock());
  one.world = changed;
  const ScenarioResult result = run_scenario(one, options);
  EXPECT_EQ(result.outcome, Outcome::Failed);
  for (const Finding& finding : result.findings)
    EXPECT_EQ(tests::text_of(finding).find("Very-Secret-Word-7"), std::string::npos);
}

TEST_F(RunnerTest, RestartsTheApplicationWhereAStepSaysSo) {
  const ScenarioResult result = run_scenario(
      scenario("  - restart: {process: application}\n" + std::string(kBlock) + kDelivered), options);
  EXPECT_EQ(result.outcome, Outcome::Passed) << result.reason;
}

TEST_F(RunnerTest, TakesTheSeedOfTheCommandLineFirst) {
  Scenario one = scenario("  - wait: 1s\n", "seed: 7");
  EXPECT_EQ(run_scenario(one, options).seed, 7u);
  options.seed = 9;
  EXPECT_EQ(run_scenario(one, options).seed, 9u);
}

// -- an Application that runs already ----------------------------------------------------------------------

TEST_F(RunnerTest, ByUrlDeliversToAnApplicationThatRunsAlready) {
  const test::ScriptedServer application([](const std::string&) {
    return test::ScriptedAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
  });
  options.application_url = application.url("/events");
  const ScenarioResult result = run_scenario(scenario(std::string(kBlock) + kDelivered), options);
  EXPECT_EQ(result.outcome, Outcome::Passed) << result.reason;
  ASSERT_EQ(application.requests().size(), 1u);
  EXPECT_THAT(application.requests()[0], HasSubstr("POST /events"));
}

TEST_F(RunnerTest, CannotRunWhereNobodyListensAtTheUrl) {
  const auto port = base::HeldPort::hold();  // bound, so that nobody else listens there
  ASSERT_TRUE(port);
  options.application_url = "http://127.0.0.1:" + std::to_string(port->port()) + "/events";
  const ScenarioResult result = run_scenario(scenario(std::string(kBlock) + kDelivered), options);
  EXPECT_EQ(result.outcome, Outcome::NotRun);
  EXPECT_EQ(result.reason, "the Application at " + options.application_url +
                               " cannot be reached (connection refused): does it run?");
}

TEST_F(RunnerTest, ByUrlTellsTheApplicationThatANewStoryBegins) {
  const test::ScriptedServer application([](const std::string&) {
    return test::ScriptedAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
  });
  Scenario one = scenario(std::string(kBlock) + kDelivered);
  one.settings.application_url = application.url("/events");
  one.settings.reset_url = application.url("/reset");
  EXPECT_EQ(run_scenario(one, options).outcome, Outcome::Passed);
  ASSERT_EQ(application.requests().size(), 2u);
  const std::string told = application.requests()[0];
  EXPECT_THAT(told, HasSubstr("POST /reset"));
  const auto variables = base::parse_json(told.substr(told.find("\r\n\r\n") + 4));
  ASSERT_TRUE(variables) << told;
  EXPECT_THAT(variables->value("ESPF_PORTABILLING_URL", ""), HasSubstr("http://127.0.0.1:"));
  EXPECT_THAT(variables->value("ESPF_HSS_URL", ""), HasSubstr("http://127.0.0.1:"));
  EXPECT_EQ(variables->value("ESPF_LOGIN", ""), "demo");
  EXPECT_FALSE(variables->contains("ESPF_CLOCK_URL")) << "its time is its own";
}

TEST_F(RunnerTest, ByUrlIsNotRunWhereTheApplicationCannotBeReset) {
  const test::ScriptedServer application([](const std::string&) {
    return test::ScriptedAnswer{"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"};
  });
  Scenario one = scenario(kBlock);
  one.settings.application_url = application.url("/events");
  one.settings.reset_url = application.url("/reset");
  const ScenarioResult result = run_scenario(one, options);
  EXPECT_EQ(result.outcome, Outcome::NotRun);
  EXPECT_THAT(result.reason, HasSubstr("it answered 500"));
}

TEST_F(RunnerTest, ByUrlSkipsWhatNeedsAProcess) {
  options.application_url = "http://127.0.0.1:1/";
  const std::string kill =
      "  - fault: {process: application, do: kill, when: {delivery: {answered: 200}}, times: 1}\n";
  for (const Scenario& one : {scenario("  - restart: {process: application}\n"), scenario(kill)}) {
    const ScenarioResult result = run_scenario(one, options);
    EXPECT_EQ(result.outcome, Outcome::Skipped);
    EXPECT_THAT(result.reason, HasSubstr("known by its URL"));
  }
  EXPECT_EQ(skip_reason(scenario(kBlock), options), std::nullopt);
  options.application = small_application("plain");
  EXPECT_EQ(skip_reason(scenario(kill), options), std::nullopt) << "a command wins over a URL";
}

// -- suites ------------------------------------------------------------------------------------------------

TEST_F(RunnerTest, KeepsTheOrderOfTheSuiteWhateverTheOrderOfRunning) {
  std::vector<Scenario> all;
  for (int i = 0; i < 6; ++i) {
    all.push_back(scenario(std::string(kBlock) + (i == 2 ? kNever : kDelivered)));
    all.back().title = "scenario " + std::to_string(i);
  }
  options.jobs = 4;
  const SuiteResult result = run_all(all);
  EXPECT_THAT(titles(result), ElementsAre("scenario 0", "scenario 1", "scenario 2", "scenario 3",
                                          "scenario 4", "scenario 5"));
  EXPECT_THAT(ended_, testing::UnorderedElementsAreArray(titles(result)));
  EXPECT_EQ(result.count(Outcome::Passed), 5u);
  EXPECT_EQ(result.scenarios[2].outcome, Outcome::Failed);
  EXPECT_EQ(result.exit_code(), 4);
}

TEST_F(RunnerTest, BeginsNothingMoreAfterAFailureWhereToldSo) {
  options.fail_fast = true;
  const SuiteResult result =
      run_all({scenario(std::string(kBlock) + kNever), scenario(kBlock), scenario(kBlock)});
  EXPECT_THAT(outcomes(result), ElementsAre(Outcome::Failed, Outcome::Skipped, Outcome::Skipped));
  EXPECT_THAT(result.scenarios[2].reason, HasSubstr("--fail-fast"));
}

TEST_F(RunnerTest, EndsWhatRunsAndBeginsNothingMoreWhenInterrupted) {
  std::atomic<int> interrupts{0};
  options.interrupts = &interrupts;
  options.time = TimeOptions{};
  options.time->mode = TimeMode::Real;
  std::vector<Scenario> all = {scenario(kBlock), scenario("  - wait: 9h\n"), scenario(kBlock)};
  const SuiteResult result = run_suite(all, options, [&](const ScenarioResult&) { interrupts = 1; });
  EXPECT_THAT(outcomes(result), ElementsAre(Outcome::Passed, Outcome::Interrupted, Outcome::Interrupted));
  EXPECT_EQ(result.exit_code(), 130);
}

TEST_F(RunnerTest, EndsAScenarioThatIsUnderWayWhenInterrupted) {
  std::atomic<int> interrupts{0};
  options.interrupts = &interrupts;
  options.time = TimeOptions{};
  options.time->mode = TimeMode::Real;
  options.default_application = small_application("deaf");
  std::thread ctrl_c([&] { interrupts = 1; });
  const ScenarioResult result = run_scenario(scenario("  - wait: 9h\n"), options);
  ctrl_c.join();
  EXPECT_EQ(result.outcome, Outcome::Interrupted);
}

}  // namespace
}  // namespace sim
