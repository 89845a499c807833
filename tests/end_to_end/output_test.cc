// What becomes of a command whose output nobody takes, or whose output cannot be written.
#include "tests/end_to_end/scenarios.h"
#include "tests/end_to_end/served.h"

namespace tests {
namespace {

using testing::HasSubstr;

const std::vector<std::vector<std::string>> kPrinting = {
    {"schema"}, {"docs"}, {"openapi"}, {"openapi", "admin"}, {"--help"}, {"--version"}, {"run", "--help"}};

// The command with a pipe as its stdout whose reader has left: what `| head` comes to, without a race.
std::vector<std::string> without_reader(std::vector<std::string> command) {
  command.insert(command.begin(), {"python3", "-c",
                                   "import os, subprocess, sys\n"
                                   "reader, writer = os.pipe()\n"
                                   "os.close(reader)\n"
                                   "sys.exit(subprocess.run(sys.argv[1:], stdout=writer).returncode)"});
  return command;
}

class Output : public ServedTest {
 protected:
  Ended run_without_reader(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), espf());
    return run(without_reader(std::move(arguments)));
  }
  Ended run_to_full_disk(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {"sh", "-c", R"("$@" > /dev/full)", "sh", espf()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run(command);
  }
  void write_scenario(const std::string& name, const std::string& steps) const {
    write(name, "scenario: One\nworld: " + source("fixtures/worlds/mvno.yaml") + "\nsteps:\n" + steps);
  }
};

TEST_F(Output, WhoseReaderHasLeftEndsQuietlyAndWell) {
  for (const auto& arguments : kPrinting) {
    const auto ended = run_without_reader(arguments);
    EXPECT_EQ(ended.code, 0) << testing::PrintToString(arguments);
    EXPECT_EQ(ended.output, "") << testing::PrintToString(arguments);
  }
  const auto piped = run({"bash", "-c", "set -o pipefail; " + espf() + " schema | head -1"});
  EXPECT_EQ(piped.code, 0);
  EXPECT_EQ(piped.output, "{\n");
}

TEST_F(Output, OnAFullDiskIsAnError) {
  for (const auto& arguments : kPrinting) {
    const auto ended = run_to_full_disk(arguments);
    EXPECT_EQ(ended.code, 3) << testing::PrintToString(arguments);
    EXPECT_EQ(ended.output, "espf: not all of its output could be written\n")
        << testing::PrintToString(arguments);
  }
}

TEST_F(Output, ThatNobodyTakesLeavesTheVerdictAsItIs) {
  write_scenario("good.yaml", kBlock);
  write_scenario("bad.yaml", "  - chnage: {}\n");
  for (const char* command : {"check", "run"}) {
    EXPECT_EQ(run_without_reader({command, "good.yaml"}).code, 0) << command;
    EXPECT_EQ(run_to_full_disk({command, "good.yaml"}).code, 3) << command;
    const auto wrong = run_without_reader({command, "bad.yaml"});
    EXPECT_EQ(wrong.code, 2) << command;
    EXPECT_THAT(wrong.output, HasSubstr("did you mean `change`?")) << command;
    EXPECT_EQ(run_to_full_disk({command, "bad.yaml"}).code, 2) << command;
  }
}

TEST_F(Output, OfAFollowedTranscriptEndsWithItsReader) {
  serve();
  Program& follower = start(without_reader({espf(), "transcript", "--follow"}));
  const auto triggered = run_without_reader({"trigger", "{account: 380501112233, do: block}"});
  EXPECT_EQ(triggered.code, 0);
  EXPECT_EQ(triggered.output, "");
  const auto ended = end_of(follower);
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.output, "");
  EXPECT_EQ(run_to_full_disk({"transcript"}).code, 3);
  EXPECT_EQ(run_to_full_disk({"time"}).code, 3);
}

TEST_F(Output, OfServeMayBeCutShort) {
  std::filesystem::remove(path("ready.json"));
  Program& program = start(without_reader(
      {espf(), "serve", "--world", source("fixtures/worlds/mvno.yaml"), "--ready-file", "ready.json"}));
  wait_for(
      "the ready file of serve", [&] { return exists("ready.json"); }, &program);
  EXPECT_EQ(run_espf({"time"}).code, 0) << "it serves on";
  ::kill(-program.child->pid(), SIGINT);
  end_of(program);
}

TEST_F(Output, OfVersionIsTheSameOfBothPrograms) {
  const std::string version = run_espf({"--version"}).output;
  ASSERT_THAT(version, testing::MatchesRegex("espf [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_EQ(run({provisioner(), "--version"}).output, "provisioner" + version.substr(4));
  const auto lost = run({"sh", "-c", provisioner() + " --show-config > /dev/full"});
  EXPECT_EQ(lost.code, 3);
  EXPECT_EQ(lost.output, "provisioner: not all of its output could be written\n");
}

}  // namespace
}  // namespace tests
