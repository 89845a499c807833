#include "simulator/fault/fault_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Reading {
  std::optional<Verdict> verdict;
  std::vector<base::Diagnostic> findings;
};

Reading read(const std::string& deed, FaultTarget target = LineKind::Request) {
  const auto document = base::parse_document("test.yaml", "do: " + deed);
  if (!document) {
    ADD_FAILURE() << "no document: " << deed;
    return {};
  }
  base::Findings findings("test.yaml");
  const auto verdict = read_fault_deed(*document->root.find("do"), target, findings);
  return {verdict, findings.all()};
}

template <class T>
const T* as(const Reading& reading) {
  return reading.verdict ? std::get_if<T>(&*reading.verdict) : nullptr;
}

TEST(FaultTable, HoldsEveryDeedInTheOrderOfTheReferencePage) {
  std::vector<std::string> names;
  for (const auto& deed : fault_table()) {
    names.emplace_back(deed.name);
    EXPECT_FALSE(deed.says.empty());
    EXPECT_EQ(deed.says.back(), '.') << deed.name;
    EXPECT_EQ(deed.for_process, deed.lines.empty()) << deed.name;
    EXPECT_EQ(find_fault_deed(deed.name), &deed);
  }
  EXPECT_THAT(names, ElementsAre("answer", "replace_answer", "lose_request", "lose_answer", "delay_answer",
                                 "hold_answer", "duplicate_request", "expire_session", "kill"));
  EXPECT_EQ(find_fault_deed("lose"), nullptr);
}

TEST(ReadFaultDeed, ReadsWordsWithoutArgument) {
  EXPECT_NE(as<LoseRequest>(read("lose_request")), nullptr);
  EXPECT_NE(as<LoseAnswer>(read("lose_answer")), nullptr);
  EXPECT_NE(as<HoldAnswer>(read("hold_answer")), nullptr);
  EXPECT_NE(as<DuplicateRequest>(read("duplicate_request")), nullptr);
  EXPECT_NE(as<ExpireSession>(read("expire_session", LineKind::Call)), nullptr);
}

TEST(ReadFaultDeed, ReadsAStatusOrAWholeAnswer) {
  const auto status = read("{answer: 503}");
  ASSERT_NE(as<Answer>(status), nullptr);
  EXPECT_EQ(as<Answer>(status)->with.status, 503);

  const auto whole =
      read("{replace_answer: {status: 500, body: {faultcode: Server.x}, headers: {Retry-After: 5}}}");
  ASSERT_NE(as<ReplaceAnswer>(whole), nullptr);
  const auto& response = as<ReplaceAnswer>(whole)->with;
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body, R"({"faultcode":"Server.x"})");
  EXPECT_EQ(*response.headers.find("content-type"), "application/json");
  EXPECT_EQ(*response.headers.find("Retry-After"), "5");

  const auto text = read("{answer: {status: 200, body: '<h1>OK</h1>'}}");
  ASSERT_NE(as<Answer>(text), nullptr);
  EXPECT_EQ(as<Answer>(text)->with.body, "<h1>OK</h1>");
  EXPECT_EQ(as<Answer>(text)->with.headers.find("content-type"), nullptr);
}

TEST(ReadFaultDeed, ReadsDurations) {
  const auto delay = read("{delay_answer: 1h30m}");
  ASSERT_NE(as<DelayAnswer>(delay), nullptr);
  EXPECT_EQ(as<DelayAnswer>(delay)->by, std::chrono::minutes(90));
}

TEST(ReadFaultDeed, ReadsKillBareOrWithARestart) {
  const auto bare = read("kill", std::nullopt);
  ASSERT_NE(as<Kill>(bare), nullptr);
  EXPECT_EQ(as<Kill>(bare)->restart_after, std::nullopt);
  const auto restart = read("{kill: {restart_after: 5s}}", std::nullopt);
  ASSERT_NE(as<Kill>(restart), nullptr);
  EXPECT_EQ(as<Kill>(restart)->restart_after, std::chrono::seconds(5));
}

struct Wrong {
  const char* deed;
  FaultTarget target;
  const char* message;
  const char* help;
};

class ReadFaultDeedRefuses : public testing::TestWithParam<Wrong> {};

TEST_P(ReadFaultDeedRefuses, WithOneFinding) {
  const auto reading = read(GetParam().deed, GetParam().target);
  EXPECT_FALSE(reading.verdict.has_value());
  ASSERT_EQ(reading.findings.size(), 1U) << GetParam().deed;
  EXPECT_THAT(reading.findings[0].message, HasSubstr(GetParam().message));
  EXPECT_THAT(reading.findings[0].help, HasSubstr(GetParam().help));
  EXPECT_EQ(reading.findings[0].pos.line, 1);
  EXPECT_GE(reading.findings[0].pos.column, 5);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReadFaultDeedRefuses,
    testing::Values(
        Wrong{"lose_answr", LineKind::Request, "`lose_answr` is nothing that a fault does", "`lose_answer`"},
        Wrong{"expire_session", LineKind::Request, "cannot happen to a request", "`lose_request`"},
        Wrong{"kill", LineKind::Delivery, "cannot happen to a delivery", "`answer`"},
        Wrong{"lose_answer", std::nullopt, "cannot happen to the Application's process", "`kill`"},
        Wrong{"{hold_answer: 5s}", LineKind::Call, "`hold_answer` takes no argument", "do: hold_answer"},
        Wrong{"answer", LineKind::Call, "`answer` needs an answer", "{answer: 503}"},
        Wrong{"{answer: 99}", LineKind::Call, "99", ""},
        Wrong{"{answer: {body: x}}", LineKind::Call, "status", ""},
        Wrong{"{answer: {status: 200, bdy: x}}", LineKind::Call, "`bdy`", "`body`"},
        Wrong{"{answer: {status: 200, headers: {a b: c}}}", LineKind::Call, "cannot be the name of a header",
              ""},
        Wrong{"{answer: {status: 200, headers: {a: \"b\\nc\"}}}", LineKind::Call, "one line", ""},
        Wrong{"delay_answer", LineKind::Call, "needs a duration", "{delay_answer: 30s}"},
        Wrong{"{delay_answer: 30}", LineKind::Call, "30", "`30s`"},
        Wrong{"{kill: {restart_afer: 5s}}", std::nullopt, "`restart_afer`", "`restart_after`"},
        Wrong{"[lose_answer]", LineKind::Call, "a fault does one thing", "do: lose_answer"},
        Wrong{"{answer: 503, lose_answer: 1}", LineKind::Call, "a fault does one thing", "do: lose_answer"}));

}  // namespace
}  // namespace sim
