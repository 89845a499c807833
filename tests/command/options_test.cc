// The command line as people write it: what it comes to, or what they are told and the exit code.
#include "simulator/command/options.h"

#include <gmock/gmock.h>

#include "simulator/command/exit_codes.h"
#include "tests/support/golden.h"

namespace sim {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// Of a command line that is right.
template <class Wanted>
Wanted parsed(const std::vector<std::string>& arguments) {
  const auto line = parse_command_line(arguments);
  if (!line.command || !std::holds_alternative<Wanted>(*line.command)) {
    ADD_FAILURE() << testing::PrintToString(arguments) << " was read as another command\n" << line.output;
    return {};
  }
  return std::get<Wanted>(*line.command);
}

TEST(CommandLine, OfExplainGivesEveryOption) {
  const auto explain =
      parsed<ExplainCommand>({"explain", "Account/a", "--realm", "account", "--params", "{i_account: 1}",
                              "--world", "w.yaml", "--suite", "s.yaml", "--stubs", "1.yaml", "--stubs",
                              "2.yaml", "--openapi", "admin=a.json", "--strict", "--json"});
  EXPECT_EQ(explain.method, "Account/a");
  EXPECT_EQ(explain.realm, "account");
  EXPECT_EQ(explain.params, "{i_account: 1}");
  EXPECT_EQ(explain.world_file, "w.yaml");
  EXPECT_EQ(explain.suite_file, "s.yaml");
  EXPECT_THAT(explain.stubs_files, ElementsAre("1.yaml", "2.yaml"));
  EXPECT_THAT(explain.openapi_files, ElementsAre("admin=a.json"));
  EXPECT_TRUE(explain.strict);
  EXPECT_TRUE(explain.json);
  const auto running =
      parsed<ExplainCommand>({"explain", "Account/a", "--control", "http://h:1", "--token", "t"});
  EXPECT_EQ(running.control, "http://h:1");
  EXPECT_EQ(running.token, "t");
}

TEST(CommandLine, OfRunGivesEveryOption) {
  const auto run = parsed<RunCommand>({"run",
                                       "a.yaml",
                                       "b",
                                       "--suite",
                                       "s.yaml",
                                       "-j",
                                       "4",
                                       "--filter",
                                       "swap",
                                       "--tag",
                                       "x",
                                       "--tag",
                                       "y",
                                       "--junit",
                                       "j.xml",
                                       "--seed",
                                       "7",
                                       "--time",
                                       "10x",
                                       "--fail-fast",
                                       "-v",
                                       "--application",
                                       "python3 app.py",
                                       "--application-tls",
                                       "--portabilling-tls",
                                       "--transcripts",
                                       "t",
                                       "--openapi",
                                       "admin=a.json",
                                       "--openapi",
                                       "./b=c.json",
                                       "--strict"});
  EXPECT_THAT(run.paths, ElementsAre("a.yaml", "b"));
  EXPECT_EQ(run.suite_file, "s.yaml");
  EXPECT_EQ(run.jobs, 4);
  EXPECT_EQ(run.filter, "swap");
  EXPECT_THAT(run.tags, ElementsAre("x", "y"));
  EXPECT_EQ(run.junit_file, "j.xml");
  EXPECT_EQ(run.seed, 7u);
  ASSERT_TRUE(run.time);
  EXPECT_EQ(run.time->mode, TimeMode::Scaled);
  EXPECT_EQ(run.time->speed, 10);
  EXPECT_TRUE(run.fail_fast);
  EXPECT_TRUE(run.verbose);
  EXPECT_EQ(run.application, "python3 app.py");
  EXPECT_TRUE(run.application_tls);
  EXPECT_TRUE(run.portabilling_by_tls);
  EXPECT_EQ(run.transcript_folder, "t");
  EXPECT_THAT(run.openapi_files, ElementsAre("admin=a.json", "./b=c.json"));
  EXPECT_TRUE(run.strict);
}

TEST(CommandLine, OfRunWithPathsAloneLeavesTheRestToTheSuite) {
  const auto run = parsed<RunCommand>({"run", "scenarios"});
  EXPECT_EQ(run.jobs, 1);
  EXPECT_EQ(run.seed, std::nullopt);
  EXPECT_FALSE(run.time);
  EXPECT_EQ(run.application + run.application_url + run.junit_file, "");
  EXPECT_FALSE(run.fail_fast || run.verbose || run.application_tls || run.portabilling_by_tls);
}

TEST(CommandLine, TagTakesOneWordSoThatPathsMayFollow) {
  const auto run = parsed<RunCommand>({"run", "--tag", "smoke", "a.yaml", "b.yaml"});
  EXPECT_THAT(run.tags, ElementsAre("smoke"));
  EXPECT_THAT(run.paths, ElementsAre("a.yaml", "b.yaml"));
}

TEST(CommandLine, OfServeGivesEveryOption) {
  const auto serve = parsed<ServeCommand>(
      {"serve",     "--world",      "w.yaml",  "--application", "https://127.0.0.1:3000/events",
       "--suite",   "s.yaml",       "--port",  "8080",          "--port",
       "hss=8090",  "--address",    "0.0.0.0", "--tls",         "c.pem",
       "--tls-key", "k.pem",        "--time",  "skip",          "--seed",
       "9",         "--ready-file", "r.json",  "--transcript",  "t.jsonl"});
  EXPECT_EQ(serve.world_file, "w.yaml");
  EXPECT_EQ(serve.application_url, "https://127.0.0.1:3000/events");
  EXPECT_EQ(serve.suite_file, "s.yaml");
  EXPECT_THAT(serve.ports, ElementsAre(testing::Pair("hss", 8090), testing::Pair("http", 8080)));
  EXPECT_EQ(serve.address, "0.0.0.0");
  EXPECT_EQ(serve.certificate_file, "c.pem");
  EXPECT_EQ(serve.key_file, "k.pem");
  EXPECT_EQ(serve.time.mode, TimeMode::Skip);
  EXPECT_EQ(serve.seed, 9u);
  EXPECT_EQ(serve.ready_file, "r.json");
  EXPECT_EQ(serve.transcript_file, "t.jsonl");
}

TEST(CommandLine, OfServeFollowsRealTimeAndThisMachineAlone) {
  const auto serve = parsed<ServeCommand>({"serve", "--world", "w.yaml"});
  EXPECT_EQ(serve.time.mode, TimeMode::Real);
  EXPECT_EQ(serve.seed, 1u);
  EXPECT_EQ(serve.address, "127.0.0.1");
  EXPECT_TRUE(serve.ports.empty());
}

TEST(CommandLine, OfTheOthers) {
  EXPECT_EQ(parsed<CheckCommand>({"check", "--suite", "s", "a", "b"}).paths.size(), 2u);
  const auto trigger = parsed<TriggerCommand>(
      {"trigger", "{account: 1, do: block}", "--control", "http://127.0.0.1:1", "--token", "t"});
  EXPECT_EQ(trigger.words, "{account: 1, do: block}");
  EXPECT_FALSE(trigger.is_emit);
  EXPECT_EQ(trigger.control, "http://127.0.0.1:1");
  EXPECT_EQ(trigger.token, "t");
  EXPECT_TRUE(parsed<TriggerCommand>({"trigger", "--emit", "{event_type: A/B}"}).is_emit);
  EXPECT_EQ(parsed<TimeCommand>({"time"}).by, "");
  EXPECT_EQ(parsed<TimeCommand>({"time", "+24h"}).by, "24h");
  EXPECT_EQ(parsed<TimeCommand>({"time", "1h30m"}).by, "1h30m");
  const auto transcript = parsed<TranscriptCommand>({"transcript", "--json", "-f"});
  EXPECT_TRUE(transcript.json && transcript.follow);
  parsed<SchemaCommand>({"schema"});
  parsed<DocsCommand>({"docs"});
}

struct Wrong {
  std::vector<std::string> arguments;
  std::string said;  // after "espf: "
};

TEST(CommandLine, ThatIsWrongEnds1AndSaysWhatToWrite) {
  const std::string seed = "is no whole number from 0 to 9223372036854775807; write digits, such as 42";
  const std::string no_scheme =
      "is no URL that can be used: it must begin with http:// or https://; write one "
      "such as http://127.0.0.1:3000/";
  const std::vector<Wrong> table = {
      {{}, "a subcommand is missing: one of: `run`, `check`, `serve`"},
      {{"rnu", "x"}, "there is no subcommand `rnu`: did you mean `run`?"},
      {{"--vresion"}, "there is no option `--vresion`: did you mean `--version`?"},
      {{"--verbose", "run", "x"}, "there is no option `--verbose`"},
      {{"run"}, "an argument is missing: scenario files and folders; see"},
      {{"run", "x", "--fliter", "y"}, "there is no option `--fliter`: did you mean `--filter`?"},
      {{"run", "x", "--tagg=y"}, "there is no option `--tagg`: did you mean `--tag`?"},
      {{"run", "x", "--zzzzzzzz"}, "there is no option `--zzzzzzzz`"},
      {{"run", "x", "--tag"}, "--tag: a value is missing: "},
      {{"serve", "--world", "w", "--tls"},
       "a value is missing: your own certificate chain, PEM (default: one made"},
      {{"run", "x", "--seed", "-1"}, "--seed: `-1` " + seed},
      {{"run", "x", "--seed=-1"}, "--seed: `-1` " + seed},
      {{"run", "x", "--seed", "+1"}, "--seed: `+1` " + seed},
      {{"run", "x", "--seed", "1e3"}, "--seed: `1e3` " + seed},
      {{"run", "x", "--seed", "0x10"}, "--seed: `0x10` " + seed},
      {{"run", "x", "--seed", "1.0"}, "--seed: `1.0` " + seed},
      {{"run", "x", "--seed", "9223372036854775808"}, "--seed: `9223372036854775808` " + seed},
      {{"run", "x", "--seed", ""}, "--seed: the value is blank; write digits, such as 42"},
      {{"run", "x", "--seed", " "}, "--seed: the value is blank; write digits, such as 42"},
      {{"run", "x", "--seed", "1", "--seed", "2"}, "--seed is given more than once; see"},
      {{"run", "x", "-j", "0"}, "--jobs: `0` is no whole number from 1 to 64; write digits, such as 4"},
      {{"run", "x", "-j", "65"}, "--jobs: `65` is no whole number"},
      {{"run", "x", "--jobs", "-4"}, "--jobs: `-4` is no whole number"},
      {{"run", "x", "--jobs", "0x4"}, "--jobs: `0x4` is no whole number"},
      {{"run", "x", "--time", "10"}, "--time: `10` is no way for time to go; write skip, real, or a factor"},
      {{"run", "x", "--time", "0x"}, "--time: `0x` is no way"},
      {{"run", "x", "--time", "-1x"}, "--time: `-1x` is no way"},
      {{"run", "x", "--time", "nanx"}, "--time: `nanx` is no way"},
      {{"run", "x", "--time", "1e9x"}, "--time: `1e9x` is no way"},
      {{"run", "x", "--application", " "},
       "--application: the value is blank; write a program and its arguments"},
      {{"run", "x", "--application", "a", "--application-url", "http://h/"},
       "--application excludes --application-url"},
      {{"run", "x", "--application-url", "localhost:3000"},
       "--application-url: `localhost:3000` " + no_scheme},
      {{"explain"}, "an argument is missing: the method: Account/get_account_info"},
      {{"explain", "Account/a", "b"}, "`b` is one argument too many"},
      {{"explain", "Account/a", "--stubs", "s", "--control", "http://h/"}, "--stubs excludes --control"},
      {{"explain", "Account/a", "--world", "w", "--token", "t"}, "--world excludes --token"},
      {{"serve"}, "--world is required"},
      {{"serve", "--wrld", "w"},
       "there is no option `--wrld`: did you mean `--world`? See espf serve --help"},
      {{"serve", "--world", "w", "--openapi", "acount=f.json"},
       "--openapi: there is no realm `acount`: did you mean `account`?"},
      {{"run", "x", "--openapi", "a=./f.json"}, "--openapi: there is no realm `a`: one of: `admin`"},
      {{"serve", "--world", "w", "x"}, "`x` is one argument too many"},
      {{"serve", "--world", "w", "--seed", "-1"}, "--seed: `-1` " + seed},
      {{"serve", "--world", "w", "--application", "127.0.0.1:3000"},
       "--application: `127.0.0.1:3000` " + no_scheme},
      {{"serve", "--world", "w", "--application", "ftp://h/"}, "--application: `ftp://h/` " + no_scheme},
      {{"serve", "--world", "w", "--application", "http://"}, "it names no host; write one such as"},
      {{"serve", "--world", "w", "--application", "http://h:0/"}, "its port is no number from 1 to 65535"},
      {{"serve", "--world", "w", "--application", "http://h:http/"}, "its port is no number from 1 to 65535"},
      {{"serve", "--world", "w", "--application", "http://h/a b"}, "it contains a blank"},
      {{"serve", "--world", "w", "--application", "http://me:secret@h/"}, "it carries credentials"},
      {{"serve", "--world", "w", "--application", ""},
       "--application: the value is blank; write one such as"},
      {{"serve", "--world", "w", "--port", "99999"},
       "--port: `99999` is no port up to 65535; write 8080, or NAME=PORT such as https=8443"},
      {{"serve", "--world", "w", "--port", "-1"}, "--port: `-1` is no port"},
      {{"serve", "--world", "w", "--port", "http="}, "--port: `http=` is no port"},
      {{"serve", "--world", "w", "--port", "=8080"}, "--port: `=8080` is no port"},
      {{"serve", "--world", "w", "--port", "http=0x50"}, "--port: `http=0x50` is no port"},
      {{"serve", "--world", "w", "--port", "1", "--port", "http=2"}, "--port: `http` is given two ports"},
      {{"serve", "--world", "w", "--port", "18080", "--port", "hss=18080"},
       "--port: `http` and `hss` are both given port 18080: each needs its own"},
      {{"serve", "--world", "w", "--port", "1", "2"}, "`2` is one argument too many"},
      {{"serve", "--world", "w", "--tls-key", "k"}, "--tls-key requires --tls-certificate"},
      {{"check"}, "an argument is missing: scenario files and folders; also worlds"},
      {{"trigger"}, "an argument is missing: the words of `change`"},
      {{"trigger", "{}", "--control", "127.0.0.1:1"}, "--control: `127.0.0.1:1` is no URL"},
      {{"time", "24"}, "DURATION: `24` is no duration of at most 100 years; write +24h, +90s or +1h30m"},
      {{"time", "+999999d"}, "DURATION: `+999999d` is no duration of at most 100 years"},
      {{"time", "-1h"}, "DURATION: `-1h` is no duration"},
      {{"time", "1h", "2h"}, "`2h` is one argument too many"},
      {{"transcript", "all"}, "`all` is one argument too many"},
      {{"schema", "--json"}, "there is no option `--json`"},
  };
  for (const Wrong& row : table) {
    const auto line = parse_command_line(row.arguments);
    const std::string shown = testing::PrintToString(row.arguments);
    EXPECT_FALSE(line.command) << shown;
    EXPECT_EQ(line.exit_code, kUsage) << shown;
    EXPECT_THAT(line.output, StartsWith("espf: ")) << shown;
    EXPECT_THAT(line.output, HasSubstr(row.said)) << shown;
    EXPECT_THAT(line.output, EndsWith(" --help\n")) << shown;
    EXPECT_EQ(std::count(line.output.begin(), line.output.end(), '\n'), 1) << line.output;
  }
}

TEST(CommandLine, ThatIsWrongNamesItsOwnHelpAndNoSecret) {
  const auto line = parse_command_line({"serve", "--world", "w", "--application", "http://me:s3cret@h/"});
  EXPECT_THAT(line.output, EndsWith("; see espf serve --help\n"));
  EXPECT_THAT(line.output, Not(HasSubstr("s3cret")));
}

TEST(CommandLine, HelpAndVersionEnd0) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--help"}, {"-h"}, {"run", "--help"}, {"serve", "-h"}, {"time", "--help"}}) {
    const auto line = parse_command_line(arguments);
    EXPECT_FALSE(line.command);
    EXPECT_EQ(line.exit_code, kPassed);
    EXPECT_THAT(line.output, HasSubstr("Usage: espf")) << testing::PrintToString(arguments);
  }
  EXPECT_THAT(parse_command_line({"--version"}).output,
              testing::MatchesRegex("espf [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

// -- exit codes ---------------------------------------------------------------------------------------------

TEST(ExitCodes, AreThoseOfTheHelpAndOfReadme) {
  const std::string help = parse_command_line({"--help"}).output;
  const std::string readme = tests::read_whole(std::string(ESPF_SOURCE_DIR) + "/README.md");
  ASSERT_THAT(readme, HasSubstr("## Exit codes"));
  const std::vector<std::pair<int, std::string>> table = {{kPassed, "all passed"},
                                                          {kUsage, "the command line is wrong"},
                                                          {kBadInput, "a scenario or world file is wrong"},
                                                          {kNotRun, "something could not run"},
                                                          {kFailed, "a scenario failed"},
                                                          {kInterrupted, "interrupted"}};
  for (const auto& [code, meaning] : table) {
    EXPECT_THAT(help, HasSubstr(std::to_string(code) + " " + meaning));
    EXPECT_THAT(readme, HasSubstr("\n| " + std::to_string(code) + " | " + meaning));
  }
}

}  // namespace
}  // namespace sim
