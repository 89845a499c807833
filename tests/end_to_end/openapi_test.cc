// `espf serve --openapi` and `--strict`: the document of somebody's own PortaBilling.
#include "tests/end_to_end/served.h"

namespace tests {
namespace {

using testing::HasSubstr;

class ServeWithDocument : public ServedTest {
 protected:
  base::Json call(const std::string& realm, const std::string& method, const std::string& params) {
    const std::string origin = ready_text("realms/" + realm + "/http");
    return ask_json("POST", origin + "/rest/" + method, R"({"params": )" + params + "}", token_);
  }
  void log_in() { token_ = login(ready_text("portabilling_url")); }

  std::string token_;
};

TEST_F(ServeWithDocument, AnswersItsMethodsAndHoldsRequestsToIt) {
  serve({"--openapi", "admin=" + source("tests/api/specification/admin.json")});
  log_in();
  EXPECT_EQ(call("admin", "CDR/get_xdr_list", R"({"i_account": 8, "from_date": "2026-01-01 00:00:00"})"),
            base::parse_json(R"({"xdr_list": [{"i_xdr": 80, "CLI": null}]})").value());
  EXPECT_EQ(call("admin", "CDR/get_xdr_list", "{}").value("faultcode", ""),
            "Client.CDR.get_xdr_list.wrong_parameter");
  EXPECT_THAT(transcript(), HasSubstr("200 by the specification"));
}

TEST_F(ServeWithDocument, TellsItsMistakesWithFileLineAndColumnBeforeItListens) {
  write("wrong.yaml",
        "openapi: 3.1.0\npaths:\n  /Account/a:\n    post: {responses: {'200': {$ref: '#/nowhere'}}}\n");
  const auto ended =
      run_espf({"serve", "--world", source("fixtures/worlds/mvno.yaml"), "--openapi", "wrong.yaml"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.output, HasSubstr("wrong.yaml:4:38: error: `#/nowhere` refers to nothing"));
  const auto missing =
      run_espf({"serve", "--world", source("fixtures/worlds/mvno.yaml"), "--openapi", "no.json"});
  EXPECT_EQ(missing.code, 3);
  EXPECT_THAT(missing.output, HasSubstr("no.json"));
}

TEST_F(ServeWithDocument, LetsStubsNameItsMethods) {
  write("stubs.yaml", "stubs:\n  - {method: Bulk/upload, answer: {body: {success: 1}}}\n");
  serve({"--stubs", "stubs.yaml", "--openapi", source("tests/api/specification/admin.json")});
  log_in();
  EXPECT_EQ(call("admin", "Bulk/upload", "{}").value("success", 0), 1);
}

TEST_F(ServeWithDocument, IsStrictWhereItIsAsked) {
  serve({"--strict"});
  log_in();
  EXPECT_EQ(call("admin", "Account/get_account_info", R"({"i_acount": 1001})").value("faultstring", ""),
            "`i_acount` is not described, `i_account` is "
            "(AdminInterface.json#/paths/~1Account~1get_account_info/post)");
  EXPECT_TRUE(call("admin", "Account/get_account_info", R"({"i_account": 1001})").contains("account_info"));
  EXPECT_THAT(transcript(), HasSubstr("500 Client.Account.get_account_info.not_as_described"));
}

using Explain = ServeWithDocument;

TEST_F(Explain, TellsOfFilesWithoutAnEspf) {
  write("stubs.yaml",
        "stubs:\n  - {name: ours, method: Account/get_subscriptions, params: {i_master_account: 1}, answer: "
        "{status: 503}}\n");
  const auto told = run_espf({"explain", "Account/get_subscriptions", "--stubs", "stubs.yaml"});
  EXPECT_EQ(told.code, 0);
  EXPECT_EQ(
      told.output,
      "Account/get_subscriptions in the realm admin: POST /rest/Account/get_subscriptions\n"
      "\n"
      "  1  fault          none; only a scenario declares faults\n"
      "  2  stub           \"ours\" for params {i_master_account: 1} (stubs.yaml:2:5)  <- answers such "
      "params\n"
      "  3  model          none: espf does not model it\n"
      "  4  specification  no document is given (--openapi FILE)\n"
      "  5  nothing        a fault: in the list of methods, but nobody answers it  <- answers\n"
      "\n"
      "It needs a session.\n"
      "Server.Account.get_subscriptions.not_modelled: Account/get_subscriptions is a method of PortaBilling "
      "that "
      "espf knows but does not model. Say what it answers in the world file or in a file for --stubs, as "
      "`stubs: [{method: Account/get_subscriptions, answer: {body: {success: 1}}}]`\n");
  const auto unknown = run_espf({"explain", "Acount/get_subscriptions"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.output, HasSubstr("(of espf alone: no espf serves here, and no file is named)"));
  EXPECT_THAT(unknown.output, HasSubstr("did you mean Account/get_subscriptions?"));
  write("wrong.yaml", "stubs:\n  - {method: Acount/get_subscriptions, answer: {status: 503}}\n");
  const auto wrong = run_espf({"explain", "Account/get_subscriptions", "--stubs", "wrong.yaml"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.output, HasSubstr("wrong.yaml:2:"));
  EXPECT_EQ(run_espf({"explain", "Account/a", "--world", "no.yaml"}).code, 3);
  EXPECT_EQ(run_espf({"explain", "Account/a", "--realm", "acount"}).code, 1);
}

TEST_F(Explain, AsksTheEspfThatServesHere) {
  write(
      "stubs.yaml",
      "stubs:\n  - {name: once, method: Account/get_subscriptions, answers: [{status: 503}], then: pass}\n");
  serve({"--stubs", "stubs.yaml", "--strict"});
  log_in();
  const auto before = run_espf({"explain", "Account/get_subscriptions", "--params", "{i_account: 1}"});
  EXPECT_THAT(before.output, HasSubstr("(of the running espf at http://127.0.0.1:"));
  EXPECT_THAT(before.output, HasSubstr("\"once\", answer 1 of 1 (stubs.yaml:2:5)  <- answers\n"));
  ask("POST", ready_text("portabilling_url") + "/rest/Account/get_subscriptions", R"({"params": {}})",
      token_);
  const auto after = run_espf({"explain", "Account/get_subscriptions", "--json"});
  EXPECT_EQ(after.code, 0);
  const auto told = base::parse_json(after.output).value_or(base::Json());
  EXPECT_EQ(told.value("answered_by", ""), "nothing") << after.output;
  const auto by_address =
      run_espf({"explain", "/rest/Account/get_account_info", "--params", "{i_acount: 1}", "--control",
                ready_text("control_url"), "--token", ready_text("control_token")});
  EXPECT_THAT(by_address.output, HasSubstr("Strict: its parameters are held to AdminInterface.json#/"));
  EXPECT_THAT(by_address.output, HasSubstr("not_as_described: `i_acount` is not described"));
  EXPECT_EQ(run_espf({"explain", "Account/a", "--realm", "acount"}).code, 1);
}

}  // namespace
}  // namespace tests
