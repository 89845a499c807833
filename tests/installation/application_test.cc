// The Application as a process: started, watched, killed, restarted, stopped.
#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>

#include "tests/installation/support.h"

namespace sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ApplicationTest : public tests::InstallationTest {
 protected:
  ApplicationTest() { start(); }

  // Starts it and waits until it is ready and what it says of itself has arrived, or until it is not to be
  // ready. It listens before it writes its last line, so a kill in between would lose that.
  base::Result<void> run(const std::string& mode, const std::function<void(ApplicationOptions&)>& set = {}) {
    ApplicationOptions given;
    given.command = {"python3", std::string(ESPF_SOURCE_DIR) + "/tests/installation/small_application.py",
                     mode};
    if (set) set(given);
    std::optional<base::Result<void>> ready;
    installation->start_application(given, [&](base::Result<void> outcome) { ready = std::move(outcome); });
    wait_for("the Application to be ready", [&] { return ready.has_value(); });
    if (ready && *ready) wait_for("its process id", [&] { return pids().size() == 1; });
    return ready.value_or(base::Result<void>());
  }
  std::vector<std::string> process_lines() const {
    std::vector<std::string> all;
    for (const Entry* entry : lines(LineKind::Process)) all.push_back(entry->summary);
    return all;
  }
  // The process ids that it told, in order of its starts.
  std::vector<pid_t> pids() const {
    std::vector<pid_t> all;
    for (const Entry* entry : lines(LineKind::Log)) {
      const std::string text = entry->fields.at("text").get<std::string>();
      if (text.starts_with("serving ")) all.push_back(std::stoi(text.substr(8)));
    }
    return all;
  }
  void stop() {
    bool stopped = false;
    installation->stop_application([&] { stopped = true; });
    wait_for("the Application to stop", [&] { return stopped; });
  }
};

TEST_F(ApplicationTest, IsGivenItsEnvironmentAndEvents) {
  ASSERT_TRUE(run("plain", [](ApplicationOptions& given) { given.environment["ESPF_EXTRA"] = "1"; }));
  EXPECT_TRUE(installation->has_process());
  change("380501112233", "block");
  wait_for("the delivery's 200", [&] { return installation->is_queue_empty(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("200"));
  ASSERT_FALSE(installation->application_output().empty());
  const std::string first = installation->application_output().front();
  for (const char* name :
       {"ESPF_PORTABILLING_URL", "ESPF_URL", "ESPF_LOGIN", "ESPF_PASSWORD", "ESPF_TOKEN", "ESPF_HSS_URL",
        "ESPF_CLOCK_URL", "ESPF_CA_FILE", "ESPF_DATA_FOLDER", "ESPF_SEED", "ESPF_APPLICATION_PORT",
        "ESPF_APPLICATION_URL", "ESPF_EVENT_AUTHORIZATION_TYPE", "ESPF_EXTRA"}) {
    EXPECT_THAT(first, HasSubstr(std::string("\"") + name + "\"")) << name;
  }
  stop();
  EXPECT_EQ(installation->application_failed(), std::nullopt) << "we asked for it";
}

TEST_F(ApplicationTest, ThatCannotBeStartedIsSaidSo) {
  const auto ready = run("", [](ApplicationOptions& given) { given.command = {"/no/such/program"}; });
  ASSERT_FALSE(ready);
  EXPECT_THAT(ready.error().what, HasSubstr("/no/such/program"));
}

TEST_F(ApplicationTest, ThatEndsBeforeItIsReadyIsSaidSoOnce) {
  const auto ready = run("exits");
  ASSERT_FALSE(ready);
  EXPECT_THAT(ready.error().what, HasSubstr("ended before it was ready: exit code 3"));
  EXPECT_THAT(installation->application_output(), ElementsAre("it cannot be"));
}

TEST_F(ApplicationTest, ThatNeverListensIsSaidSo) {
  const auto ready =
      run("deaf", [](ApplicationOptions& given) { given.ready_within = std::chrono::milliseconds(100); });
  ASSERT_FALSE(ready);
  EXPECT_THAT(ready.error().what, HasSubstr("does not accept connections"));
}

TEST_F(ApplicationTest, ThatEndsUnaskedIsAFact) {
  ASSERT_TRUE(run("plain"));
  ASSERT_EQ(pids().size(), 1u);
  ::kill(pids().at(0), SIGKILL);
  wait_for("its end", [&] { return installation->application_failed().has_value(); });
  EXPECT_THAT(*installation->application_failed(), HasSubstr("signal 9"));
}

TEST_F(ApplicationTest, IsRestartedOnTheSamePort) {
  ASSERT_TRUE(run("plain"));
  for (std::size_t starts = 2; starts <= 3; ++starts) {
    std::optional<base::Result<void>> ready;
    ASSERT_TRUE(
        installation->restart_application([&](base::Result<void> outcome) { ready = std::move(outcome); }));
    wait_for("the restart", [&] { return ready.has_value(); });
    ASSERT_TRUE(*ready) << ready->error().what;
    EXPECT_EQ(installation->application_failed(), std::nullopt) << "its death was our doing";
    wait_for("its process id", [&] { return pids().size() == starts; });
  }
  ASSERT_EQ(pids().size(), 3u);
  EXPECT_NE(pids().at(0), pids().at(1));
  change("380501112233", "block");
  wait_for("the delivery's 200", [&] { return installation->is_queue_empty(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("200"));
}

TEST_F(ApplicationTest, KnownByUrlCannotBeRestarted) {
  const auto restarted = installation->restart_application([](const base::Result<void>&) {});
  ASSERT_FALSE(restarted);
  EXPECT_EQ(restarted.error().kind, base::ErrorKind::Conflict);
  EXPECT_FALSE(installation->has_process());
}

TEST_F(ApplicationTest, DiesAtTheRequestAfterTheLineAndIsStartedAgainLater) {
  ASSERT_TRUE(run("asks"));
  FaultRule rule;
  rule.words = "the Application is killed";
  rule.targets_process = true;
  rule.verdict = Kill{std::chrono::seconds(5)};
  rule.when = LineMatch{};
  rule.when->kind = LineKind::Delivery;
  rule.times = 1;
  installation->declare_fault(rule);
  change("380501112233", "block");
  wait_for("the resend's 200", [&] { return is_told(); });
  EXPECT_THAT(answers(LineKind::Delivery), ElementsAre("nothing*", "200"));
  EXPECT_THAT(answers(LineKind::Request), ElementsAre("nothing*", "200")) << "neither executed nor answered";
  EXPECT_EQ(installation->application_failed(), std::nullopt);
  std::vector<std::string> words = process_lines();
  EXPECT_EQ(std::count(words.begin(), words.end(), "starts"), 2);
}

TEST_F(ApplicationTest, DiesAtItsNextRequestWhereNoLineIsAwaited) {
  ASSERT_TRUE(run("asks"));
  FaultRule rule;
  rule.words = "the Application is killed";
  rule.targets_process = true;
  rule.verdict = Kill{std::chrono::seconds(5)};
  rule.times = 1;
  installation->declare_fault(rule);
  change("380501112233", "block");
  wait_for("the resend's 200", [&] { return is_told(); });
  EXPECT_THAT(answers(LineKind::Request), ElementsAre("nothing*", "200"));
}

TEST_F(ApplicationTest, TakesItsFolderAlong) {
  ASSERT_TRUE(run("plain"));
  const std::string first = installation->application_output().front();
  const std::string mark = R"("ESPF_DATA_FOLDER": ")";
  const auto begin = first.find(mark) + mark.size();
  const std::string folder = first.substr(begin, first.find('"', begin) - begin);
  ASSERT_EQ(pids().size(), 1u);
  const pid_t process = pids().at(0);
  ASSERT_TRUE(std::filesystem::is_directory(folder));
  installation.reset();
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_NE(::kill(process, 0), 0) << "no process is left";
}

TEST_F(ApplicationTest, MayBeStoppedBeforeItIsReady) {
  ApplicationOptions given;
  given.command = {"python3", std::string(ESPF_SOURCE_DIR) + "/tests/installation/small_application.py",
                   "deaf"};
  installation->start_application(given,
                                  [](const base::Result<void>&) { FAIL() << "nobody waits any more"; });
  stop();
  installation.reset();
}

}  // namespace
}  // namespace sim
