// Stubs over a socket: what the Application is answered, and what the transcript says of it.
#include <gmock/gmock.h>

#include "simulator/api/stubs/read_stubs.h"
#include "tests/installation/support.h"

namespace sim {
namespace {

using testing::ElementsAre;

class StubsOverASocket : public tests::InstallationTest {
 protected:
  void start_with(const std::string& yaml) {
    const auto document = base::parse_document("stubs.yaml", yaml);
    ASSERT_TRUE(document);
    base::Findings findings("stubs.yaml");
    api::StubContext context;
    context.read = [](const std::string&) -> base::Result<std::string> { return std::string(20'000, 'x'); };
    options.api.stubs = api::read_stubs(document->root, context, findings);
    ASSERT_TRUE(findings.empty()) << findings.all().front().message;
    start();
  }
};

TEST_F(StubsOverASocket, AnswerAndStandInTheTranscript) {
  start_with(
      "- {name: none yet, method: Account/get_xdr_list, answer: {body: {xdr_list: [], of: <account.id>}}}\n");
  const auto outcome =
      ask(rest("Account/get_xdr_list"), "POST", R"({"params": {"i_account": 1001}})", login());
  EXPECT_EQ(body_of(outcome)["of"], "380501112233");
  const auto answered = lines(LineKind::Call, Stage::Answered);
  ASSERT_EQ(answered.size(), 2u);
  EXPECT_EQ(answered[0]->fields.at("answered_by"), "model");
  EXPECT_EQ(answered[1]->fields.at("answered_by"), "stub");
  EXPECT_EQ(answered[1]->fields.at("stub"), "none yet");
  EXPECT_EQ(answered[1]->summary, "200 by stub \"none yet\"");
}

TEST_F(StubsOverASocket, SendAFileInChunks) {
  start_with("- {method: CDR/get_call_recording, answer: {file: one.mp3}}\n");
  const auto outcome = ask(rest("CDR/get_call_recording"), "POST", "{}", login());
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  ASSERT_NE(response, nullptr);
  EXPECT_EQ(response->body, std::string(20'000, 'x'));
  EXPECT_EQ(*response->headers.find("Transfer-Encoding"), "chunked");
  EXPECT_EQ(response->headers.find("Content-Length"), nullptr);
  EXPECT_EQ(*response->headers.find("Content-Disposition"), "attachment; filename=\"one.mp3\"");
}

TEST_F(StubsOverASocket, StandBehindFaults) {
  start_with("- {method: Account/get_xdr_list, answer: {body: {}}}\n");
  FaultRule rule;
  rule.target.kind = LineKind::Call;
  rule.target.keys.emplace_back("method", base::ValueMatcher::exactly("Account/get_xdr_list"));
  rule.verdict = Answer{{503, {}, ""}};
  rule.times = 1;
  const std::string token = login();
  installation->declare_fault(rule);
  EXPECT_EQ(status_of(ask(rest("Account/get_xdr_list"), "POST", "{}", token)), 503);
  EXPECT_EQ(status_of(ask(rest("Account/get_xdr_list"), "POST", "{}", token)), 200);
  std::vector<std::string> by;
  for (const Entry* line : lines(LineKind::Call, Stage::Answered))
    by.push_back(base::text_of(line->fields.at("answered_by")));
  EXPECT_THAT(by, ElementsAre("model", "fault", "stub"));
}

}  // namespace
}  // namespace sim
