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
            "i_acount: expected `i_account`, found 1001 "
            "(AdminInterface.json#/paths/~1Account~1get_account_info/post)");
  EXPECT_TRUE(call("admin", "Account/get_account_info", R"({"i_account": 1001})").contains("account_info"));
  EXPECT_THAT(transcript(), HasSubstr("500 Client.Account.get_account_info.not_as_described"));
}

}  // namespace
}  // namespace tests
