// What people and CI systems read of a run, compared with golden files.
#include "simulator/scenario/report/report.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "tests/support/golden.h"

namespace sim {
namespace {

using testing::HasSubstr;
using testing::Not;

Entry line(std::uint64_t number, int ms, LineKind kind, std::string from, std::string to,
           std::string summary) {
  Entry entry;
  entry.number = number;
  entry.at = base::VirtualTime{std::chrono::milliseconds(ms)};
  entry.kind = kind;
  entry.from = std::move(from);
  entry.to = std::move(to);
  entry.summary = std::move(summary);
  entry.fields = base::Json::object();
  return entry;
}

ScenarioResult passed() {
  ScenarioResult result;
  result.file = "scenarios/smoke/created.yaml";
  result.title = "A created account reaches the HSS";
  result.outcome = Outcome::Passed;
  result.seed = 42;
  result.time_mode = "skip";
  result.virtual_length = std::chrono::minutes(90);
  result.real_length = std::chrono::milliseconds(123);
  result.entries = {
      line(1, 0, LineKind::Change, "PortaBilling", "", "change: account 380501112233 is created")};
  return result;
}

ScenarioResult failed_twice() {
  ScenarioResult result;
  result.outcome = Outcome::Failed;
  result.file = "rows.yaml";
  result.title = "A row of two";
  result.is_example = true;
  result.seed = 1;
  result.time_mode = "skip";
  Finding finding;
  finding.rule = "converged";
  finding.text = "What holds for all.";
  finding.pos = {0, 0};
  for (const char* what : {"one is wrong", "another is wrong"}) {
    finding.what = what;
    result.findings.push_back(finding);
  }
  return result;
}

ScenarioResult failed() {
  ScenarioResult result = passed();
  result.file = "scenarios/hss/sim swap.yaml";
  result.title = "A swapped SIM card <reaches> the \"HSS\" & more";
  result.outcome = Outcome::Failed;
  result.entries = {
      line(1, 0, LineKind::Change, "PortaBilling", "",
           "change: account 380501112233 gets SIM 255010000000002"),
      line(2, 2, LineKind::Delivery, "ESPF", "Application", "Subscriber/Updated i_event 7, delivery 1"),
      line(3, 12, LineKind::Request, "Application", "HSS", "PUT /subscribers/255010000000002")};
  Finding finding;
  finding.rule = "expect";
  finding.pos = {12, 5};
  finding.text = "  - expect: {record: {system: hss, sim: 255010000000002, has: {barred: false}}}";
  finding.what = "the HSS's record of 255010000000002 is not as expected";
  finding.nearest = "the HSS holds 255010000000002 since +0.012 s, and differs in";
  finding.differences = {{"barred", "false", "true"}, {"msisdn", "380501112233", "nothing"}};
  finding.around = 3;
  result.findings = {finding};
  Finding invariant;
  invariant.rule = "converged";
  invariant.pos = {0, 0};
  invariant.text = "Every external system holds what PortaBilling holds.";
  invariant.what = "the HSS still holds 1";
  invariant.around = 3;
  result.findings.push_back(invariant);
  result.held_by = "what the Application owes";
  return result;
}

ScenarioResult not_run() {
  ScenarioResult result = passed();
  result.outcome = Outcome::NotRun;
  result.reason = "`app` ended before it was ready: exit code 3";
  result.application_output = {"starting", std::string("bad \x1b[31mred\x1b[0m \xff byte")};
  result.entries.clear();
  return result;
}

SuiteResult suite() {
  SuiteResult all;
  all.scenarios = {passed(), failed(), not_run(), passed()};
  all.scenarios[3].outcome = Outcome::Skipped;
  all.scenarios[3].reason = "an earlier scenario failed (--fail-fast)";
  all.real_length = std::chrono::milliseconds(3456);
  return all;
}

TEST(Report, SaysARuleOnceAndRepeatsTheExampleAlone) {
  EXPECT_EQ(to_text(failed_twice(), {}),
            "FAILED   rows.yaml  A row of two  (0s of virtual time, 0.00 s)\n"
            "  converged: one is wrong\n"
            "      (What holds for all.)\n"
            "  converged: another is wrong\n"
            "again: espf run rows.yaml --filter 'A row of two' --seed 1\n");
}

TEST(Report, OfAFailureShowsTheStepTheNearestMissTheSequenceAndHowToRepeatIt) {
  EXPECT_TRUE(::tests::matches_golden("scenario/golden/report_failed.txt", to_text(failed(), {})));
}

TEST(Report, OfWhatDidNotRunShowsWhyAndTheLastWords) {
  EXPECT_TRUE(::tests::matches_golden("scenario/golden/report_not_run.txt", to_text(not_run(), {})));
}

TEST(Report, OfAPassedScenarioIsALine) {
  EXPECT_EQ(to_text(passed(), {}), "");
  EXPECT_EQ(
      to_line(passed(), {}),
      "PASSED   scenarios/smoke/created.yaml  A created account reaches the HSS  (1h30m of virtual time, "
      "0.12 s)\n");
}

TEST(Report, OfAPassedScenarioIsItsWholeStoryWhereVerbose) {
  ReportOptions options;
  options.verbose = true;
  EXPECT_THAT(to_text(passed(), options), HasSubstr("account 380501112233 is created"));
}

TEST(Report, RepeatsTheTimeAndOptionsOfTheRun) {
  ScenarioResult result = failed();
  result.time_mode = "10×";
  ReportOptions options;
  options.again_options = " --application-tls";
  EXPECT_THAT(
      to_text(result, options),
      HasSubstr("again: espf run 'scenarios/hss/sim swap.yaml' --seed 42 --time 10× --application-tls\n"));
}

TEST(Report, ShowsAsMuchOfALongSequenceAsItMay) {
  ScenarioResult result = failed();
  result.entries.clear();
  for (std::uint64_t i = 1; i <= 100; ++i)
    result.entries.push_back(line(i, 0, LineKind::Note, "", "", "note number " + std::to_string(i) + "."));
  result.findings.resize(1);
  result.findings[0].around = 50;
  ReportOptions options;
  options.sequence_lines = 6;
  const std::string text = to_text(result, options);
  EXPECT_THAT(text, HasSubstr("… 45 earlier lines"));
  EXPECT_THAT(text, HasSubstr("note number 50."));
  EXPECT_THAT(text, HasSubstr("… 49 later lines"));
  EXPECT_THAT(text, Not(HasSubstr("note number 45.")));
}

TEST(Report, LetsNoTerminalObeyTheApplication) {
  ScenarioResult result = failed();
  result.findings[0].nearest = "status: \x1b[2J gone";
  EXPECT_THAT(to_text(result, {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(to_text(not_run(), {}), Not(HasSubstr("\x1b")));
}

TEST(Report, SumsUpWithTheSeed) {
  EXPECT_EQ(
      to_summary(suite()),
      "4 scenarios: 1 passed, 1 failed, 1 not run, 1 skipped  (6h of virtual time in 3.46 s; seed 42)\n");
}

TEST(Report, NamesNoSeedWhereThereAreSeveral) {
  SuiteResult all = suite();
  all.scenarios[1].seed = 43;
  EXPECT_THAT(to_summary(all), Not(HasSubstr("seed")));
}

TEST(SuiteResults, HaveTheExitCodeOfTheWorst) {
  SuiteResult all;
  all.scenarios = {passed()};
  EXPECT_EQ(all.exit_code(), 0);
  all.scenarios.push_back(suite().scenarios[3]);
  EXPECT_EQ(all.exit_code(), 0) << "a skipped one is no failure";
  all.scenarios.push_back(not_run());
  EXPECT_EQ(all.exit_code(), 3);
  all.scenarios.push_back(failed());
  EXPECT_EQ(all.exit_code(), 4);
  all.interrupted = true;
  EXPECT_EQ(all.exit_code(), 130);
}

TEST(JUnit, IsAsTheGoldenFile) {
  EXPECT_TRUE(::tests::matches_golden("scenario/golden/junit.xml", to_junit(suite())));
}

TEST(JUnit, IsWellFormedWhateverTheApplicationSaid) {
  auto folder = base::TemporaryFolder::make("junit");
  ASSERT_TRUE(folder) << folder.error().what;
  SuiteResult all = suite();
  std::string everything;
  for (int byte = 0; byte < 256; ++byte) everything += static_cast<char>(byte);
  all.scenarios[1].findings[0].what = everything + "\xEF\xBF\xBE\xEF\xBF\xBF ]]> \xED\xA0\x80";
  all.scenarios[2].reason = everything;
  const std::string file = folder->path() + "/junit.xml";
  ASSERT_TRUE(base::write_file(file, to_junit(all)));
  const std::string check =
      "python3 -c 'import sys, xml.etree.ElementTree as e\n"
      "r = e.parse(sys.argv[1]).getroot()\n"
      "assert [len(r.findall(\".//\" + n)) for n in (\"testcase\", \"failure\", \"error\", \"skipped\")]"
      " == [4, 1, 1, 1], e.tostring(r)' " +
      file;
  EXPECT_EQ(std::system(check.c_str()), 0);
}

}  // namespace
}  // namespace sim
