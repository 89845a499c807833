#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/scenario/language_support.h"

namespace sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::scenario_of;
using tests::suite_of;
using tests::what;

// The text behind a path of a line's match keys; "" where it is not said as written.
std::string said(const LineMatch& match, const std::string& path) {
  for (const auto& [key, value] : match.keys) {
    if (key == path) return value.is_plain() ? value.text() : value.describe();
  }
  return "(nothing)";
}

TEST(ParseScenarios, ReadsAChangeWithItsArgument) {
  const Scenario scenario =
      scenario_of("  - change: {account: 380501112233, do: {assign_sim: 255010000000002}, as: swap}\n");
  const auto& change = what<ChangeStep>(scenario, 0);
  EXPECT_EQ(change.request.entity, EntityKind::Account);
  EXPECT_EQ(change.request.name, "380501112233");
  EXPECT_EQ(change.request.deed, "assign_sim");
  EXPECT_EQ(change.request.argument.text, "255010000000002");
  const Step& step = scenario.steps.front();
  EXPECT_EQ(step.verb, "change");
  EXPECT_EQ(step.name, "swap");
  EXPECT_EQ(step.pos, (base::SourcePos{4, 5}));
  EXPECT_EQ(step.text, "  - change: {account: 380501112233, do: {assign_sim: 255010000000002}, as: swap}");
}

TEST(ParseScenarios, KeepsLeadingZerosOfNames) {
  const Scenario scenario = scenario_of("  - change: {account: 0501112234, do: unblock}\n");
  EXPECT_EQ(what<ChangeStep>(scenario, 0).request.name, "0501112234");
}

TEST(ParseScenarios, ReadsAnEntityByItsInternalNumber) {
  const Scenario scenario = scenario_of("  - change: {i_account: 1001, do: block}\n");
  EXPECT_EQ(what<ChangeStep>(scenario, 0).request.id, 1001);
}

TEST(ParseScenarios, ReadsALineWithItsFrame) {
  const Scenario scenario = scenario_of(
      "  - change: {account: 380501112233, do: block, as: block}\n"
      "  - expect: {delivery: {of: block, event_type: Subscriber/Updated, answered: 2xx}, times: 2, within: "
      "5m}\n");
  const auto& expect = what<ExpectStep>(scenario, 1);
  EXPECT_EQ(expect.times.at_least, 2);
  EXPECT_EQ(expect.times.at_most, 2);
  EXPECT_EQ(expect.within, minutes(5));
  const auto& line = std::get<LinePattern>(expect.what);
  EXPECT_EQ(line.of, "block");
  EXPECT_EQ(line.match.kind, LineKind::Delivery);
  EXPECT_EQ(said(line.match, "event_type"), "Subscriber/Updated");
  ASSERT_TRUE(line.match.answered);
  EXPECT_EQ(line.match.answered->text(), "2xx");
}

TEST(ParseScenarios, ReadsEveryCount) {
  const Scenario scenario = scenario_of(
      "  - expect: {delivery: {}}\n"
      "  - expect: {delivery: {}, times: {at_least: 3}}\n"
      "  - expect: {delivery: {}, times: {at_most: 4}, for: 1h}\n"
      "  - expect: {delivery: {}, times: {between: [1, 2]}}\n");
  const auto counts = [&](std::size_t n) {
    const Count& count = what<ExpectStep>(scenario, n).times;
    return std::pair(count.at_least, count.at_most.value_or(-1));
  };
  EXPECT_EQ(counts(0), std::pair(1, -1));
  EXPECT_EQ(counts(1), std::pair(3, -1));
  EXPECT_EQ(counts(2), std::pair(0, 4));
  EXPECT_EQ(counts(3), std::pair(1, 2));
  EXPECT_EQ(what<ExpectStep>(scenario, 2).lasts, hours(1));
}

TEST(ParseScenarios, LeavesItToTheRunWhichCardANumberMeans) {
  const Scenario scenario = scenario_of(
      "  - expect: {request: {system: hss, sim: 89380012345678900011}}\n"
      "  - expect: {record: {system: hss, sim: 380501112233, has: {barred: true}}}\n");
  EXPECT_EQ(said(std::get<LinePattern>(what<ExpectStep>(scenario, 0).what).match, "sim"),
            "89380012345678900011");
  EXPECT_EQ(std::get<RecordCheck>(what<ExpectStep>(scenario, 1).what).sim, "380501112233");
}

TEST(ParseScenarios, ReadsRecordsAndSequencesOfStatuses) {
  const Scenario scenario = scenario_of(
      "  - expect: {record: {system: hss, account: 380501112233, absent: true}, for: 1h}\n"
      "  - expect: {status: {account: 380501112233, group: HSS, passes: [RETRY, OK]}, within: 28h}\n"
      "  - expect: {status: {account: 380501112233, group: HSS, exactly: [OK]}}\n");
  const auto& record = std::get<RecordCheck>(what<ExpectStep>(scenario, 0).what);
  EXPECT_TRUE(record.absent);
  EXPECT_EQ(record.account, "380501112233");
  EXPECT_EQ(record.key, "");
  const auto& passes = std::get<StatusSequence>(what<ExpectStep>(scenario, 1).what);
  EXPECT_THAT(passes.words, ElementsAre("RETRY", "OK"));
  EXPECT_FALSE(passes.exactly);
  EXPECT_EQ(said(passes.line.match, "account"), "380501112233");
  EXPECT_TRUE(std::get<StatusSequence>(what<ExpectStep>(scenario, 2).what).exactly);
}

TEST(ParseScenarios, ReadsARecordElsewhereAsTheLineThatItBecameSo) {
  const Scenario scenario = scenario_of(
      "  - wait: {until: {record: {system: hss, sim: 255010000000002, has: {barred: false}}}, within: 2h}\n"
      "  - wait: {until: {record: {system: hss, sim: 255010000000001, absent: true}}}\n");
  const auto& wait = what<WaitStep>(scenario, 0);
  EXPECT_EQ(wait.length, hours(2));
  ASSERT_TRUE(wait.until);
  EXPECT_EQ(wait.until->match.kind, LineKind::Record);
  EXPECT_EQ(said(wait.until->match, "sim"), "255010000000002");
  EXPECT_NE(said(wait.until->match, "after"), "(nothing)");
  EXPECT_EQ(what<WaitStep>(scenario, 1).length, hours(1));
}

TEST(ParseScenarios, ReadsFaultsOfEverySort) {
  const Scenario scenario = scenario_of(
      "  - fault: {request: {system: hss}, do: {answer: 503}, for: 24h}\n"
      "  - fault: {call: {method: Account/get_account_info}, do: hold_answer, times: all, as: old_reading}\n"
      "  - clear: old_reading\n"
      "  - fault: {process: application, do: {kill: {restart_after: 5s}}, when: {request: {system: hss}}, "
      "times: 1}\n");
  const FaultRule& answer = what<FaultStep>(scenario, 0).rule;
  EXPECT_EQ(std::get<Answer>(answer.verdict).with.status, 503);
  EXPECT_EQ(answer.lasts, hours(24));
  EXPECT_EQ(answer.words, "request with system hss: answer: 503");
  const FaultRule& hold = what<FaultStep>(scenario, 1).rule;
  EXPECT_EQ(hold.name, "old_reading");
  EXPECT_EQ(hold.times, std::nullopt);
  EXPECT_EQ(what<ClearStep>(scenario, 2).name, "old_reading");
  const FaultRule& kill = what<FaultStep>(scenario, 3).rule;
  EXPECT_TRUE(kill.targets_process);
  EXPECT_EQ(kill.times, 1);
  EXPECT_TRUE(kill.when);
}

TEST(ParseScenarios, ReadsEmitCallAndRestart) {
  const Scenario scenario = scenario_of(
      "  - emit: {event_type: Account/Unheard, account: 380501112233, variables: {i_event: 5, note: \"7\"}}\n"
      "  - expect: {delivery: {event_type: Account/Unheard}}\n"
      "  - call: {method: Account/terminate_account, params: {i_account: 1001}, answered: 500, has: "
      "{faultcode: X}}\n"
      "  - restart: {process: application}\n");
  const auto& emit = what<EmitStep>(scenario, 0);
  EXPECT_EQ(emit.entities.at(0).name, "380501112233");
  EXPECT_EQ(emit.variables, base::Json({{"i_event", 5}, {"note", "7"}}));
  const auto& call = what<CallStep>(scenario, 2);
  EXPECT_EQ(call.params, base::Json({{"i_account", 1001}}));
  EXPECT_EQ(call.answered->text(), "500");
  EXPECT_TRUE(call.has);
  EXPECT_TRUE(std::holds_alternative<RestartStep>(scenario.steps.at(3).what));
}

TEST(ParseScenarios, NotesATextThatWasProbablyMeantToBeAName) {
  const std::string notes = render_notes(suite_of(
      "scenario: A < B, <kind>\n"
      "world: worlds/small.yaml\n"
      "examples: [{kind: 1001}, {kind: 1002}]\n"
      "steps:\n"
      "  - call: {method: Account/get_account_info, params: {i_account: <kind>}, as: asked}\n"
      "  - call: {method: Account/get_account_info, params: {i_account: < kind >, id: '<asked.x'}}\n"
      "  - call: {method: Account/get_account_info, params: {i_account: <asked.account_info.id>}}\n"));
  EXPECT_THAT(notes, HasSubstr("test.yaml:6:66: note: `< kind >` is text as it stands\n"));
  EXPECT_THAT(notes, HasSubstr("test.yaml:6:81: note: `<asked.x` is text as it stands\n"));
  EXPECT_EQ(std::count(notes.begin(), notes.end(), '\n'), 6) << notes;  // with their lines, and no other
}

TEST(ParseScenarios, ReadsNeverInOrderAndWait) {
  const Scenario scenario = scenario_of(
      "  - never: {request: {system: hss, method: DELETE}, for: 1h, until: {log: {text: {contains: done}}}}\n"
      "  - in_order: {lines: [{delivery: {}}, {status: {group: HSS, nth: 2}}], within: 10m}\n"
      "  - wait: 1h30m\n");
  EXPECT_EQ(what<NeverStep>(scenario, 0).lasts, hours(1));
  EXPECT_TRUE(what<NeverStep>(scenario, 0).until);
  EXPECT_EQ(what<InOrderStep>(scenario, 1).lines.at(1).match.nth, 2);
  EXPECT_EQ(what<WaitStep>(scenario, 2).length, minutes(90));
}

TEST(ParseScenarios, KnowsWhatEarlierStepsMakeAndRename) {
  const Scenario scenario = scenario_of(
      "  - change: {account: 380509990001, do: {create: {customer: Panda Telecom, product: LTE Basic}}}\n"
      "  - change: {account: 380509990001, do: {change_id: 380509990002}}\n"
      "  - change: {account: 380509990002, do: {assign_sim: 255010000000002}}\n"
      "  - call: {method: Account/add_account, params: {account_info: {id: \"380509990003\"}}}\n"
      "  - expect: {status: {account: 380509990003, group: HSS}}\n");
  EXPECT_EQ(scenario.steps.size(), 5u);
}

TEST(ParseScenarios, MakesAScenarioOfEachExample) {
  const Suite suite = suite_of(
      "scenario: \"Taken with 200: <name>\"\n"
      "world: worlds/small.yaml\n"
      "examples:\n"
      "  - {name: top-up, event_type: Subscriber/Updated, change: {account: 380501112233, do: {top_up: "
      "10}}}\n"
      "  - {name: invoice, event_type: Invoice/Created, change: {customer: Panda Telecom, do: "
      "issue_invoice}}\n"
      "steps:\n"
      "  - change: <change>\n"
      "  - expect: {delivery: {event_type: <event_type>, answered: 200}}\n");
  ASSERT_EQ(render_diagnostics(suite), "");
  ASSERT_EQ(suite.scenarios.size(), 2u);
  EXPECT_EQ(suite.scenarios[0].title, "Taken with 200: top-up");
  EXPECT_EQ(what<ChangeStep>(suite.scenarios[0], 0).request.deed, "top_up");
  EXPECT_EQ(suite.scenarios[1].title, "Taken with 200: invoice");
  EXPECT_EQ(what<ChangeStep>(suite.scenarios[1], 0).request.deed, "issue_invoice");
  EXPECT_EQ(suite.scenarios[1].steps[0].text, "  - change: <change>");
}

TEST(ParseScenarios, SharesOneWorldAmongItsScenarios) {
  const std::string text = "scenario: A\nworld: worlds/small.yaml\nsteps:\n  - wait: 1h\n";
  const Suite suite =
      load_suite({{"a.yaml", "b.yaml"}, ""}, tests::language_files({{"a.yaml", text}, {"b.yaml", text}}));
  ASSERT_EQ(suite.scenarios.size(), 2u);
  EXPECT_EQ(suite.scenarios[0].world, suite.scenarios[1].world);
  EXPECT_EQ(suite.scenarios[0].world_file, "worlds/small.yaml");
}

TEST(ParseScenarios, ChecksWhatIsGivenAgainstTheWorld) {
  const Scenario scenario = scenario_of(
      "  - wait: 1h\n",
      "given:\n"
      "  - {account: 380501112233, customer: Panda Telecom, product: LTE Basic, sim: 255010000000001, "
      "status: active,\n"
      "     bill_status: O, blocked: false, balance: 12.50, credit_limit: 100, available_funds: 87.5,\n"
      "     addon: {absent: true}, did: 442079460001, i_account: 1001}\n"
      "  - {account: \"0501112234\", status: blocked, blocked: true, sim: {absent: true}}\n"
      "  - {customer: Panda Telecom, status: active, bill_status: O, blocked: false, balance: {between: "
      "[200, 300]},\n"
      "     credit_limit: 1000, available_funds: 769.25, reseller: {absent: true}, i_customer: 101}\n"
      "  - {product: LTE Basic, addon: false, service: LTE 20M, service_type: LTE}\n"
      "  - {sim: 255010000000001, account: 380501112233, status: used, iccid: 89380012345678900011, msisdn: "
      "380501112233,\n"
      "     imsi: 255010000000001}\n"
      "  - {did: 442079460001, account: 380501112233, status: assigned, customer: Panda Telecom}\n"
      "  - {invoice: 2026-00001, customer: Panda Telecom, status: partially_paid, amount: 205.50, "
      "amount_due: 105.5,\n"
      "     i_invoice: 1}\n");
  EXPECT_EQ(scenario.steps.size(), 1u);
}

TEST(BindStep, PutsInWhatOnlyARunKnows) {
  const Scenario scenario = scenario_of(
      "  - change: {account: 380501112233, do: block, as: block}\n"
      "  - expect: {delivery: {variables: {i_event: <block.i_event>}}}\n");
  EXPECT_FALSE(scenario.steps[0].late);
  ASSERT_TRUE(scenario.steps[1].late);
  std::string asked;
  const auto bound = bind_step(scenario, scenario.steps[1], [&](std::string_view name) {
    asked = name;
    return std::optional<base::Json>(7);
  });
  ASSERT_TRUE(bound);
  EXPECT_EQ(asked, "block.i_event");
  EXPECT_EQ(bound->text, scenario.steps[1].text);
  const auto& line = std::get<LinePattern>(std::get<ExpectStep>(bound->what).what);
  const base::Json variables = {{"i_event", 7}};
  ASSERT_EQ(line.match.keys.size(), 1u);
  EXPECT_TRUE(line.match.keys[0].second.matches(&variables));
}

TEST(BindStep, SaysWhichFieldIsNotThere) {
  const Scenario scenario = scenario_of(
      "  - call: {method: Account/add_account, params: {account_info: {id: \"1\"}}, as: made}\n"
      "  - change: {account: <made.id>, do: block}\n");
  const auto bound = bind_step(scenario, scenario.steps.at(1), [](std::string_view) { return std::nullopt; });
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error().at(0).message, "unknown name `<made.id>`");
  EXPECT_EQ(bound.error().at(0).pos.line, 5);
}

TEST(BindStep, RefusesToFindARecordByWhatIsNoCard) {
  const Scenario scenario = scenario_of(
      "  - change: {account: 380501112233, do: block, as: block}\n"
      "  - expect: {record: {system: hss, sim: <block.account>, absent: true}}\n");
  const auto with = [&](const char* text) {
    return bind_step(scenario, scenario.steps.at(1),
                     [text](std::string_view) { return std::optional<base::Json>(text); });
  };
  EXPECT_TRUE(with("255010000000001"));
  const auto bound = with("Panda Telecom");
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error().at(0).message, "`Panda Telecom` is no SIM card");
}

TEST(BindStep, KeepsTheParametersOfTheExample) {
  const Suite suite = suite_of(
      "scenario: \"<name>\"\nworld: worlds/small.yaml\nexamples: [{name: one, amount: 5}]\nsteps:\n"
      "  - change: {account: 380501112233, do: block, as: block}\n"
      "  - emit: {event_type: Subscriber/Updated, variables: {i_event: <block.i_event>, n: <amount>, text: "
      "a<<b}}\n");
  ASSERT_EQ(render_diagnostics(suite), "");
  const Scenario& scenario = suite.scenarios.at(0);
  const auto bound = bind_step(scenario, scenario.steps.at(1),
                               [](std::string_view) { return std::optional<base::Json>(9); });
  ASSERT_TRUE(bound);
  EXPECT_EQ(std::get<EmitStep>(bound->what).variables,
            base::Json({{"i_event", 9}, {"n", 5}, {"text", "a<b"}}));
}

}  // namespace
}  // namespace sim
