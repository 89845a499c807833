// Applications that do not do what one must: what the report says of them, and the exit code.
#include "tests/end_to_end/scenarios.h"

namespace tests {
namespace {

using testing::HasSubstr;

class WrongApplication : public ScenariosTest {
 protected:
  // Runs one scenario, that would pass with a right one, with the command line `application`.
  Ended run_with(const std::string& application, const std::string& top = "") {
    write_passing("suite/a.yaml", "Any", top);
    return run({espf(), "run", "suite", "--application", application}, {{"NOTES", temporary_notes()}});
  }
  std::string temporary_notes() const {
    std::filesystem::create_directories(path("notes"));
    return path("notes");
  }
};

TEST_F(WrongApplication, ThatIsNoFileCouldNotRun) {
  const auto ended = run_with("/no/such/application --port 1");
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.output,
              HasSubstr("NOT RUN  suite/a.yaml  Any  (cannot start `/no/such/application`: No such file"));
  EXPECT_THAT(ended.output, HasSubstr("1 scenario: 0 passed, 1 not run"));
}

TEST_F(WrongApplication, ThatShouldRunAlreadyButDoesNotCouldNotRun) {
  const auto port = base::HeldPort::hold();  // nobody listens there
  ASSERT_TRUE(port);
  const std::string url = "http://127.0.0.1:" + std::to_string(port->port()) + "/";
  write_passing("suite/a.yaml");
  const auto ended = run_espf({"run", "suite", "--application-url", url});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.output, HasSubstr("the Application at " + url +
                                      " cannot be reached (connection refused): does it run?"));
}

TEST_F(WrongApplication, ThatEndsAtOnceCouldNotRunAndItsLastWordsAreShown) {
  write("app.sh", "echo the port is wrong\nexit 9\n");
  const auto ended = run_with("sh app.sh");
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.output, HasSubstr("`sh app.sh` ended before it was ready: exit code 9"));
  EXPECT_THAT(ended.output, HasSubstr("the Application's last words:\n    | the port is wrong\n"));
}

TEST_F(WrongApplication, ThatNeverListensCouldNotRun) {
  write("suite/espf.yaml", "application: {ready_within: 200ms}\n");
  const auto ended = run_with("sleep 600");
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.output, HasSubstr("`sleep 600` runs but does not accept connections on port "));
  EXPECT_THAT(ended.output, HasSubstr(" within 200ms"));
}

TEST_F(WrongApplication, ThatAnswersNoEventFails) {
  const auto ended = run_with(application("hangs"), "espf: {resend: {deliveries_max: 2}}\n");
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.output, HasSubstr("FAILED   suite/a.yaml  Any"));
  EXPECT_THAT(ended.output, HasSubstr("the HSS's record of 255010000000001 is not as expected"));
  EXPECT_THAT(ended.output, HasSubstr("barred   expected true   was false"));
  EXPECT_THAT(ended.output, HasSubstr("Subscriber/Updated i_event 1, delivery 2"));
  EXPECT_THAT(ended.output, HasSubstr("no answer in time"));
}

TEST_F(WrongApplication, ThatAnswersNoHttpFails) {
  const auto ended = run_with(application("garbage"), "espf: {resend: {deliveries_max: 2}}\n");
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.output, HasSubstr("Subscriber/Updated i_event 1, delivery 2"));
  EXPECT_THAT(ended.output, HasSubstr("no answer: answer is not HTTP"));
  EXPECT_THAT(ended.output, HasSubstr("given_up after 2 deliveries"));
}

TEST_F(WrongApplication, ThatEndsInTheMiddleFails) {
  const auto ended = run_with(application("leaves"), "espf: {resend: {deliveries_max: 2}}\n");
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.output, HasSubstr("this is too much"));
  EXPECT_THAT(ended.output, HasSubstr("ended: exit code 7"));
}

}  // namespace
}  // namespace tests
