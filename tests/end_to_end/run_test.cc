// `espf run` as a CI job runs it: the programs as they are shipped, their reports and exit codes.
#include "tests/end_to_end/scenarios.h"

namespace tests {
namespace {

using testing::HasSubstr;
using testing::Not;

class Run : public ScenariosTest {
 protected:
  // A line for each testcase, "title: passed", and first the counts of the root; read by a parser that
  // refuses what is no XML.
  std::string junit(const std::string& name) {
    const char* const script = R"(
import sys, xml.etree.ElementTree as xml
root = xml.parse(sys.argv[1]).getroot()
print(root.tag, *(key + "=" + root.get(key) for key in ("tests", "failures", "errors", "skipped")))
for case in root.iter("testcase"):
    states = [child.tag for child in case if child.tag != "properties"]
    print(case.get("name") + ": " + (states[0] if states else "passed"))
)";
    const auto read = run({"python3", "-c", script, path(name)});
    EXPECT_EQ(read.code, 0) << read.output;
    return read.output;
  }
};

TEST_F(Run, PassesWithTheProvisionerBesideIt) {
  write_passing("blocked.yaml");
  const auto ended = run_espf({"run", "blocked.yaml"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.output,
              HasSubstr("PASSED   blocked.yaml  A blocked account is barred  (0s of virtual time"));
  EXPECT_THAT(ended.output, HasSubstr("\n1 scenario: 1 passed  (0s of virtual time in "));
}

TEST_F(Run, ShowsTheNearestMissAndTheCommandThatFailsTheSameWay) {
  write_failing("a b/blocked.yaml");
  const auto ended = run_espf({"run", "a b", "--seed", "77", "--application", provisioner()});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.output, HasSubstr("FAILED   a b/blocked.yaml  A blocked account has no profile"));
  EXPECT_THAT(ended.output, HasSubstr("   6 |   - expect: {record: {system: hss"));
  EXPECT_THAT(ended.output, HasSubstr("nearest: the HSS holds 255010000000001"));
  EXPECT_THAT(ended.output, HasSubstr("profile   expected None   was LTE 20M"));
  EXPECT_THAT(ended.output, HasSubstr("1 scenario: 0 passed, 1 failed"));

  const auto begin = ended.output.find("again: espf ") + 12;
  const std::string again = ended.output.substr(begin, ended.output.find('\n', begin) - begin);
  EXPECT_EQ(again, "run 'a b/blocked.yaml' --seed 77 --application " + provisioner());
  const auto repeated = run({"sh", "-c", espf() + " " + again});
  EXPECT_EQ(repeated.code, 4);
  EXPECT_THAT(repeated.output, HasSubstr("profile   expected None   was LTE 20M"));
  EXPECT_THAT(repeated.output, HasSubstr("again: espf " + again + "\n"));
}

TEST_F(Run, TakesTheApplicationOverTls) {
  write_passing("suite/blocked.yaml");
  write_scenario("suite/resent.yaml", "An event that was refused is sent again",
                 "  - fault: {delivery: {account: 380501112233}, do: {answer: 503}, times: 1}\n" +
                     std::string(kBlock) + kBarred + kToldOk);
  const auto ended = run_espf({"run", "suite", "--application-tls", "--portabilling-tls", "-v"});
  EXPECT_EQ(ended.code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("2 scenarios: 2 passed"));
}

TEST_F(Run, ReportsInTheOrderOfTheSuiteWithFourSideBySide) {
  std::string wanted = "testsuites tests=6 failures=1 errors=0 skipped=0\n";
  for (const char* name : {"1", "2", "3", "4", "5"}) {
    write_passing("suite/" + std::string(name) + ".yaml", "Story <<" + std::string(name) + "> & \"more\"");
    wanted += "Story <" + std::string(name) + "> & \"more\": passed\n";
  }
  write_failing("suite/6.yaml", "Story 6");
  const auto ended = run_espf({"run", "suite", "--jobs", "4", "--junit", "report.xml"});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.output, HasSubstr("6 scenarios: 5 passed, 1 failed"));
  EXPECT_EQ(junit("report.xml"), wanted + "Story 6: failure\n");
}

TEST_F(Run, ChoosesByFilterAndTag) {
  write_passing("suite/a.yaml", "First", "tags: [smoke]\n");
  write_passing("suite/b.yaml", "Second", "tags: [smoke, slow]\n");
  write_failing("suite/c.yaml", "Third", "tags: [broken]\n");
  const auto named = run_espf({"run", "--filter", "Second", "suite"});
  EXPECT_EQ(named.code, 0);
  EXPECT_THAT(named.output, HasSubstr("suite/b.yaml"));
  EXPECT_THAT(named.output, HasSubstr("1 scenario: 1 passed"));
  const auto tagged = run_espf({"run", "--tag", "slow", "--tag", "smoke", "suite/a.yaml", "suite/b.yaml"});
  EXPECT_EQ(tagged.code, 0);
  EXPECT_THAT(tagged.output, HasSubstr("2 scenarios: 2 passed"));
  const auto none = run_espf({"run", "suite", "--tag", "smoke", "--filter", "Third"});
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(none.output, "espf: no scenario to run: none fits both --filter and --tag\n");
  const auto misspelt = run_espf({"run", "suite", "--tag", "smok"});
  EXPECT_EQ(misspelt.code, 2);
  EXPECT_EQ(misspelt.output, "espf: no scenario to run: none has the tag `smok`: did you mean `smoke`?\n");
  EXPECT_EQ(run_espf({"run", "suite", "--filter", "Forth"}).output,
            "espf: no scenario to run: none has `Forth` in its file's name or its title (--filter)\n");
}

TEST_F(Run, BeginsNothingMoreAfterAFailureWithFailFast) {
  write_failing("suite/a.yaml", "First");
  write_passing("suite/b.yaml", "Second");
  const auto ended = run_espf({"run", "suite", "--fail-fast", "--junit", "report.xml"});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.output, HasSubstr("2 scenarios: 0 passed, 1 failed, 1 skipped"));
  EXPECT_EQ(junit("report.xml"),
            "testsuites tests=2 failures=1 errors=0 skipped=1\nFirst: failure\nSecond: skipped\n");
}

TEST_F(Run, FollowsRealTimeWhereAsked) {
  write_scenario("real.yaml", "A second passes",
                 std::string(kBlock) + "  - wait: 200ms\n" + kBarred + kToldOk);
  const auto ended = run_espf({"run", "real.yaml", "--time", "real", "--transcripts", "out/lines"});
  EXPECT_EQ(ended.code, 0) << ended.output;
  EXPECT_THAT(read("out/lines/001_real.yaml.jsonl"), Not(HasSubstr("time jumps")));
  EXPECT_THAT(read("out/lines/001_real.yaml.jsonl"), HasSubstr("status HSS OK"));
}

TEST_F(Run, WithAReportThatCannotBeWrittenBeginsNothing) {
  write_passing("blocked.yaml");
  for (const char* option : {"--junit", "--transcripts"}) {
    const auto ended = run_espf({"run", "blocked.yaml", option, "blocked.yaml/report"});
    EXPECT_EQ(ended.code, 3) << option;
    EXPECT_EQ(ended.output, "espf: cannot write `blocked.yaml/report`: Not a directory\n") << option;
  }
}

TEST_F(Run, WhoseOutputNobodyTakesEndsInOrder) {
  write_passing("suite/1.yaml");
  write_passing("suite/2.yaml");
  const auto ended = run({"sh", "-c", espf() + " run suite --jobs 2 -v --junit report.xml > /dev/full"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_EQ(ended.output, "espf: not all of its output could be written\n");
  EXPECT_THAT(junit("report.xml"), HasSubstr("tests=2 failures=0"));
}

// -- what is wrong in a person's text -----------------------------------------------------------------------

TEST_F(Run, ShowsEveryMistakeOfAScenarioWithItsPlace) {
  write_scenario("bad.yaml", "Two mistakes",
                 "  - expct: {delivery: {event_type: Subscriber/Updated, answered: 200}}\n"
                 "  - expect: {call: {method: Account/get_acount_info}}\n");
  for (const char* command : {"run", "check"}) {
    const auto ended = run_espf({command, "bad.yaml"});
    EXPECT_EQ(ended.code, 2) << command;
    EXPECT_EQ(ended.output,
              "bad.yaml:5:5: error: unknown verb `expct`\n"
              "    5 |   - expct: {delivery: {event_type: Subscriber/Updated, answered: 200}}\n"
              "      |     ^~~~~ did you mean `expect`?\n"
              "bad.yaml:6:29: error: `Account/get_acount_info` is not a method of PortaBilling\n"
              "    6 |   - expect: {call: {method: Account/get_acount_info}}\n"
              "      |                             ^~~~~~~~~~~~~~~~~~~~~~~ did you mean "
              "`Account/get_account_info`?\n"
              "2 errors in 1 file\n");
  }
}

TEST_F(Run, ShowsAMistakeOfAWorldWithItsPlace) {
  write("world.yaml", "world: A small one\nproducts: [{i_product: 11, nmae: LTE Basic}]\n");
  write("a.yaml", "scenario: In a bad world\nworld: world.yaml\nsteps:\n" + std::string(kBlock));
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"run", "a.yaml"}, {"check", "a.yaml"}, {"serve", "--world", "world.yaml"}}) {
    const auto ended = run_espf(command);
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("world.yaml:2:28: error: unknown key `nmae`"));
    EXPECT_THAT(ended.output, HasSubstr("   ^~~~ did you mean `name`?"));
  }
}

TEST_F(Run, ShowsNotesOfWhatMayNotBeMeant) {
  write(
      "a.yaml",
      "scenario: A stub that fits nothing\nworld: " + source("fixtures/worlds/mvno.yaml") +
          "\nwithout: [converged]\n"
          "stubs: [{method: Account/get_xdr_list, params: {i_account: {one_of: [1]}}, answer: {body: {}}}]\n"
          "steps:\n  - call: {method: Account/get_xdr_list, answered: 500}\n");
  const auto ended = run_espf({"run", "a.yaml"});
  EXPECT_EQ(ended.code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("a.yaml:4:61: note: `one_of` is taken for a member of an object"));
}

TEST_F(Run, OfNoScenarioEnds2AndOfNoFile3) {
  std::filesystem::create_directory(path("empty"));
  write("stubs.yaml", "stubs: [{method: Account/get_xdr_list, answer: {body: {}}}]\n");
  EXPECT_EQ(run_espf({"run", "empty"}).code, 2);
  for (const char* command : {"run", "check"}) {
    const auto missing = run_espf({command, "stubs.yml"});
    EXPECT_EQ(missing.code, 3) << command;
    EXPECT_EQ(missing.output, "espf: there is no file or folder `stubs.yml`: did you mean `stubs.yaml`?\n");
  }
  const auto world = run_espf({"serve", "--world", "stubs.yml"});
  EXPECT_EQ(world.code, 3);
  EXPECT_THAT(world.output, HasSubstr("`stubs.yml`: No such file or directory: did you mean `stubs.yaml`?"));
}

TEST_F(Run, GoesOnWhereAFaultKillsTheApplicationBeforeItIsReady) {
  write(
      "scenario.yaml",
      "scenario: Killed twice\nworld: " + source("fixtures/worlds/mvno.yaml") +
          "\nsteps:\n"
          "  - fault: {process: application, do: {kill: {restart_after: 5s}}, when: {call: {answered: 200}}, "
          "times: 2}\n"
          "  - change: {account: 380501112233, do: block}\n"
          "  - expect: {record: {system: hss, account: 380501112233, has: {barred: true}}}\n");
  const auto run = run_espf({"run", "scenario.yaml"});
  EXPECT_EQ(run.code, 0) << run.output;
}

TEST_F(Run, BlamesNobodyWhereAFaultKilledTheApplicationForGood) {
  for (const std::string kill : {"kill", "{kill: {restart_after: 30h}}"}) {
    for (const std::string when : {"{delivery: {answered: 200}}", "{event: {}}"}) {
      write("scenario.yaml", "scenario: Dead\nworld: " + source("fixtures/worlds/mvno.yaml") +
                                 "\nsteps:\n  - fault: {process: application, do: " + kill +
                                 ", when: " + when + ", times: 1}\n" +
                                 "  - change: {account: 380501112233, do: block}\n"
                                 "  - change: {account: 380501112234, do: block}\n");
      const auto run = run_espf({"run", "scenario.yaml"});
      EXPECT_EQ(run.code, 0) << run.output;
    }
  }
}

TEST_F(Run, SaysWhichPortsThereAre) {
  write("scenario.yaml",
        "scenario: Any\nworld: " + source("fixtures/worlds/mvno.yaml") + "\nsteps: [{wait: 1h}]\n");
  const auto wrong = run_espf({"run", "scenario.yaml", "--port", "hsss=8090"});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_EQ(
      wrong.output,
      "espf: --port: nothing listens on a port named `hsss`: did you mean `hss`? See espf run --help\n");
  EXPECT_EQ(run_espf({"run", "scenario.yaml", "--port", "control=8090"}).code, 1) << "a run has none";
}

TEST_F(Run, IsStrictWhereItIsAskedAndTakesADocument) {
  write("scenario.yaml",
        "scenario: Strict\nworld: " + source("fixtures/worlds/mvno.yaml") +
            "\nwithout: [converged]\nstubs: [{method: Bulk/upload, answer: {body: {success: 1}}}]\nsteps:\n"
            "  - call: {method: Account/get_account_info, params: {i_acount: 1001}, answered: 500}\n"
            "  - call: {method: Bulk/upload, params: {rows: 1}, has: {success: 1}}\n");
  const std::string document = "admin=" + source("tests/api/specification/admin.json");
  const auto strict = run_espf({"run", "scenario.yaml", "--strict", "--openapi", document});
  EXPECT_EQ(strict.code, 0) << strict.output;
  const auto lenient = run_espf({"run", "scenario.yaml", "--openapi", document});
  EXPECT_EQ(lenient.code, 4) << lenient.output;
  EXPECT_THAT(lenient.output,
              HasSubstr("again: espf run scenario.yaml --seed 1 --openapi " + document + "\n"));
  EXPECT_EQ(run_espf({"run", "scenario.yaml", "--strict"}).code, 2) << "the method is of the document";
  EXPECT_EQ(run_espf({"run", "scenario.yaml", "--openapi", "none.json"}).code, 3);
}

}  // namespace
}  // namespace tests
