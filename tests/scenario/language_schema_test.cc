#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/document.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/event_types.h"
#include "simulator/fault/fault_table.h"
#include "simulator/scenario/language/grammar.h"
#include "simulator/scenario/language/schema.h"
#include "tests/scenario/language_support.h"
#include "tests/support/json_schema.h"

namespace sim {
namespace {

using testing::HasSubstr;

tests::JsonSchema schema_of(const std::string& text) { return tests::JsonSchema(*base::parse_json(text)); }

TEST(Schemas, HaveNothingTwiceInAList) {
  for (const std::string& text : {scenario_schema(), suite_schema(), stubs_schema()})
    EXPECT_EQ(schema_of(text).doubled(), "");
}

// As an editor sees a YAML file.
std::optional<std::string> problem_of(const tests::JsonSchema& schema, const std::string& yaml) {
  const auto document = base::parse_document("test.yaml", yaml);
  if (!document) return document.error().at(0).message;
  return schema.problem(base::to_json(document->root));
}

// Structure that the parser refuses and an editor can know of.
const char* const kWrong[] = {
    "steps: [{wait: 1h}]",
    "scenario: A\nsteps: [{expct: {delivery: {}}}]",
    "scenario: A\nsteps: [{expect: {delivery: {}, withn: 1h}}]",
    "scenario: A\nsteps: [{expect: {delivery: {event_typ: X}}}]",
    "scenario: A\nsteps: [{expect: {delivery: {}}, wait: 1h}]",
    "scenario: A\nsteps: [{wait: 10}]",
    "scenario: A\nsteps: []",
    "scenario: A\nsteps: [{change: {account: 1, do: blok}}]",
    "scenario: A\nsteps: [{change: {account: 1, do: {set: {produkt: X}}}}]",
    "scenario: A\nsteps: [{change: {do: block}}]",
    "scenario: A\nsteps: [{fault: {request: {}, do: {anser: 503}, times: 1}}]",
    "scenario: A\nsteps: [{expect: {status: {passes: [DONE]}}}]",
    "scenario: A\nespf: {style: groupd}\nsteps: [{wait: 1h}]",
    "scenario: A\nwithout: [nothing]\nsteps: [{wait: 1h}]",
    "scenario: A\ngiven: [{account: 1, colour: red}]\nsteps: [{wait: 1h}]",
    // Keys that exclude or need each other.
    "scenario: A\nsteps: [{expect: {}}]",
    "scenario: A\nsteps: [{expect: {delivery: {}, call: {}}}]",
    "scenario: A\nsteps: [{never: {}}]",
    "scenario: A\nsteps: [{never: {status: {passes: [OK]}}}]",
    "scenario: A\nsteps: [{expect: {status: {passes: [OK], exactly: [OK]}}}]",
    "scenario: A\nsteps: [{expect: {status: {passes: [OK], status: OK}}}]",
    "scenario: A\nsteps: [{expect: {status: {passes: [OK], answered: 200}}}]",
    "scenario: A\nsteps: [{expect: {call: {fault: X}}}]",
    "scenario: A\nsteps: [{expect: {event: {deliveries: 2}}}]",
    "scenario: A\nsteps: [{expect: {record: {system: hss, sim: 255010000000001}}}]",
    "scenario: A\nsteps: [{expect: {record: {system: hss, sim: 255010000000001, has: {}, absent: true}}}]",
    "scenario: A\nsteps: [{expect: {record: {system: hss, absent: true}}}]",
    "scenario: A\nsteps: [{expect: {record: {system: hss, sim: 255010000000001, absent: true, nth: 2}}}]",
    "scenario: A\nsteps: [{expect: {record: {system: hss, customer: Panda Telecom, absent: true}}}]",
    "scenario: A\nsteps: [{expect: {event: {answered: 200}}}]",
    "scenario: A\nsteps: [{expect: {call: {of: x}}}]",
    "scenario: A\nsteps: [{fault: {request: {system: hss}, do: lose_answer}}]",
    "scenario: A\nsteps: [{fault: {do: lose_answer, times: 1}}]",
    "scenario: A\nsteps: [{fault: {request: {}, call: {}, do: lose_answer, times: 1}}]",
    "scenario: A\nsteps: [{fault: {event: {}, do: lose_answer, times: 1}}]",
    "scenario: A\nsteps: [{fault: {request: {answered: 200}, do: lose_answer, times: 1}}]",
    "scenario: A\nsteps: [{fault: {delivery: {}, do: expire_session, times: 1}}]",
    "scenario: A\nsteps: [{fault: {request: {}, do: kill, times: 1}}]",
    "scenario: A\nsteps: [{fault: {process: application, do: kill, times: 1}}]",
    "scenario: A\nsteps: [{fault: {process: application, do: lose_answer, when: {delivery: {}}, times: 1}}]",
    "scenario: A\nsteps: [{wait: {}}]",
    "scenario: A\nsteps: [{wait: {for: 1h, until: {delivery: {}}}}]",
    "scenario: A\nsteps: [{wait: {for: 1h, within: 1h}}]",
    "scenario: A\nsteps: [{emit: {event_type: X, sim: 255010000000001}}]",
    "scenario: A\napplication: {command: [], path: /}\nsteps: [{wait: 1h}]",
    "scenario: A\nstubs: [{answer: {status: 503}}]\nsteps: [{wait: 1h}]",
    "scenario: A\nstubs: [{service: CDR}]\nsteps: [{wait: 1h}]",
    "scenario: A\nstubs: [{service: CDR, answer: {status: 503}, then: again}]\nsteps: [{wait: 1h}]",
    "scenario: A\nstubs: [{service: CDR, answers: []}]\nsteps: [{wait: 1h}]",
    "scenario: A\napplication: {command: ./a, url: \"http://127.0.0.1:1/\"}\nsteps: [{wait: 1h}]",
    "scenario: A\nsteps: [{fault: {process: application, call: {}, do: kill, when: {log: {}}, times: 1}}]",
    "scenario: A\nsteps: [{fault: {process: application, log: {}, do: kill, when: {log: {}}, times: 1}}]",
    "scenario: A\nsteps: [{expect: {record: {system: hss, sim: 255010000000001, absent: true}, times: 1}}]",
    // Values.
    "scenario: \"\"\nsteps: [{wait: 1h}]",
    "scenario: A\nsteps: [{wait: 30m1h}]",
    "scenario: A\nsteps: [{wait: \"\"}]",
    "scenario: A\nclock: yesterday\nsteps: [{wait: 1h}]",
    "scenario: A\ntags: all\nsteps: [{wait: 1h}]",
    "scenario: A\nespf: {handlers: []}\nsteps: [{wait: 1h}]",
    "scenario: A\nespf: {rate: {per_second: 1000001}}\nsteps: [{wait: 1h}]",
    "scenario: A\nsteps: [{in_order: {lines: [{delivery: {}}]}}]",
    "scenario: A\nsteps: [{expect: {delivery: {}, times: 0}}]",
    "scenario: A\nsteps: [{expect: {delivery: {}, times: 1000001}}]",
    "scenario: A\nsteps: [{expect: {delivery: {}, times: {between: [a, b]}}}]",
    "scenario: A\nsteps: [{expect: {delivery: {answered: ok}}}]",
    "scenario: A\nsteps: [{expect: {delivery: {answered: 99}}}]",
    "scenario: A\nsteps: [{expect: {delivery: {i_event: [1]}}}]",
    "scenario: A\nsteps: [{expect: {status: {status: DONE}}}]",
    "scenario: A\nsteps: [{expect: {status: {passes: []}}}]",
    "scenario: A\nsteps: [{expect: {event: {ends: done}}}]",
    "scenario: A\nsteps: [{expect: {log: {text: {match: x}}}}]",
    "scenario: A\nsteps: [{expect: {log: {text: {contains: x, matches: y}}}}]",
    "scenario: A\nsteps: [{expect: {log: {text: {any_of: []}}}}]",
    "scenario: A\nsteps: [{expect: {log: {text: {between: [1]}}}}]",
    "scenario: A\nsteps: [{change: {account: 380501112233, do: block, as: my name}}]",
    "scenario: A\nsteps: [{change: {i_account: 0, do: block}}]",
    "scenario: A\nsteps: [{change: {account: 380501112233, do: {top_up: much}}}]",
    "scenario: A\nsteps: [{change: {account: 380501112233, do: {set: {blocked: perhaps}}}}]",
    "scenario: A\nsteps: [{change: {account: 380501112233, do: {set: {bill_status: X}}}}]",
    "scenario: A\nsteps: [{change: {account: 380501112233, do: {set: {expiration_date: soon}}}}]",
    "scenario: A\nsteps: [{fault: {request: {}, do: {answer: 99}, times: 1}}]",
    "scenario: A\nsteps: [{fault: {request: {}, do: {answer: {body: x}}, times: 1}}]",
    "scenario: A\nsteps: [{fault: {request: {}, do: {answer: {status: 503, bdy: x}}, times: 1}}]",
    "scenario: A\nsteps: [{fault: {request: {}, do: lose_answer, times: forever}}]",
    "scenario: A\nsteps: [{emit: {event_type: \"\"}}]",
};

// With a world, so that nothing but the mistake is wrong.
std::string in_small_world(std::string text) {
  const std::string title = text.substr(0, text.find('\n') + 1);
  return text.insert(text.starts_with("scenario") ? title.size() : 0, "world: worlds/small.yaml\n");
}

TEST(ScenarioSchema, IsNoStricterThanTheParser) {
  for (const char* text : kWrong) {
    EXPECT_FALSE(tests::suite_of(in_small_world(text)).diagnostics.empty()) << text;
  }
}

TEST(ScenarioSchema, RefusesWhatTheParserRefuses) {
  const auto schema = schema_of(scenario_schema());
  for (const char* text : kWrong) EXPECT_TRUE(problem_of(schema, text)) << text;
}

std::vector<std::string> scenario_files() {
  std::vector<std::string> files = base::files_below(tests::language_folder() + "good", {".yaml"}).value();
  if (const auto suite = base::files_below(std::string(ESPF_SOURCE_DIR) + "/scenarios", {".yaml"})) {
    files.insert(files.end(), suite->begin(), suite->end());
  }
  return files;
}

TEST(ScenarioSchema, TakesEveryScenarioOfTheTree) {
  const auto schema = schema_of(scenario_schema());
  for (const std::string& file : scenario_files()) {
    if (std::filesystem::path(file).filename() == kSuiteFileName) continue;
    EXPECT_EQ(problem_of(schema, *base::read_file(file)).value_or(""), "") << file;
  }
}

TEST(SuiteSchema, TakesTheSuiteFilesOfTheTree) {
  const auto schema = schema_of(suite_schema());
  int suites = 0;
  for (const std::string& file : scenario_files()) {
    if (std::filesystem::path(file).filename() != kSuiteFileName) continue;
    suites += 1;
    EXPECT_EQ(problem_of(schema, *base::read_file(file)).value_or(""), "") << file;
  }
  EXPECT_GE(suites, 1);
  EXPECT_TRUE(problem_of(schema, "wrld: a.yaml"));
}

TEST(GoodScenarios, AreReadWithoutAMistake) {
  const Suite suite = load_suite({{tests::language_folder() + "good"}, ""});
  EXPECT_EQ(render_diagnostics(suite), "");
  EXPECT_GE(suite.scenarios.size(), 8u);
}

TEST(ReferencePage, NamesAllThatCanBeSaid) {
  const std::string page = reference_page();
  const auto expect_word = [&](const std::string& word) { EXPECT_THAT(page, HasSubstr("`" + word + "`")); };
  for (const auto& verb : language::verbs()) {
    EXPECT_THAT(page, HasSubstr("### " + verb.name + "\n"));
    for (const auto& key : verb.keys) expect_word(key.name);
  }
  for (const auto& kind : language::kinds()) {
    EXPECT_THAT(page, HasSubstr("### " + kind.name + "\n"));
    for (const auto& key : kind.keys) expect_word(key.name);
  }
  for (const ChangeRow& row : change_table()) expect_word(row.deed);
  for (const FaultDeed& deed : fault_table()) expect_word(std::string(deed.name));
  for (const EventType& type : event_types()) expect_word(std::string(type.name));
  for (const auto& row : language::invariants()) expect_word(row.name);
  expect_word("espf.resend.first");
  EXPECT_THAT(page, HasSubstr("*assumed*"));
}

// What the tree ships for editors and readers is what `espf schema` and `espf docs` print.
TEST(ShippedFiles, AreThoseThatTheProgramPrints) {
  EXPECT_TRUE(::tests::matches_golden("../schema/scenario.json", scenario_schema() + "\n"));
  EXPECT_TRUE(::tests::matches_golden("../schema/suite.json", suite_schema() + "\n"));
  EXPECT_TRUE(::tests::matches_golden("../schema/stubs.json", stubs_schema() + "\n"));
  EXPECT_TRUE(::tests::matches_golden("../docs/scenarios.md", reference_page()));
  EXPECT_TRUE(::tests::matches_golden("../docs/stubs.md", stubs_page()));
}

// Every example of the page is a step that can be read.
TEST(ReferencePage, GivesExamplesThatCanBeRead) {
  std::string steps =
      "  - fault: {call: {method: Account/get_account_info}, do: hold_answer, times: all, as: old_reading}\n";
  for (const auto& verb : language::verbs()) steps += "  - " + verb.example + "\n";
  const Scenario scenario = tests::scenario_of(steps);
  EXPECT_EQ(scenario.steps.size(), language::verbs().size() + 1);
}

}  // namespace
}  // namespace sim
