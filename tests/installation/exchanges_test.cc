// What Applications ask of an Installation, and the faults on the way: each verdict at each kind of line.
#include <gmock/gmock.h>

#include "tests/installation/support.h"

namespace sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kInfo = R"({"params": {"i_account": 1001}})";
constexpr const char* kRecord = R"({"msisdn": "380501112233", "profile": "LTE", "barred": true})";

class Exchanges : public tests::InstallationTest {
 protected:
  Exchanges() { start(); }

  base::HttpOutcome get_info(const std::string& token) {
    return ask(rest("Account/get_account_info"), "POST", kInfo, token);
  }
  std::string subscriber() const {
    return installation->addresses().systems.at("hss") + "/subscribers/255010000000001";
  }
  base::HttpOutcome post_status(const std::string& word, const std::string& token) {
    return ask(installation->addresses().espf_url + "/espf/v1/account/i/1001/status", "POST",
               R"({"status": ")" + word + R"(", "group": "HSS"})", token);
  }
  static bool has_no_answer(const base::HttpOutcome& outcome) {
    const auto* failure = std::get_if<base::HttpFailure>(&outcome);
    return failure != nullptr && *failure == base::HttpFailure::Closed;
  }
};

TEST_F(Exchanges, AnswerACallAndWriteBothItsLines) {
  const auto outcome = get_info(login());
  EXPECT_EQ(body_of(outcome)["account_info"]["id"], "380501112233");
  const auto begun = lines(LineKind::Call);
  ASSERT_EQ(begun.size(), 2u);
  EXPECT_EQ(begun[1]->fields.at("method"), "Account/get_account_info");
  EXPECT_EQ(begun[1]->fields.at("account"), "380501112233");
  EXPECT_THAT(answers(LineKind::Call), ElementsAre("200", "200"));
}

TEST_F(Exchanges, NameTheFaultcodeOfAnError) {
  get_info("wrong");
  const auto answered = lines(LineKind::Call, Stage::Answered);
  ASSERT_EQ(answered.size(), 1u);
  EXPECT_EQ(answered[0]->fields.at("answered"), 500);
  EXPECT_NE(answered[0]->fields.at("fault"), "");
}

TEST_F(Exchanges, OfAPageAreNoLinesButANoteOfWhoSignsIn) {
  const std::string admin = installation->addresses().portabilling_url;
  installation->declare_fault(fault(LineKind::Call, LoseAnswer{}));
  EXPECT_EQ(status_of(ask(admin + "/")), 200) << "no fault meets it";
  EXPECT_EQ(status_of(ask(admin + "/doc/api")), 200);
  EXPECT_THAT(lines(LineKind::Call), IsEmpty());
  const auto before = lines(LineKind::Note).size();

  base::OutgoingRequest form;
  form.url = *base::parse_url(admin + "/sign-in");
  form.headers.add("Content-Type", "application/x-www-form-urlencoded");
  form.body = "login=demo&secret=Long-Password-1";
  std::optional<base::HttpOutcome> outcome;
  sender.send(std::move(form), [&outcome](base::HttpOutcome came) { outcome = std::move(came); });
  wait_for("the answer to the form", [&] { return outcome.has_value(); });
  EXPECT_EQ(status_of(*outcome), 303);
  const auto notes = lines(LineKind::Note);
  ASSERT_EQ(notes.size(), before + 1);
  EXPECT_THAT(notes.back()->summary, testing::HasSubstr("demo signs in"));
  EXPECT_THAT(lines(LineKind::Call), IsEmpty());
}

TEST_F(Exchanges, OfAWrongPathStayALineOfTheApplication) {
  EXPECT_EQ(status_of(ask(installation->addresses().portabilling_url + "/Session/login", "POST", "{}")), 404);
  EXPECT_EQ(status_of(ask(installation->addresses().portabilling_url + "/", "POST", "{}")), 404);
  EXPECT_EQ(lines(LineKind::Call).size(), 2u);
}

TEST_F(Exchanges, OfARecordChangeTheWorldOfTheSystem) {
  const auto before = installation->records("hss")->at("255010000000001");
  EXPECT_EQ(before["barred"], false) << "preset by the world's mapping";
  EXPECT_EQ(status_of(ask(subscriber(), "PUT", kRecord)), 200);
  EXPECT_EQ(installation->records("hss")->at("255010000000001")["barred"], true);
  const auto records = lines(LineKind::Record);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0]->fields.at("account"), "380501112233") << "whose card it is";
}

TEST_F(Exchanges, OfAnEqualRecordAreNoChange) {
  const std::string equal = R"({"msisdn": "380501112233", "profile": "LTE", "barred": false})";
  EXPECT_EQ(status_of(ask(subscriber(), "PUT", equal)), 200);
  EXPECT_THAT(lines(LineKind::Record), IsEmpty());
}

TEST_F(Exchanges, OfAFinalStatusPayWhatIsOwed) {
  const std::string token = login();
  change("380501112233", "block");
  wait_for("the delivery", [&] { return installation->is_queue_empty(); });
  ASSERT_TRUE(installation->is_owed());
  EXPECT_EQ(status_of(post_status("IN_PROGRESS", token)), 200);
  EXPECT_TRUE(installation->is_owed());
  EXPECT_EQ(status_of(post_status("SHINY", token)) / 100, 4);
  EXPECT_EQ(lines(LineKind::Status, Stage::Answered).back()->summary,
            "400: `status` must be OK, IN_PROGRESS, RETRY or FAILED");
  EXPECT_TRUE(installation->is_owed());
  EXPECT_EQ(status_of(post_status("OK", token)), 200);
  EXPECT_FALSE(installation->is_owed());
  EXPECT_EQ(lines(LineKind::Status).back()->fields.at("account"), "380501112233");
}

TEST_F(Exchanges, OfAnAdministratorRecordEventsToo) {
  const CallResult result = installation->call("Account/update_account",
                                               {{"account_info", {{"i_account", 1001}, {"blocked", "Y"}}}});
  EXPECT_EQ(result.status, 200);
  wait_for("the delivery", [&] { return application.requests.size() == 1 && is_told(); });
  EXPECT_EQ(lines(LineKind::Event).at(0)->origin, result.number);
}

TEST_F(Exchanges, OfAnAdministratorAreWrittenWithTheirAnswers) {
  const CallResult result = installation->call("CDR/get_call_recording", {{"i_xdr", 7}});
  EXPECT_EQ(result.status, 500);
  const Entry& answered = installation->transcript().entries().back();
  EXPECT_EQ(answered.exchange, result.number);
  EXPECT_EQ(answered.stage, Stage::Answered);
  EXPECT_EQ(answered.fields.at("called"), "CDR/get_call_recording");
  EXPECT_EQ(answered.fields.at("answered"), 500);
  EXPECT_EQ(answered.fields.at("fault"), "Server.CDR.get_call_recording.not_modelled");
  EXPECT_EQ(answered.fields.at("answered_by"), "nothing");
}

TEST_F(Exchanges, ThatAreNoHttpAreWrittenDown) {
  base::OutgoingRequest request;
  request.url = *base::parse_url(installation->addresses().portabilling_url + "/");
  request.script = base::WireScript{base::wire::Bytes{"nonsense\r\n\r\n"}};
  std::optional<base::HttpOutcome> outcome;
  sender.send(std::move(request), [&](base::HttpOutcome came) { outcome = std::move(came); });
  wait_for("the answer to nonsense", [&] { return outcome.has_value(); });
  EXPECT_EQ(status_of(*outcome), 400);
  EXPECT_THAT(lines(LineKind::Note), testing::SizeIs(1));
}

// -- faults ----------------------------------------------------------------------------------------------

TEST_F(Exchanges, AnsweredInPlaceDoNothing) {
  const std::string token = login();
  const std::size_t records = lines(LineKind::Record).size();
  change("380501112233", "block");
  wait_for("the delivery", [&] { return installation->is_queue_empty(); });
  installation->declare_fault(fault(LineKind::Call, Answer{base::HttpResponse{503, {}, "down"}}));
  installation->declare_fault(fault(LineKind::Status, Answer{base::HttpResponse{503, {}, ""}}));
  installation->declare_fault(fault(LineKind::Request, Answer{base::HttpResponse{503, {}, ""}}));
  EXPECT_EQ(status_of(get_info(token)), 503);
  EXPECT_EQ(status_of(post_status("OK", token)), 503);
  EXPECT_EQ(status_of(ask(subscriber(), "PUT", kRecord)), 503);
  EXPECT_TRUE(installation->is_owed()) << "the status was not taken";
  EXPECT_EQ(lines(LineKind::Record).size(), records);
  EXPECT_THAT(answers(LineKind::Request), ElementsAre("503*"));
  EXPECT_EQ(status_of(get_info(token)), 200) << "one time only";
}

TEST_F(Exchanges, LostOnTheirWayDoNothing) {
  installation->declare_fault(fault(LineKind::Request, LoseRequest{}));
  EXPECT_TRUE(has_no_answer(ask(subscriber(), "PUT", kRecord)));
  EXPECT_THAT(lines(LineKind::Record), IsEmpty());
  EXPECT_THAT(answers(LineKind::Request), ElementsAre("nothing*"));
}

TEST_F(Exchanges, WhoseAnswerIsLostAreDone) {
  const std::string token = login();
  change("380501112233", "block");
  wait_for("the delivery", [&] { return installation->is_queue_empty(); });
  installation->declare_fault(fault(LineKind::Request, LoseAnswer{}));
  installation->declare_fault(fault(LineKind::Status, LoseAnswer{}));
  EXPECT_TRUE(has_no_answer(ask(subscriber(), "PUT", kRecord)));
  EXPECT_EQ(lines(LineKind::Record).size(), 1u);
  EXPECT_TRUE(has_no_answer(post_status("OK", token)));
  EXPECT_FALSE(installation->is_owed());
}

TEST_F(Exchanges, WhoseAnswerIsReplacedAreDone) {
  installation->declare_fault(fault(LineKind::Request, ReplaceAnswer{base::HttpResponse{500, {}, "{}"}}));
  EXPECT_EQ(status_of(ask(subscriber(), "PUT", kRecord)), 500);
  EXPECT_EQ(lines(LineKind::Record).size(), 1u);
  EXPECT_THAT(answers(LineKind::Request), ElementsAre("500*"));
}

TEST_F(Exchanges, WhoseAnswerIsDelayedGetItLater) {
  installation->declare_fault(fault(LineKind::Request, DelayAnswer{std::chrono::minutes(5)}));
  EXPECT_EQ(status_of(ask(subscriber(), "PUT", kRecord)), 200);
  EXPECT_THAT(times(LineKind::Record), ElementsAre(0)) << "the work is done at once";
  EXPECT_THAT(times(LineKind::Request, Stage::Answered), ElementsAre(300));
}

TEST_F(Exchanges, WhoseAnswerIsHeldGetTheReadingOfThen) {
  const std::string token = login();
  FaultRule rule = fault(LineKind::Call, HoldAnswer{});
  rule.name = "old";
  installation->declare_fault(rule);
  std::optional<base::HttpOutcome> outcome;
  send(rest("Account/get_account_info"), "POST", kInfo, token, outcome);
  wait_for("the call", [&] { return lines(LineKind::Call).size() == 2; });
  change("380501112233", "block");
  wait_for("quiet", [&] { return installation->timeline().is_quiet(); });
  EXPECT_FALSE(outcome.has_value());
  ASSERT_TRUE(installation->clear_fault("old"));
  wait_for("the held answer", [&] { return outcome.has_value(); });
  EXPECT_FALSE(body_of(*outcome)["account_info"].contains("blocked") &&
               body_of(*outcome)["account_info"]["blocked"] == "Y")
      << "read before the change";
}

TEST_F(Exchanges, HeldForATimeAreGivenAtItsEnd) {
  FaultRule rule = fault(LineKind::Request, HoldAnswer{});
  rule.lasts = std::chrono::hours(2);
  installation->declare_fault(rule);
  EXPECT_EQ(status_of(ask(subscriber(), "PUT", kRecord)), 200);
  EXPECT_THAT(times(LineKind::Request, Stage::Answered), ElementsAre(7200));
}

TEST_F(Exchanges, DuplicatedAreDoneTwiceAndAnsweredOnce) {
  installation->declare_fault(fault(LineKind::Request, DuplicateRequest{}));
  EXPECT_EQ(status_of(ask(subscriber(), "DELETE")), 204) << "the first answer";
  EXPECT_THAT(answers(LineKind::Request), ElementsAre("404", "204"));
}

TEST_F(Exchanges, MayMeetTheEndOfTheirSession) {
  const std::string token = login();
  installation->declare_fault(fault(LineKind::Call, ExpireSession{}));
  EXPECT_EQ(status_of(get_info(token)), 500);
  EXPECT_EQ(status_of(get_info(token)), 500) << "it stays expired";
  EXPECT_EQ(status_of(get_info(login())), 200);
}

TEST_F(Exchanges, FindTheirTokenExpiredInSimulatedTime) {
  const std::string token = login();
  EXPECT_EQ(status_of(get_info(token)), 200);
  bool arrived = false;
  installation->timeline().travel(std::chrono::hours(49), [&] { arrived = true; });
  wait_for("the journey's end", [&] { return arrived; });
  EXPECT_EQ(status_of(get_info(token)), 500);
}

TEST_F(Exchanges, KnowTheWorldsServiceGroups) {
  const std::string token = login();
  const auto outcome = ask(installation->addresses().espf_url + "/espf/v1/groups", "GET", "", token);
  EXPECT_EQ(status_of(outcome), 200);
  EXPECT_NE(base::dump(body_of(outcome)).find("IOT"), std::string::npos);
}

TEST_F(Exchanges, OfApi2MeetFaultsAsCallsDo) {
  const std::string products = installation->addresses().portabilling_url + "/api/v2/products?fields=name";
  const std::string token = login();
  EXPECT_EQ(body_of(ask(products, "GET", "", token))["data"], (base::Json{{{"name", "LTE Basic"}}}));

  FaultRule rule = fault(LineKind::Call, Answer{base::HttpResponse{503, {}, "{}"}});
  rule.target.keys = {{"method", is("v2/products")}, {"params.fields", is("name")}};
  installation->declare_fault(rule);
  installation->declare_fault(fault(LineKind::Call, ExpireSession{}));
  EXPECT_EQ(status_of(ask(products, "GET", "", token)), 503);
  EXPECT_EQ(status_of(ask(products, "GET", "", token)), 401);
  EXPECT_THAT(answers(LineKind::Call), ElementsAre("200", "200", "503*", "401"));
  const auto answered = lines(LineKind::Call, Stage::Answered);
  EXPECT_EQ(answered.back()->fields.at("fault"), "not_authenticated");
  EXPECT_EQ(lines(LineKind::Call).back()->summary, "GET /api/v2/products?fields=name");
}

TEST_F(Exchanges, AfterTheFreezeAreNotAnswered) {
  installation->freeze();
  EXPECT_TRUE(has_no_answer(ask(subscriber(), "PUT", kRecord)));
  EXPECT_THAT(lines(LineKind::Request), IsEmpty());
}

TEST_F(Exchanges, NeverShowWhatIsSecret) {
  const std::string token = login();
  get_info(token);
  const base::Json secrets = {{"login", "demo"}, {"password", "Long-Password-1"}};
  const auto begun =
      ask(installation->addresses().portabilling_url + "/api/v2/auth/login", "POST", base::dump(secrets));
  const std::string other = base::text_of(body_of(begun)["access_token"]);
  ASSERT_GE(other.size(), 100u);
  ASSERT_GE(token.size(), 100u);
  std::string all;
  for (const Entry& entry : installation->transcript().entries())
    all += base::dump(to_json(masked(entry, installation->secrets())));
  EXPECT_EQ(all.find(token), std::string::npos);
  EXPECT_EQ(all.find(other), std::string::npos);
  EXPECT_EQ(all.find("Long-Password-1"), std::string::npos);
}

}  // namespace
}  // namespace sim
