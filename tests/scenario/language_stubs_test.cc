// Where stubs stand, and in which order they are asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/language/schema.h"
#include "tests/scenario/language_support.h"
#include "tests/support/json_schema.h"

namespace sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kWorldWithStubs =
    "world: w\ncustomers: [{name: A}]\n"
    "stubs: [{name: of the world, service: CDR, answer: {status: 503}}]\n";
constexpr const char* kSteps = "steps:\n  - wait: 1h\n";

std::string stub(const std::string& name) {
  return "- {name: " + name + ", service: CDR, answer: {status: 503}}\n";
}

std::vector<std::string> names_of(const std::vector<api::Stub>& stubs) {
  std::vector<std::string> names;
  names.reserve(stubs.size());
  for (const api::Stub& each : stubs) names.push_back(each.name);
  return names;
}

TEST(Stubs, AreAskedFromTheScenarioToTheWorld) {
  const Suite suite = load_suite(
      {{"test.yaml"}, "espf.yaml"},
      tests::language_files(
          {{"test.yaml", std::string("scenario: A\nworld: w.yaml\nstubs:\n") + stub("own") + kSteps},
           {"espf.yaml", "stubs: s.yaml\n"},
           {"s.yaml", "stubs:\n" + stub("of the suite")},
           {"w.yaml", kWorldWithStubs}}));
  EXPECT_EQ(render_diagnostics(suite), "");
  ASSERT_EQ(suite.scenarios.size(), 1u);
  EXPECT_THAT(names_of(suite.scenarios[0].settings.stubs),
              ElementsAre("own", "of the suite", "of the world"));
}

TEST(Stubs, OfAScenarioTakeItsParametersAndKeepTheirTemplates) {
  const auto text = base::read_file(tests::language_folder() + "good/stubs.yaml");
  ASSERT_TRUE(text);
  const Suite suite =
      load_suite({{"good/stubs.yaml"}, ""}, tests::language_files({{"good/stubs.yaml", *text}}));
  EXPECT_EQ(render_diagnostics(suite), "");
  ASSERT_EQ(suite.scenarios.size(), 2u);
  const api::Stub& another = suite.scenarios[1].settings.stubs.at(0);
  EXPECT_EQ(another.name, "alias list of <<another>") << "what is put in is not looked at again";
  const base::Node* list = another.answers[0].body.find("alias_list");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->items[0].find("id")->text, "<account.id>");
  EXPECT_EQ(list->items[0].find("of")->text, "<<<<another>") << "to be put out as it was put in";
  EXPECT_EQ(list->items[0].find("bracket")->text, "<<x>");
}

TEST(Stubs, MakeTheirMethodsKnownToTheirScenario) {
  const auto said = [](const std::string& stubs) {
    return render_diagnostics(load_suite(
        {{"test.yaml"}, ""},
        tests::language_files({{"test.yaml", "scenario: A\nworld: w.yaml\n" + stubs +
                                                 "steps:\n  - expect: {call: {method: Account/get_esim}}\n"},
                               {"w.yaml", kWorldWithStubs}})));
  };
  EXPECT_EQ(said("stubs: [{method: Account/get_esim, unlisted: true, answer: {status: 503}}]\n"), "");
  EXPECT_THAT(said(""), HasSubstr("`Account/get_esim` is not a method of PortaBilling"));
}

// A name is refused only where every stub that there may be is known.
TEST(Stubs, OfEveryFileMayBeNamedInALine) {
  const std::string world_without = "world: w\ncustomers: [{name: A}]\n";
  struct Case {
    std::string named, own, suite, world;
    const char* expected;  // of what is told of the name; "" where nothing is
  };
  const Case cases[] = {
      {"own", "stubs:\n" + stub("own"), "", world_without, ""},
      {"of the suite", "", "stubs: s.yaml\n", world_without, ""},
      {"of the world", "", "", kWorldWithStubs, ""},
      {"of the word", "", "stubs: s.yaml\n", kWorldWithStubs, "did you mean `of the world`?"},
      {"nope", "", "", world_without, "neither the scenario nor its suite file nor its world has `stubs:`"},
      {"nope", "stubs:\n" + stub("own"), "stubs: s.yaml\n", kWorldWithStubs,
       "one of: `own`, `of the suite`, `of the world`"},
      {"nope", "stubs: [{name: nope, method: Moon/land, answer: {status: 503}}]\n", "", world_without, ""},
      {"nope", "stubs: none.yaml\n", "", world_without, ""},
      {"nope", "stbs:\n" + stub("nope"), "", world_without, ""},
      {"nope", "stubs: [{name: no, answer: {a: b, c}}]\n", "", world_without, ""},
      {"nope", "", "stubs: none.yaml\n", world_without, ""},
      {"nope", "", "stubs: bad.yaml\n", world_without, ""},
      {"nope", "", "stbs: s.yaml\n", world_without, ""},
      {"nope", "", "", "world: w\ncustomers: [{nme: A}]\n", ""},
      {"nope", "", "", world_without + "stubs: bad.yaml\n", ""},
  };
  for (const Case& each : cases) {
    const std::string scenario = "scenario: A\nworld: w.yaml\n" + each.own +
                                 "steps:\n  - expect: {call: {answered: 503, stub: " + each.named + "}}\n";
    const std::string told = render_diagnostics(
        load_suite({{"test.yaml"}, "espf.yaml"},
                   tests::language_files({{"test.yaml", scenario},
                                          {"espf.yaml", each.suite + "time: skip\n"},
                                          {"s.yaml", "stubs:\n" + stub("of the suite")},
                                          {"bad.yaml", "stubs: [{name: nope, answer: {status: 503}}]\n"},
                                          {"w.yaml", each.world}})));
    const bool is_told = told.find("no stub is named `" + each.named + "`") != std::string::npos;
    EXPECT_EQ(is_told, *each.expected != '\0') << each.own << each.suite << each.world << told;
    EXPECT_THAT(told, HasSubstr(each.expected));
  }
}

TEST(Stubs, ThatHideAModelAreANoteAndNoMistake) {
  const Suite suite =
      tests::suite_of(std::string("scenario: A\nworld: worlds/small.yaml\n"
                                  "stubs: [{method: Account/get_account_info, answer: {body: {}}}]\n") +
                      kSteps);
  EXPECT_EQ(suite.scenarios.size(), 1u);
  EXPECT_THAT(render_notes(suite),
              HasSubstr("test.yaml:3:18: note: this stub answers in place of the model of "
                        "`Account/get_account_info`"));
}

TEST(Stubs, WithMistakesInAWorldFileAreThatFilesMistakes) {
  const Suite suite = load_suite(
      {{"test.yaml"}, ""},
      tests::language_files(
          {{"test.yaml", std::string("scenario: A\nworld: w.yaml\n") + kSteps},
           {"w.yaml", "world: w\ncustomers: [{name: A}]\nstubs: [{service: CDRR, answer: {}}]\n"}}));
  EXPECT_TRUE(suite.scenarios.empty());
  EXPECT_THAT(render_diagnostics(suite),
              HasSubstr("w.yaml:3:19: error: `CDRR` is no service of PortaBilling"));
}

// What the page shows can be pasted.
TEST(StubsPage, GivesExamplesThatCanBeRead) {
  const std::string page = stubs_page();
  const tests::JsonSchema schema(*base::parse_json(stubs_schema()));
  std::size_t examples = 0;
  for (std::size_t at = 0; (at = page.find("```yaml\n", at)) != std::string::npos;) {
    const std::size_t begin = at + 8;
    at = page.find("```", begin);
    const std::string text = page.substr(begin, at - begin);
    if (text.find("stubs:") == std::string::npos) continue;
    examples += 1;
    api::StubContext context;
    context.read = [&](const std::string& path) -> base::Result<std::string> {
      return path == "stubs.yaml" ? text : "";
    };
    const api::StubFileRead read = api::read_stub_file("stubs.yaml", context);
    for (const base::Diagnostic& each : read.mistakes) ADD_FAILURE() << base::render(each, text);
    const auto document = base::parse_document("stubs.yaml", text);
    ASSERT_TRUE(document);
    EXPECT_EQ(schema.problem(base::to_json(document->root)).value_or(""), "") << text;
  }
  EXPECT_GE(examples, 6u);
  EXPECT_TRUE(schema.problem(*base::parse_json(R"({"stubs": [{"methd": "A/b"}]})")));
}

}  // namespace
}  // namespace sim
