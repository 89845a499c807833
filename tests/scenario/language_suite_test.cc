#include "simulator/scenario/language/suite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "simulator/api/specification/specification.h"
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

TEST_F(LoadSuite, KnowsThePortsOfTheSystemsOfAnyWorld) {
  write("tree/espf.yaml", "ports: {http: 28080, hss: 28090, iptv: 28091}\n");
  write("tree/a/one.yaml", scenario("One", "world: ../worlds/small.yaml\n"));
  EXPECT_THAT(render_diagnostics(load_suite({{path("tree")}, ""})),
              HasSubstr("1:34: error: nothing listens on a port named `iptv`"));
  std::string other = *base::read_file(path("tree/worlds/small.yaml"));
  other.replace(other.find("hss:", other.find("systems:")), 4, "iptv:");
  write("tree/worlds/other.yaml", other);
  write("tree/a/two.yaml", scenario("Two", "world: ../worlds/other.yaml\n"));
  EXPECT_EQ(render_diagnostics(load_suite({{path("tree")}, ""})), "");
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

TEST_F(LoadSuite, LooksAtTheScenariosOfASuiteFileThatIsWrong) {
  struct Case {
    const char* suite;
    std::string scenario;
    std::vector<std::string> said;  // of the scenario; besides what is said of the suite file
  };
  const std::string world = "world: worlds/small.yaml\n";
  const auto steps = [&](const std::string& step) {
    return "scenario: A\n" + world + "steps: [" + step + "]\n";
  };
  const Case cases[] = {
      {"wrld: worlds/small.yaml\n", scenario("A"), {}},
      {"wrld: worlds/small.yaml\n", "scenario: A\nsteps: [{wiat: 1h}]\n", {"unknown verb `wiat`"}},
      {"world: [small]\n", scenario("A"), {}},
      {"world: @small\n", scenario("A"), {}},
      {"wihtin: 1m\n", scenario("A"), {"this scenario plays in no world"}},
      {"wihtin: 1m\nworld: worlds/small.yaml\n",
       "scenario: A\nsteps: [{change: {account: 1, do: block}}]\n",
       {"the world has no account `1`, and no earlier step makes one"}},
      {"espf: {relase: 80}\n",
       steps("{expect: {event: {handler: Mine}}}, {wiat: 1h}"),
       {"unknown verb `wiat`"}},
      {"within: x\n", steps("{expect: {event: {handler: Mine}}}"), {"`Mine` is no handler of this ESPF"}},
      {"stubs: [{metod: Bulk/upload, answer: {body: {}}}]\n",
       steps("{expect: {call: {method: Bulk/upload}}}"),
       {}},
      {"stubs: none.yaml\n", steps("{expect: {call: {method: Bulk/upload}}}"), {}},
      {"within: x\n",
       steps("{expect: {call: {method: Bulk/upload}}}"),
       {"`Bulk/upload` is not a method of PortaBilling"}},
  };
  for (const Case& each : cases) {
    write("tree/espf.yaml", each.suite);
    write("tree/one.yaml", each.scenario);
    const Suite suite = load_suite({{path("tree")}, ""});
    EXPECT_TRUE(suite.scenarios.empty()) << each.suite;
    std::vector<std::string> said;
    bool is_suite_told = false;
    for (const base::Diagnostic& one : suite.diagnostics) {
      if (one.file.ends_with("one.yaml")) said.push_back(one.message);
      is_suite_told = is_suite_told || one.file.ends_with("espf.yaml");
    }
    EXPECT_EQ(said, each.said) << each.suite << each.scenario;
    EXPECT_TRUE(is_suite_told) << each.suite;
  }
}

TEST_F(LoadSuite, LooksAtTheScenariosOfASuiteFileThatIsNotThere) {
  write("tree/one.yaml", "scenario: A\nsteps: [{wiat: 1h}]\n");
  const Suite suite = load_suite({{path("tree")}, path("none.yaml")});
  EXPECT_EQ(suite.missing.size(), 1u);
  EXPECT_THAT(render_diagnostics(suite), HasSubstr("unknown verb `wiat`"));
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
  EXPECT_THAT(said("tree/other"),
              testing::AllOf(HasSubstr("text.yaml:1:1: error"), testing::Not(HasSubstr("world.yaml"))));
  EXPECT_THAT(said("tree/other/text.yaml"), HasSubstr("it has no `scenario:`"));
  EXPECT_THAT(said("tree/espf.yaml"), HasSubstr("`--suite` names a suite file"));
  write("tree/third/fast.yaml", "within: 1m\n");
  EXPECT_THAT(said("tree/third"), HasSubstr("name it espf.yaml, or say `--suite FILE`"));
  write("tree/third/one.yaml", scenario("One", "world: ../worlds/small.yaml\n"));
  EXPECT_EQ(render_diagnostics(load_suite({{path("tree/third")}, path("tree/third/fast.yaml")})), "");
  write("tree/fourth/empty.yaml", "# soon\n");
  EXPECT_THAT(said("tree/fourth"), HasSubstr("this file is empty"));
  EXPECT_THAT(said("tree/worlds"), HasSubstr("there is no scenario below"));
  EXPECT_THAT(said("tree/.git"), HasSubstr("there is no scenario below"));
}

TEST_F(LoadSuite, SaysOfWhichKindAFileIsThatIsNamedAsAnother) {
  write("tree/espf.yaml", "within: 1m\nsettle: 5s\n");
  write("tree/stubs.yaml", "stubs: []\n");
  struct Case {
    std::string head, says;
  };
  for (const Case& each : {Case{"world: espf.yaml\n", "this is a suite file, not a world"},
                           Case{"world: stubs.yaml\n", "this is a file of stubs, not a world"},
                           Case{"world: worlds/small.yaml\nstubs: worlds/small.yaml\n",
                                "this is a world, not a file of stubs"}}) {
    write("tree/one.yaml", scenario("One", each.head));
    const std::string all = render_diagnostics(load_suite({{path("tree/one.yaml")}, ""}));
    EXPECT_THAT(all, HasSubstr(each.says));
    EXPECT_THAT(all, HasSubstr("1 error in 1 file"));
  }
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\n"));
  EXPECT_THAT(render_diagnostics(load_suite({{path("tree/one.yaml")}, path("tree/worlds/small.yaml")})),
              HasSubstr("this is a world, not a suite file"));
}

TEST_F(LoadSuite, SuggestsFilesThatAreReallyNearAlone) {
  write("tree/a.yaml", scenario("A"));
  write("tree/swap.yaml", scenario("B"));
  const std::string none = "there is no file or folder `" + path("tree/");
  for (const auto& [said, meant] :
       std::vector<std::pair<std::string, std::string>>{{"b.yaml", ""},
                                                        {"sw.yaml", ""},
                                                        {"zap.yaml", ""},
                                                        {"swop.yaml", "swap.yaml"},
                                                        {"swap.ymal", "swap.yaml"},
                                                        {"swap", "swap.yaml"}}) {
    const Suite suite = load_suite({{path("tree/" + said)}, ""});
    EXPECT_THAT(suite.missing,
                ElementsAre(none + said + "`" +
                            (meant.empty() ? "" : ": did you mean `" + path("tree/" + meant) + "`?")));
  }
}

TEST_F(LoadSuite, SaysWhatIsNotThereAndWhatWasMeant) {
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\n"));
  const Suite suite = load_suite({{path("tree/one.yml"), path("zzz"), path("tree")}, ""});
  EXPECT_THAT(suite.missing, ElementsAre("there is no file or folder `" + path("tree/one.yml") +
                                             "`: did you mean `" + path("tree/one.yaml") + "`?",
                                         "there is no file or folder `" + path("zzz") + "`"));
  EXPECT_THAT(titles(suite), ElementsAre("One"));
  EXPECT_TRUE(suite.diagnostics.empty());
  const Suite other = load_suite({{path("tree")}, path("none.yaml")});
  ASSERT_EQ(other.missing.size(), 1u);
  EXPECT_THAT(other.missing[0], HasSubstr("none.yaml"));
  EXPECT_TRUE(other.scenarios.empty());
}

TEST_F(LoadSuite, SuggestsAPlainPathForOneThatLeadsUpTooFar) {
  write("tree/one.yaml", scenario("One", "world: ../worlds/small.yaml\n"));
  const std::string said = render_diagnostics(load_suite({{path("tree/one.yaml")}, ""}));
  EXPECT_THAT(said, HasSubstr("did you mean `worlds/small.yaml`?"));
}

TEST_F(LoadSuite, ReadsInAFolderFilesOfOtherEndingsWhoseKeysSayWhatTheyAre) {
  const std::string world = "world: worlds/small.yaml\n";
  write("tree/one.yml", scenario("One", world));
  write("tree/three.json",
        R"({"scenario": "Three", "world": "worlds/small.yaml", "steps": [{"wait": "1h"}]})");
  write("tree/two.yaml", scenario("Two", world));
  write("tree/docker-compose.yml", "services: {web: {image: nginx}}\n");
  write("tree/package.json", R"({"name": "x", "version": "1.0.0", "scripts": {"test": "node"}})");
  write("tree/document.json", R"({"openapi": "3.1.0", "paths": {}})");
  const Suite suite = load_suite({{path("tree")}, ""});
  EXPECT_EQ(render_diagnostics(suite), "");
  EXPECT_THAT(titles(suite), ElementsAre("One", "Three", "Two"));
  write("tree/espf.yml", "within: 2m\n");
  EXPECT_THAT(render_diagnostics(load_suite({{path("tree")}, ""})), HasSubstr("name it espf.yaml"));
  const Suite every = load_suite({{path("tree")}, "", true});
  EXPECT_THAT(render_diagnostics(every), HasSubstr("tree/document.json"));
}

TEST_F(LoadSuite, LooksAtTheWorldOfASuiteFileThoughNoScenarioPlaysInIt) {
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\n"));
  struct Case {
    const char* world;
    const char* said;
  };
  for (const Case& each : {Case{"nope.yaml", "tree/espf.yaml:1:8: error: cannot read"},
                           Case{"one.yaml", "one.yaml:1:1: error: this is a scenario, not a world"},
                           Case{"worlds/smal.yaml", "did you mean `worlds/small.yaml`?"}}) {
    write("tree/espf.yaml", std::string("world: ") + each.world + "\n");
    for (const char* named : {"tree/one.yaml", "tree"}) {
      const Suite suite = load_suite({{path(named)}, ""});
      EXPECT_EQ(suite.diagnostics.size(), 1u) << render_diagnostics(suite);
      EXPECT_THAT(render_diagnostics(suite), HasSubstr(each.said));
      EXPECT_THAT(suite.scenarios, testing::IsEmpty());
    }
    EXPECT_THAT(render_diagnostics(load_suite({{path("tree/espf.yaml")}, "", true})), HasSubstr(each.said));
    write("tree/two.yaml", scenario("Two"));
    EXPECT_EQ(load_suite({{path("tree")}, ""}).diagnostics.size(), 1u) << "told once, not of the scenario";
  }
}

TEST_F(LoadSuite, RefusesASuiteFileThatIsNamedAndEmpty) {
  write("tree/one.yaml", scenario("One"));
  for (const char* text : {"", "# nothing\n"}) {
    write("tree/empty.yaml", text);
    const Suite suite = load_suite({{path("tree/one.yaml")}, path("tree/empty.yaml")});
    EXPECT_THAT(render_diagnostics(suite), HasSubstr("tree/empty.yaml: error: this file is empty"));
    EXPECT_EQ(suite.diagnostics.size(), 1u) << "that no world is said follows from it";
  }
  write("tree/espf.yaml", "");
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\n"));
  EXPECT_EQ(render_diagnostics(load_suite({{path("tree/one.yaml")}, ""})), "") << "it marks its folder";
}

TEST_F(LoadSuite, TellsOnceWhatIsNoFileOfOurs) {
  struct Case {
    const char* name;
    std::string text;
    bool is_read = false;
  };
  const Case cases[] = {
      {"README.md", "# A tool\n\nIt has scenarios:\n\n```\nscenario: One\nsteps: []\n```\n"},
      {"app.py", "#!/usr/bin/env python3\nimport os\n\nif True:\n    pass\nworld: str = {}\n"},
      {"list.txt", "- one\n"},
      {"colour", "colour: red\n"},
      {"story", scenario("One", "world: worlds/small.yaml\n"), true},
      {"story.txt", "# ours\n---\nscenaro: One\n", true},
      {"story.in", "{scenario: One, wrld: a}\n", true},
      {"README.yaml", "# A tool\n\nIt has scenarios:\nscenario: One\n", true},
  };
  for (const Case& each : cases) {
    write(std::string("tree/") + each.name, each.text);
    for (const bool every_kind : {false, true}) {
      const Suite suite = load_suite({{path(std::string("tree/") + each.name)}, "", every_kind});
      const std::string said = render_diagnostics(suite);
      const bool is_refused = said.find("does not end in .yaml, .yml or .json") != std::string::npos;
      EXPECT_EQ(is_refused, !each.is_read) << each.name << "\n" << said;
      EXPECT_TRUE(!is_refused || suite.diagnostics.size() == 1) << each.name << "\n" << said;
    }
  }
}

constexpr const char* kStubs = "stubs: [{method: Account/get_xdr_list, answer: {body: {}}}]\n";
constexpr const char* kWrongStubs = "stubs: [{metod: Account/get_xdr_list, answer: {body: {}}}]\n";

TEST_F(LoadSuite, PassesOverStubsAndDocumentsInAFolder) {
  write("tree/one.yaml", scenario("One", "world: worlds/small.yaml\nstubs: stubs.yaml\n"));
  write("tree/stubs.yaml", kStubs);
  write("tree/api.yaml", "openapi: 2.0\n");
  const Suite suite = load_suite({{path("tree")}, ""});
  EXPECT_EQ(render_diagnostics(suite), "");
  EXPECT_EQ(suite.files, 1u);
  EXPECT_EQ(suite.other_files, 0u);
  const auto said = [&](const std::string& name) {
    return render_diagnostics(load_suite({{path(name)}, ""}));
  };
  EXPECT_THAT(said("tree/stubs.yaml"), HasSubstr("this is a file of stubs, not a scenario"));
  EXPECT_THAT(said("tree/api.yaml"), HasSubstr("this is an OpenAPI document, not a scenario"));
}

class LoadEveryKind : public LoadSuite {
 protected:
  Suite look_through(const std::vector<std::string>& names) {
    SuiteOptions options;
    for (const std::string& each : names) options.paths.push_back(path(each));
    options.every_kind = true;
    return load_suite(options);
  }
  std::string said(const std::string& name) { return render_diagnostics(look_through({name})); }
};

TEST_F(LoadEveryKind, LooksThroughWhatIsNamed) {
  write("tree/espf.yaml", "wrld: worlds/small.yaml\n");
  write("tree/stubs.yaml", kWrongStubs);
  write("tree/worlds/broken.yaml", "world: Broken\ncustomers: []\nacounts: []\n");
  write("tree/api.yaml", "openapi: 2.0\n");
  write("tree/text.yaml", "colour: red\n");
  EXPECT_THAT(said("tree/stubs.yaml"), HasSubstr("unknown key `metod` in a stub"));
  EXPECT_THAT(said("tree/stubs.yaml"), HasSubstr("1 error in 1 file")) << "what is misspelt is not missing";
  EXPECT_THAT(said("tree/espf.yaml"), HasSubstr("unknown key `wrld` in a suite file"));
  EXPECT_THAT(said("tree/worlds/broken.yaml"), HasSubstr("did you mean `accounts`?"));
  EXPECT_THAT(said("tree/api.yaml"), HasSubstr("tree/api.yaml:1:"));
  write("tree/list.json", "[]\n");
  for (const char* unknown : {"tree/text.yaml", "tree/list.json"})
    EXPECT_THAT(said(unknown), HasSubstr("what kind of file this is cannot be told from its keys"));
  write("tree/bad.json", "not json\n");
  EXPECT_THAT(said("tree/bad.json"), HasSubstr("tree/bad.json:1:1: error: this is no JSON: "));
  const Suite right = look_through({"tree/worlds/small.yaml"});
  EXPECT_EQ(render_diagnostics(right), "");
  EXPECT_EQ(right.other_files, 1u);
  EXPECT_EQ(right.files, 0u);
}

TEST_F(LoadEveryKind, LooksThroughAFolder) {
  write("tree/espf.yaml", "world: worlds/small.yaml\n");
  write("tree/one.yaml", scenario("One"));
  write("tree/stubs.yaml", kStubs);
  write("tree/worlds/notes.yaml", "colour: red\n");
  const Suite right = look_through({"tree"});
  EXPECT_EQ(render_diagnostics(right), "");
  EXPECT_EQ(right.files, 1u);
  EXPECT_EQ(right.other_files, 3u) << "the suite file, the stubs, the world";
  write("tree/stubs.yaml", kWrongStubs);
  write("tree/worlds/broken.yaml", "world: Broken\ncustomers: []\nacounts: []\n");
  const std::string wrong = said("tree");
  EXPECT_THAT(wrong, HasSubstr("did you mean `accounts`?"));
  EXPECT_THAT(wrong, HasSubstr("did you mean `method`?"));
  EXPECT_THAT(wrong, HasSubstr("2 errors in 2 files"));
}

TEST_F(LoadEveryKind, SaysOfAnEmptyFolderThatNothingIsThere) {
  std::filesystem::create_directories(path("tree/empty"));
  EXPECT_THAT(said("tree/empty"), HasSubstr("there is nothing to check below "));
}

TEST_F(LoadEveryKind, TakesDocumentsOfOtherApisWithANoteThatTheyAreNoneForOpenapi) {
  const std::string head = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\n";
  const std::string none = ", and no method of /rest (`--openapi` takes what a realm serves: ";
  for (const auto& [text, api] : std::vector<std::pair<std::string, std::string>>{
           {"webhooks: {Subscriber/Created: {}}\n", "webhooks, which are sent and not called"},
           {"servers: [{url: http://h/api/v2}]\npaths: {/products: {}}\n", "API 2.0"},
           {"paths: {/api/v2/products: {}}\n", "API 2.0"},
           {"servers: [{url: /espf/v1/}]\npaths: {/groups: {}}\n", "the ESPF API"}}) {
    write("tree/api.yaml", head + text);
    const Suite suite = look_through({"tree/api.yaml"});
    EXPECT_EQ(render_diagnostics(suite), "") << text;
    EXPECT_EQ(suite.other_files, 1u);
    ASSERT_EQ(suite.notes.size(), 1u) << text;
    EXPECT_EQ(suite.notes[0].message, "this document describes " + api + ", and no method of /rest");
  }
  write("tree/api.yaml", head + "paths: {/products: {}}\n");
  EXPECT_THAT(said("tree/api.yaml"), HasSubstr("none of its paths is a method of PortaBilling"));
}

TEST_F(LoadEveryKind, NotesMisspeltParametersOfCallsAsOfStubs) {
  write("tree/one.yaml",
        "scenario: A\nworld: worlds/small.yaml\nsteps:\n"
        "  - call: {method: Account/get_account_info, params: {i_acount: 1001, colour: red}}\n");
  const Suite suite = look_through({"tree/one.yaml"});
  ASSERT_EQ(render_diagnostics(suite), "");
  EXPECT_THAT(render_notes(suite),
              HasSubstr("one.yaml:4:55: note: Account/get_account_info is described without a parameter "
                        "`i_acount`"));
  EXPECT_THAT(render_notes(suite), HasSubstr("did you mean `i_account`?"));
  EXPECT_EQ(suite.notes.size(), 1u);
}

TEST_F(LoadEveryKind, ShowsNotesBesideTheMistakesOfTheirFile) {
  write("tree/one.yaml",
        "scenario: A\nworld: worlds/small.yaml\nwithn: 1m\nstubs: [{method: Account/get_account_info, "
        "answer: {body: {}}}]\n"
        "steps: [{wiat: 1h}]\n");
  write("tree/stubs.yaml", "stubs: [{method: Account/get_account_info, answer: {body: {}}}]\n");
  const std::string all = render_all(look_through({"tree/one.yaml", "tree/stubs.yaml"}));
  std::vector<std::string> places;
  for (std::size_t at = all.find(path("tree/")); at != std::string::npos;
       at = all.find(path("tree/"), at + 1))
    places.push_back(all.substr(at + path("tree/").size(), std::string("one.yaml:1").size()));
  EXPECT_THAT(places, ElementsAre("stubs.yaml", "one.yaml:3", "one.yaml:4", "one.yaml:5")) << all;
}

TEST_F(LoadEveryKind, TellsWhatAFileIsThoughAKeyOfItIsWrong) {
  struct Case {
    const char* name;
    std::string text;
    std::vector<std::string> said;
  };
  const std::string kinds = "a scenario has `scenario`, `steps`, a file of stubs has `stubs`, a world has";
  const Case cases[] = {
      {"stray.yaml",
       std::string(kStubs) + "stub: 1\n",
       {"unknown key `stub` in a file of stubs", "1 error in"}},
      {"stubz.yaml", "stubz: []\n", {"unknown key `stubz` in a file of stubs", "did you mean `stubs`?"}},
      {"users.yaml", "users: []\n", {"`customers` is missing in a world", "1 error in"}},
      {"acounts.yaml", "acounts: []\n", {"unknown key `acounts` in a world", "did you mean `accounts`?"}},
      {"fast.yaml", "within: 1m\nsetle: 1s\n", {"unknown key `setle` in a suite file", "1 error in"}},
      {"opnapi.yaml", "opnapi: 3.1.0\ninfo: {}\npaths: {}\n", {"no OpenAPI document: it has no `openapi`"}},
      {"empty.yaml", "", {"this file is empty", kinds}},
      {"comments.yaml", "# one\n\n# two\n", {"this file is empty", kinds}},
      {"worlds/empty.yaml", "", {"this file is empty", kinds}},
      {"text.yaml", "colour: red\n", {"what kind of file this is cannot be told", kinds}},
      {"list.yaml", "- colour\n", {"what kind of file this is cannot be told", kinds}},
  };
  for (const Case& each : cases) {
    write("tree/" + std::string(each.name), each.text);
    for (const std::string& words : each.said)
      EXPECT_THAT(said("tree/" + std::string(each.name)), HasSubstr(words)) << each.name;
  }
}

TEST_F(LoadEveryKind, NotesWhatIsNotWhereItCounts) {
  const auto noted = [&](const std::string& name) { return render_notes(look_through({name})); };
  write("tree/fast.yaml", "within: 1m\n");
  EXPECT_THAT(noted("tree/fast.yaml"), HasSubstr("say `--suite FILE`, or give it that name"));
  EXPECT_EQ(said("tree/fast.yaml"), "");
  EXPECT_THAT(said("tree"), HasSubstr("this is a suite file, not a scenario"));
  write("tree/espf.yaml", "within: 2m\n");
  const Suite both = load_suite({{path("tree")}, path("tree/fast.yaml"), true});
  EXPECT_EQ(render_diagnostics(both) + render_notes(both), "");
  write("tree/worlds/one.yaml", scenario("One"));
  EXPECT_THAT(noted("tree/worlds"), HasSubstr("a scenario in a folder named `worlds` is not looked at"));
  write("tree/worlds/one.yaml", "colour: red\n");
  EXPECT_THAT(noted("tree/worlds"), HasSubstr("this file was passed over: it is no world"));
  EXPECT_EQ(said("tree/worlds"), "");
}

TEST_F(LoadEveryKind, ReadsTheSuiteFileThatIsNamedThoughNoScenarioIs) {
  write("tree/stubs.yaml", kStubs);
  const Suite missing = load_suite({{path("tree/stubs.yaml")}, path("tree/nix.yaml"), true});
  ASSERT_EQ(missing.missing.size(), 1u);
  EXPECT_THAT(missing.missing[0], HasSubstr("tree/nix.yaml"));
  write("tree/wrong.yaml", "wihtin: 1m\n");
  const Suite wrong = load_suite({{path("tree/stubs.yaml")}, path("tree/wrong.yaml"), true});
  EXPECT_THAT(render_diagnostics(wrong), HasSubstr("unknown key `wihtin` in a suite file"));
}

TEST_F(LoadEveryKind, RefusesDoubledKeysOfJson) {
  struct Case {
    const char* text;
    const char* place;
  };
  const Case cases[] = {
      {"{\"stubs\": [],\n \"stubs\": []}", ":2:2: error: doubled key `stubs`"},
      {"{\"world\": \"A\", \"customers\": [],\n  \"world\": \"B\"}", ":2:3: error: doubled key `world`"},
      {"{\"scenario\": \"A\", \"steps\":\n [{\"wait\": \"1h\", \"wait\": \"2h\"}]}",
       ":2:18: error: doubled key `wait`"},
  };
  for (const Case& each : cases) {
    write("tree/a.yaml", each.text);
    EXPECT_THAT(said("tree/a.yaml"), HasSubstr(each.place));
  }
}

TEST_F(LoadEveryKind, LetsStubsNameTheMethodsOfTheDocumentsBesideThem) {
  write("tree/stubs.yaml", "stubs: [{method: Bulk/upload, answer: {body: {}}}]\n");
  write("tree/api.yaml",
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\n"
        "paths: {/Bulk/upload: {post: {responses: {'200': {description: ok}}}}}\n");
  EXPECT_THAT(said("tree/stubs.yaml"), HasSubstr("`Bulk/upload` is not a method of PortaBilling"));
  EXPECT_EQ(render_diagnostics(look_through({"tree/stubs.yaml", "tree/api.yaml"})), "");
  write("tree/one.yaml",
        "scenario: One\nworld: worlds/small.yaml\nstubs: stubs.yaml\n"
        "steps: [{expect: {call: {method: Bulk/upload}}}]\n");
  SuiteOptions options{{path("tree/one.yaml")}, ""};
  std::vector<api::Specification> documents;
  documents.push_back(
      *api::read_specification("api.yaml", *base::read_file(path("tree/api.yaml")), api::all_realms())
           .specification);
  options.documents = std::make_shared<const std::vector<api::Specification>>(std::move(documents));
  EXPECT_EQ(titles(load_suite(options)), std::vector<std::string>{"One"});
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
