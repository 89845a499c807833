// The program as a whole: its exit codes, and that it ends when it is told to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "base/event_loop.h"
#include "base/file.h"
#include "base/http_server.h"
#include "base/process.h"
#include "provisioner/configuration.h"

namespace prov {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::milliseconds kLimit{30'000};

class ProvisionerProgram : public testing::Test {
 protected:
  // Runs it to its end; `line` is called for each line of its output.
  int run(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment,
          const std::function<void(const std::string&)>& line = {}) {
    base::ProcessOptions options;
    options.command = {std::string(ESPF_BINARY_DIR) + "/provisioner"};
    options.command.insert(options.command.end(), arguments.begin(), arguments.end());
    options.environment = environment;
    std::optional<base::ProcessEnd> end;
    auto spawned = base::ChildProcess::spawn(
        loop_, options,
        [&](const std::string& text) {
          output_ += text + "\n";
          if (line) line(text);
        },
        [&](base::ProcessEnd ended) { end = ended; });
    if (!spawned) {
      ADD_FAILURE() << spawned.error().what;
      return -1;
    }
    child_ = std::move(*spawned);
    if (!loop_.run_until([&] { return end.has_value(); }, kLimit)) {
      ADD_FAILURE() << "the program did not end: " << output_;
      return -1;
    }
    child_.reset();
    return end->by_signal ? -end->code : end->code;
  }

  std::map<std::string, std::string> environment(int port) {
    return {{"ESPF_APPLICATION_PORT", std::to_string(port)},
            {"ESPF_PORTABILLING_URL", "http://127.0.0.1:1"},  // nobody listens there
            {"ESPF_HSS_URL", "http://127.0.0.1:1"},
            {"ESPF_LOGIN", "demo"},
            {"ESPF_TOKEN", "t0ken"},
            {"ESPF_EVENT_LOGIN", "espf"},
            {"ESPF_EVENT_PASSWORD", "secret"},
            {"ESPF_DATA_FOLDER", folder_.path()}};
  }

  base::TemporaryFolder folder_ = *base::TemporaryFolder::make("provisioner");
  base::EventLoop loop_;
  std::unique_ptr<base::ChildProcess> child_;
  std::string output_;
};

TEST_F(ProvisionerProgram, Ends0ForHelpAndACheckedConfiguration) {
  EXPECT_EQ(run({"--help"}, {}), 0);
  EXPECT_THAT(output_, HasSubstr("--config"));
  EXPECT_EQ(run({"--check"}, environment(0)), 0) << output_;
}

TEST_F(ProvisionerProgram, HelpNamesEveryVariableOfTheConfigurationAndTheExitCodes) {
  ASSERT_EQ(run({"--help"}, {}), 0);
  EXPECT_THAT(output_, HasSubstr("\nUsage: provisioner [OPTIONS]\n"));
  const std::string configuration = default_configuration();
  std::size_t variables = 0;
  for (auto at = configuration.find("${ESPF_"); at != std::string::npos; ++variables) {
    const std::string name = configuration.substr(at + 2, configuration.find_first_of(":}", at) - at - 2);
    EXPECT_THAT(output_, testing::ContainsRegex("[ ,]" + name + "[ ,\n]"));
    at = std::min(configuration.find("${ESPF_", at + 1), configuration.find("${PROVISIONER_", at + 1));
  }
  EXPECT_GE(variables, 20u);

  const auto readme = base::read_file(std::string(ESPF_SOURCE_DIR) + "/README.md");
  ASSERT_TRUE(readme);
  for (const auto& [code, meaning, in_readme] :
       {std::tuple("0", "ended as it was asked", "ended as it was asked"),
        std::tuple("1", "the command line is wrong", "the command line is wrong"),
        std::tuple("2", "the configuration is wrong", "the configuration is wrong"),
        std::tuple("3", "something could not run: a port, a file, the clock", "a port, a file, the clock")}) {
    EXPECT_THAT(output_, HasSubstr(std::string(code) + " " + meaning));
    EXPECT_THAT(*readme, testing::ContainsRegex(std::string("\n\\| ") + code + " \\|[^|\n]*\\| " + in_readme +
                                                " \\|\n"));
  }
}

TEST_F(ProvisionerProgram, TellsItsVersion) {
  EXPECT_EQ(run({"--version"}, {}), 0);
  EXPECT_THAT(output_, testing::MatchesRegex("provisioner [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(ProvisionerProgram, Ends1ForAWrongCommandLineAndSaysWhatToWrite) {
  EXPECT_EQ(run({"--confg", "x"}, environment(0)), 1);
  EXPECT_EQ(output_,
            "provisioner: there is no option `--confg`: did you mean `--config`? See provisioner --help\n");
  output_.clear();
  EXPECT_EQ(run({"p.yaml"}, environment(0)), 1);
  EXPECT_EQ(output_, "provisioner: `p.yaml` is one argument too many; see provisioner --help\n");
  output_.clear();
  EXPECT_EQ(run({"--config"}, environment(0)), 1);
  EXPECT_THAT(output_, HasSubstr("--config"));
}

TEST_F(ProvisionerProgram, Ends2ForABadConfigurationAndShowsThePlace) {
  const auto file = folder_.path() + "/p.yaml";
  ASSERT_TRUE(base::write_file(file, "listen: {prot: 80}\nauthorization: {}\nportabilling: {}\nhss: {}\n"));
  EXPECT_EQ(run({"--config", file}, {}), 2);
  EXPECT_THAT(output_, HasSubstr("p.yaml:1:10: error: unknown key `prot` in listen"));
  EXPECT_THAT(output_, HasSubstr("did you mean `port`?"));
}

TEST_F(ProvisionerProgram, Ends3WhereThePortIsTaken) {
  auto taken = base::HttpServer::listen(loop_, {}, [](const base::HttpRequest&, base::Reply) {});
  ASSERT_TRUE(taken);
  EXPECT_EQ(run({}, environment((*taken)->port())), 3);
  EXPECT_THAT(output_, HasSubstr(std::to_string((*taken)->port())));
}

TEST_F(ProvisionerProgram, Ends3WhereTheJournalCannotBeOpened) {
  auto variables = environment(0);
  ASSERT_TRUE(base::write_file(folder_.path() + "/file", ""));
  variables["ESPF_DATA_FOLDER"] = folder_.path() + "/file";
  EXPECT_EQ(run({}, variables), 3);
  EXPECT_THAT(output_, HasSubstr("the journal"));
}

TEST_F(ProvisionerProgram, Ends3WhereItsFileOfAuthoritiesIsNone) {
  auto variables = environment(0);
  variables["ESPF_CA_FILE"] = folder_.path() + "/nope.pem";
  EXPECT_EQ(run({"--check"}, variables), 3);
  EXPECT_THAT(output_, testing::AllOf(HasSubstr("/nope.pem"), HasSubstr("ESPF_CA_FILE")));
  ASSERT_TRUE(base::write_file(folder_.path() + "/junk.pem", "junk"));
  variables["ESPF_CA_FILE"] = folder_.path() + "/junk.pem";
  EXPECT_EQ(run({}, variables), 3);
  EXPECT_THAT(output_,
              HasSubstr("junk.pem: no certificate in PEM form (`portabilling.ca_file`, ESPF_CA_FILE)"));
}

TEST_F(ProvisionerProgram, MakesADataFolderThatIsNotThereAndSaysSo) {
  auto variables = environment(0);
  variables["ESPF_DATA_FOLDER"] = folder_.path() + "/data/";
  const auto stop = [this](const std::string& line) {
    if (line.find("listening") != std::string::npos) child_->signal_group(SIGTERM);
  };
  const char* said = "the data folder was not there and is made";
  EXPECT_EQ(run({}, variables, stop), 0) << output_;
  EXPECT_THAT(output_, HasSubstr(said));
  output_.clear();
  EXPECT_EQ(run({}, variables, stop), 0) << output_;
  EXPECT_THAT(output_, Not(HasSubstr(said)));
}

TEST_F(ProvisionerProgram, Ends3WhereMoreOfTheDataFoldersPathIsMissing) {
  auto variables = environment(0);
  variables["ESPF_DATA_FOLDER"] = folder_.path() + "/no/data";
  EXPECT_EQ(run({}, variables), 3);
  EXPECT_EQ(output_, "provisioner: the data folder " + folder_.path() + "/no/data is not there, nor is " +
                         folder_.path() + "/no: make it, or look at `journal.folder` (ESPF_DATA_FOLDER)\n");
}

TEST_F(ProvisionerProgram, Ends3WhereTheClockDoesNotAnswer) {
  EXPECT_EQ(run({"--clock", "http://127.0.0.1:1/clock"}, environment(0)), 3);
  EXPECT_THAT(output_, HasSubstr("the clock at http://127.0.0.1:1"));
}

TEST_F(ProvisionerProgram, TriesTheLoginAtEveryStart) {
  bool is_refusing = false;
  std::vector<std::string> asked;
  auto portabilling =
      base::HttpServer::listen(loop_, {}, [&](const base::HttpRequest& request, base::Reply reply) {
        asked.push_back(request.target);
        if (is_refusing)
          return reply(base::json_response(500, R"({"faultcode": "Server.Session.auth_failed"})"));
        reply(base::json_response(200, R"({"access_token": "a", "card_list": []})"));
      });
  ASSERT_TRUE(portabilling);
  const auto start_until = [&](const std::string& words, const std::string& url) {
    auto variables = environment(0);
    variables["ESPF_PORTABILLING_URL"] = url;
    output_.clear();
    asked.clear();
    EXPECT_EQ(run({}, variables,
                  [&](const std::string&) {
                    const bool is_said = output_.find(words) != std::string::npos;
                    if (is_said && output_.find("listening") != std::string::npos)
                      child_->signal_group(SIGTERM);
                  }),
              0);
    EXPECT_THAT(output_, HasSubstr(words));
  };
  start_until("adopted", (*portabilling)->origin());
  EXPECT_THAT(asked, testing::ElementsAre("/rest/Session/login", "/rest/SIMCard/get_card_list"));
  start_until("logged in to PortaBilling", (*portabilling)->origin());
  EXPECT_THAT(asked, testing::ElementsAre("/rest/Session/login"));
  is_refusing = true;
  start_until("PortaBilling refuses the login", (*portabilling)->origin());
  EXPECT_THAT(output_, Not(HasSubstr("cannot be logged in to"))) << "it is told once";
  start_until("PortaBilling cannot be logged in to", "http://127.0.0.1:1");
  EXPECT_THAT(output_, HasSubstr("ESPF_PORTABILLING_URL"));
}

TEST_F(ProvisionerProgram, ServesWithoutPortaBillingAndEnds0AtSigterm) {
  const int code = run({}, environment(0), [this](const std::string& line) {
    if (line.find("listening") != std::string::npos) child_->signal_group(SIGTERM);
  });
  EXPECT_EQ(code, 0) << output_;
  EXPECT_THAT(output_, HasSubstr("stopped"));
  EXPECT_THAT(output_, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace prov
