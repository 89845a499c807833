#include "simulator/scenario/language/suite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "simulator/billing/world.h"
#include "simulator/scenario/invariant/invariant.h"
#include "simulator/scenario/language/emit.h"
#include "simulator/scenario/language/grammar.h"
#include "tests/scenario/language_support.h"

namespace sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string scenario(const std::string& title, const std::string& head = "") {
  return "scenario: " + title + "\n" + head + "steps: [{wait: 1h}]\n";
}

// A tree on disk, since the search for espf.yaml goes up the real folders.
class LoadSuite : public testing::Test {
 protected:
  void SetUp() override {
    auto folder = base::TemporaryFolder::make("suite");
    ASSERT_TRUE(folder);
    folder_.emplace(*std::move(folder));
    const auto world = base::read_file(tests::language_folder() + "worlds/small.yaml");
    ASSERT_TRUE(world);
    write("tree/worlds/small.yaml", *world);
    write("tree/.git/HEAD", "ref: refs/heads/main\n");
  }

  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    ASSERT_TRUE(base::write_file(path(name), text));
  }
  std::string path(const std::string& name) const { return folder_->path() + "/" + name; }

  static std::vector<std::string> titles(const Suite& suite) {
    std::vector<std::string> result;
    for (const Scenario& each : suite.scenarios) result.push_back(each.title);
    return result;
  }

  std::optional<base::TemporaryFolder> folder_;
};

TEST_F(LoadSuite, ReadsAFolderInTheOrderOfNamesWithoutWorldsAndSuiteFiles) {
  write("tree/espf.yaml", "world: worlds/small.yaml\n");
  write("tree/b/two.yaml", scenario("Two"));
  write("tree/a/one.yaml", scenario("One"));
  write("tree/a/notes.txt", "no scenario");
  const Suite suite = load_suite({{path("tree")}, ""});
  EXPECT_EQ(render_diagnostics(suite), "");
  EXPECT_THAT(titles(suite), ElementsAre("One", "Two"));
  EXPECT_EQ(suite.files, 2u);
}

TEST_F(LoadSuite, TakesTheNearestSuiteFile) {
  write("tree/espf.yaml", "world: worlds/small.yaml\nwithin: 1m\n");
  write("tree/b/espf.yaml", "world: ../worlds/small.yaml\nwithin: 2m\n");
  write("tree/a/one.yaml", scenario("One"));
  write("tree/b/c/two.yaml", scenario("Two"));
  const Suite suite = load_suite({{path("tree/a"), path("tree/b")}, ""});
  ASSERT_EQ(render_diagnostics(suite), "");
  EXPECT_EQ(suite.scenarios.at(0).settings.within, std::chrono::minutes(1));
  EXPECT_EQ(suite.scenarios.at(1).settings.within, std::chrono::minutes(2));
}

TEST_F(LoadSuite, DoesNotLookAboveTheFolderThatHoldsGit) {
  write("espf.yaml", "within: 1m\n");
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\n"));
  const Suite suite = load_suite({{path("tree/one.yaml")}, ""});
  ASSERT_EQ(render_diagnostics(suite), "");
  EXPECT_EQ(suite.scenarios.at(0).settings.within, std::chrono::hours(1));
}

TEST_F(LoadSuite, TakesTheSuiteFileThatIsNamed) {
  write("tree/espf.yaml", "world: worlds/small.yaml\nwithin: 1m\n");
  write("tree/other.yaml", "world: worlds/small.yaml\nwithin: 2m\n");
  write("tree/a/one.yaml", scenario("One"));
  const Suite suite = load_suite({{path("tree/a")}, path("tree/other.yaml")});
  ASSERT_EQ(render_diagnostics(suite), "");
  EXPECT_EQ(suite.scenarios.at(0).settings.within, std::chrono::minutes(2));
}

TEST_F(LoadSuite, SaysOnceWhatIsWrongWithASuiteFile) {
  write("tree/espf.yaml", "wrld: worlds/small.yaml\n");
  write("tree/a/one.yaml", scenario("One"));
  write("tree/a/two.yaml", scenario("Two"));
  const Suite suite = load_suite({{path("tree")}, ""});
  EXPECT_TRUE(suite.scenarios.empty());
  EXPECT_THAT(render_diagnostics(suite), HasSubstr("unknown key `wrld` in a suite file"));
  EXPECT_THAT(render_diagnostics(suite), HasSubstr("1 error in 1 file"));
}

TEST_F(LoadSuite, SaysOnceWhatIsWrongWithAWorld) {
  write("tree/espf.yaml", "world: worlds/broken.yaml\n");
  write("tree/worlds/broken.yaml", "world: Broken\ncustomers: []\nacounts: []\n");
  write("tree/a/one.yaml", scenario("One"));
  write("tree/a/two.yaml", scenario("Two"));
  const Suite suite = load_suite({{path("tree")}, ""});
  EXPECT_TRUE(suite.scenarios.empty());
  EXPECT_THAT(render_diagnostics(suite), HasSubstr("did you mean `accounts`?"));
  EXPECT_THAT(render_diagnostics(suite), HasSubstr("1 error in 1 file"));
}

TEST_F(LoadSuite, KeepsTheScenariosOfFilesWithoutMistakes) {
  write("tree/espf.yaml", "world: worlds/small.yaml\n");
  write("tree/one.yaml", scenario("One"));
  write("tree/two.yaml", "scenario: Two\nsteps: [{wiat: 1h}]\n");
  const Suite suite = load_suite({{path("tree")}, ""});
  EXPECT_THAT(titles(suite), ElementsAre("One"));
  EXPECT_EQ(suite.diagnostics.size(), 1u);
}

TEST_F(LoadSuite, ReadsAFileOnceHoweverOftenItIsNamed) {
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\n"));
  const Suite suite = load_suite({{path("tree/one.yaml"), path("tree")}, ""});
  EXPECT_THAT(titles(suite), ElementsAre("One"));
}

TEST_F(LoadSuite, SaysWhatAFileIsThatIsNoScenario) {
  write("tree/espf.yaml", "world: worlds/small.yaml\n");
  write("tree/other/world.yaml", "world: A\ncustomers: []\n");
  write("tree/other/text.yaml", "colour: red\n");
  const auto said = [&](const std::string& name) {
    return render_diagnostics(load_suite({{path(name)}, ""}));
  };
  EXPECT_THAT(said("tree/worlds/small.yaml"), HasSubstr("this is a world, not a scenario"));
  EXPECT_THAT(said("tree/espf.yaml"), HasSubstr("this is a suite file, not a scenario"));
  EXPECT_THAT(said("tree/other"), HasSubstr("put worlds in a folder named `worlds`"));
  EXPECT_THAT(said("tree/other/text.yaml"), HasSubstr("it has no `scenario:`"));
  EXPECT_THAT(said("tree/nothing"), HasSubstr("nothing"));
  EXPECT_THAT(said("tree/worlds"), HasSubstr("there is no scenario below"));
  EXPECT_THAT(said("tree/.git"), HasSubstr("there is no scenario below"));
}

TEST(RenderDiagnostics, SaysNothingWhereAllIsWell) { EXPECT_EQ(render_diagnostics(Suite{}), ""); }

TEST(EmitVariables, PutsInTheNumbersOfTheEntities) {
  const Scenario told = tests::scenario_of(
      "  - emit: {event_type: A/B, account: 380501112233, invoice: 2026-00001, did: 442079460001}\n"
      "  - emit: {event_type: A/B, account: 380501112233, variables: {i_account: 5}}\n");
  EXPECT_EQ(
      emit_variables(tests::what<EmitStep>(told, 0), *told.world).value(),
      base::Json({{"i_account", 1001}, {"i_customer", 101}, {"i_invoice", 1}, {"number", "442079460001"}}));
  EXPECT_EQ(emit_variables(tests::what<EmitStep>(told, 1), *told.world).value(),
            base::Json({{"i_account", 5}}));
}

TEST(EmitVariables, SaysWhoIsNotThere) {
  EmitStep step;
  step.variables = base::Json::object();
  step.entities.push_back({EntityKind::Account, "38050111223"});
  const auto variables = emit_variables(step, *tests::scenario_of("  - wait: 1h\n").world);
  ASSERT_FALSE(variables);
  EXPECT_THAT(variables.error().what, HasSubstr("did you mean `380501112233`?"));
}

TEST(Invariants, AreThoseThatAreJudged) {
  std::vector<std::string> judged;
  for (const InvariantRow& row : invariant_table()) judged.push_back(row.name);
  EXPECT_EQ(language::names(language::invariants()), judged);
}

}  // namespace
}  // namespace sim
