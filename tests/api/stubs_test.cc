// What stubs answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/api/models/shapes.h"
#include "simulator/api/stubs/template.h"
#include "tests/api/stubs_support.h"

namespace sim::api {
namespace {

using testing::ElementsAre;

struct Case {
  const char* name;
  const char* stubs;
  const char* method;
  const char* params;
  int status;
  const char* body;
};

class StubAnswers : public testing::TestWithParam<Case> {};

TEST_P(StubAnswers, AsItSays) {
  const Case& each = GetParam();
  Installed espf(with_stubs(stubs_of(each.stubs)));
  const ApiAnswer answer =
      espf.call(each.method, *base::parse_json(each.params), espf.login()["access_token"]);
  EXPECT_EQ(answer.response.status, each.status);
  EXPECT_EQ(answer.response.body, each.body);
  EXPECT_EQ(answer.answered_by, "stub");
}

INSTANTIATE_TEST_SUITE_P(
    All, StubAnswers,
    testing::Values(
        Case{
            "TypesAsWritten",
            R"(- {method: CDR/get_disconnect_reason_list, answer: {body: {n: 1, d: 1.50, t: "1", i: 0501, f: true, z: null, l: [a]}}})",
            "CDR/get_disconnect_reason_list", "{}", 200,
            R"({"d":1.5,"f":true,"i":"0501","l":["a"],"n":1,"t":"1","z":null})"},
        Case{
            "ATemplateKeepsTypes",
            "- {method: CDR/get_disconnect_reason_list, answer: {body: {whole: <params.i_account>, id: "
            "<account.id>, "
            "said: \"of <account.id>\", info: <params.filter>, absent: <params.nothing>}}}",
            "CDR/get_disconnect_reason_list", R"({"i_account": 1001, "filter": {"a": ["1"]}})", 200,
            R"({"absent":null,"id":"380501112233","info":{"a":["1"]},"said":"of 380501112233","whole":1001})"},
        Case{
            "ATemplateOfTheWorld",
            "- {service: CDR, answer: {body: {m: <method>, s: <service>, r: <realm>, now: <now>, today: "
            "<today>, c: <customer.name>, p: <product.name>, imsi: <sim.imsi>}}}",
            "CDR/get_disconnect_reason_list", R"({"i_account": "1001"})", 200,
            R"({"c":"Panda Telecom","imsi":"255010000000001","m":"CDR/get_disconnect_reason_list","now":"2026-01-31 12:00:00","p":"LTE 20M","r":"admin","s":"CDR","today":"2026-01-31"})"},
        Case{"AnAngleBracket", "- {service: CDR, answer: {body: {a: \"<<b>\", c: \"1 < 2\"}}}",
             "CDR/get_disconnect_reason_list", "{}", 200, R"({"a":"<b>","c":"1 < 2"})"},
        Case{"AFault",
             "- {method: CDR/get_call_recording, answer: {fault: {faultcode: Server.CDR.xdr_not_found, "
             "faultstring: \"no <params.i_xdr>\"}}}",
             "CDR/get_call_recording", R"({"i_xdr": 7})", 500,
             R"({"faultcode":"Server.CDR.xdr_not_found","faultstring":"no 7"})"},
        Case{"APlainStatus", "- {service: CDR, answer: {status: 503}}", "CDR/get_disconnect_reason_list",
             "{}", 503, ""},
        Case{"AStatusWithABody", "- {service: CDR, answer: {status: 201, body: {a: 1}}}",
             "CDR/get_disconnect_reason_list", "{}", 201, R"({"a":1})"},
        Case{"InPlaceOfAModel",
             "- {method: Account/get_account_info, answer: {body: {account_info: {i_account: 7}}}}",
             "Account/get_account_info", R"({"i_account": 1001})", 200,
             R"({"account_info":{"i_account":7}})"},
        Case{"TheFirstThatFits",
             "- {service: CDR, params: {i_account: {any_of: [1001, 1002]}}, answer: {body: {n: 1}}}\n"
             "- {service: CDR, params: {i_account: {between: [1, 9]}}, answer: {body: {n: 2}}}\n"
             "- {service: CDR, params: {i_account: {absent: true}}, answer: {body: {n: 3}}}\n"
             "- {service: CDR, answer: {body: {n: 4}}}\n",
             "CDR/get_disconnect_reason_list", R"({"i_account": 5})", 200, R"({"n":2})"},
        Case{"WhereAParameterIsAbsent",
             "- {service: CDR, params: {i_account: {absent: true}}, answer: {body: {n: 3}}}\n"
             "- {service: CDR, answer: {body: {n: 4}}}\n",
             "CDR/get_disconnect_reason_list", "{}", 200, R"({"n":3})"},
        Case{"ByAPattern", "- {method: {matches: '.*/get_.*_list'}, answer: {body: {n: 1}}}",
             "CDR/get_disconnect_reason_list", "{}", 200, R"({"n":1})"},
        Case{"AnUnlistedMethod", "- {method: Moon/land, unlisted: true, answer: {body: {success: 1}}}",
             "Moon/land", "{}", 200, R"({"success":1})"},
        Case{
            "NothingWithoutAnAccount",
            "- {name: of the account, service: CDR, answer: {body: {id: <account.id>}}}",
            "CDR/get_disconnect_reason_list", R"({"i_account": 99})", 500,
            R"({"faultcode":"Server.CDR.get_disconnect_reason_list.stub_failed","faultstring":"the stub `of the account` cannot answer: this call is about no account that the world knows"})"},
        Case{
            "NothingWithinAText", "- {name: a, service: CDR, answer: {body: {id: \"of <params.x>\"}}}",
            "CDR/get_disconnect_reason_list", "{}", 500,
            R"({"faultcode":"Server.CDR.get_disconnect_reason_list.stub_failed","faultstring":"the stub `a` cannot answer: `<params.x>` is nothing and cannot stand within a text"})"}),
    [](const auto& each) { return each.param.name; });

TEST(Stub, AnswersByFileWithTheHeadersThatClientsAskFor) {
  Installed espf(with_stubs(
      stubs_of("- {method: CDR/get_call_recording, answer: {file: files/one.mp3, filename: call.mp3}}\n"
               "- {method: Invoice/get_invoice_pdf, unlisted: true, answer: {file: ../x.pdf, headers: {X-Id: "
               "<params.i_invoice>}}}\n",
               {{"folder/files/one.mp3", "ID3"}, {"x.pdf", "%PDF"}})));
  const base::Json token = espf.login()["access_token"];
  const auto recording = espf.call("CDR/get_call_recording", base::Json::object(), token).response;
  EXPECT_EQ(recording.body, "ID3");
  EXPECT_EQ(*recording.headers.find("Content-Type"), "audio/mpeg");
  EXPECT_EQ(*recording.headers.find("Content-Disposition"), "attachment; filename=\"call.mp3\"");
  EXPECT_EQ(*recording.headers.find("Transfer-Encoding"), "chunked");
  const auto invoice = espf.call("Invoice/get_invoice_pdf", {{"i_invoice", 7}}, token).response;
  EXPECT_EQ(*invoice.headers.find("Content-Type"), "application/pdf");
  EXPECT_EQ(*invoice.headers.find("Content-Disposition"), "attachment; filename=\"x.pdf\"");
  EXPECT_EQ(*invoice.headers.find("X-Id"), "7");
  EXPECT_EQ(invoice.headers.find("Transfer-Encoding"), nullptr);
}

TEST(Stub, QuotesTheNameOfAFile) {
  Installed espf(with_stubs(stubs_of("- {method: CDR/get_call_recording, answer: {file: 'a \"b.mp3'}}\n",
                                     {{"folder/a \"b.mp3", "ID3"}})));
  const auto recording =
      espf.call("CDR/get_call_recording", base::Json::object(), espf.login()["access_token"]).response;
  EXPECT_EQ(*recording.headers.find("Content-Disposition"), "attachment; filename=\"a \\\"b.mp3\"");
}

TEST(Stub, PutsNamesIntoWhatIsSaidOfAFile) {
  Installed espf(with_stubs(stubs_of(
      "- {method: CDR/get_call_recording, answer: {file: a.mp3, filename: '<params.id>-<today>.csv', "
      "content_type: 'text/<params.type>'}}\n",
      {{"folder/a.mp3", "ID3"}})));
  const base::Json token = espf.login()["access_token"];
  const auto given = [&](const base::Json& params) {
    return espf.call("CDR/get_call_recording", params, token).response;
  };
  const auto recording = given({{"id", "a\"b"}, {"type", "csv"}});
  EXPECT_EQ(*recording.headers.find("Content-Type"), "text/csv");
  EXPECT_EQ(*recording.headers.find("Content-Disposition"), "attachment; filename=\"a\\\"b-2026-01-31.csv\"");
  EXPECT_THAT(given({{"id", "a\r\nX-Evil: 1"}, {"type", "csv"}}).body,
              testing::HasSubstr("a text of several lines cannot stand in a header"));
}

TEST(Stub, ReadsTheEscapesOfJson) {
  StubContext context;
  context.read = reader_of({{"stubs.json", R"({"stubs": [{"method": "CDR/get_call_recording",
	"answer": {"body": {"a": "\ud83d\ude00 \\ud83d \u00e9\n", "b": "\ud83d\ude00"}}}]})"}});
  const StubFileRead read = read_stub_file("stubs.json", context);
  ASSERT_THAT(read.mistakes, testing::IsEmpty());
  EXPECT_EQ(base::to_json(read.stubs.at(0).answers.at(0).body),
            (base::Json{{"a", "\xF0\x9F\x98\x80 \\ud83d \u00e9\n"}, {"b", "\xF0\x9F\x98\x80"}}));
}

TEST(Stub, KnowsWhoseOwnRealmItIs) {
  Installed espf(with_stubs(stubs_of(
      "- {method: Account/get_xdr_list, realm: account, answer: {body: {id: <account.id>}}}\n"
      "- {method: Customer/get_customer_info, realm: customer, answer: {body: {name: <customer.name>}}}\n")));
  const auto said = [&](Realm realm, const base::Json& login, const char* method, const base::Json& params) {
    return espf.call(method, params, espf.login(login, realm)["access_token"], realm).response.body;
  };
  const base::Json account = {{"login", "panda1"}, {"password", "pw1"}};
  EXPECT_EQ(said(Realm::Account, account, "Account/get_xdr_list", base::Json::object()),
            R"({"id":"380501112233"})");
  EXPECT_EQ(said(Realm::Account, account, "Account/get_xdr_list", {{"limit", 5}}),
            R"({"id":"380501112233"})");
  EXPECT_THAT(said(Realm::Account, account, "Account/get_xdr_list", {{"i_account", 999}}),
              testing::HasSubstr("this call is about no account"));
  const base::Json customer = {{"login", "panda"}, {"password", "bamboo"}};
  EXPECT_THAT(said(Realm::Customer, customer, "Customer/get_customer_info", base::Json::object()),
              testing::HasSubstr(R"({"name":")"));
}

TEST(Stub, SendsNoHeaderThatIsNone) {
  Installed espf(with_stubs(stubs_of(
      "- {method: Currency/get_currency_list, answer: {status: 204, headers: {X-Id: <params.id>}}}\n")));
  const base::Json token = espf.login()["access_token"];
  const auto said = [&](const base::Json& id) {
    return espf.call("Currency/get_currency_list", {{"id", id}}, token).response.body;
  };
  EXPECT_EQ(said("7"), "");
  EXPECT_THAT(said("a\nb"), testing::HasSubstr("a text of several lines cannot stand in a header"));
  EXPECT_THAT(said({{"a", 1}}), testing::HasSubstr("an object or a list cannot stand in a header"));
}

// The bodies that the stub gives to four calls, one after another.
std::vector<std::string> four_answers(const std::string& then) {
  Installed espf(
      with_stubs(stubs_of("- name: s\n  method: Customer/get_customer_info\n  answers: [{body: {n: "
                          "<count>}}, {fault: {faultcode: Busy, faultstring: x}}]\n" +
                          then)));
  std::vector<std::string> answers;
  const base::Json token = espf.login()["access_token"];
  for (int n = 0; n < 4; ++n) {
    const auto answer = espf.call("Customer/get_customer_info", {{"i_customer", 99}}, token);
    answers.push_back(answer.answered_by + " " + answer.response.body.substr(0, 20));
  }
  return answers;
}

TEST(Stub, AnswersInSequence) {
  const std::string first = R"(stub {"n":1})";
  const std::string busy = R"(stub {"faultcode":"Busy")";
  const auto begin = [](const std::string& text) { return testing::StartsWith(text.substr(0, 20)); };
  EXPECT_THAT(four_answers(""), ElementsAre(first, begin(busy), begin(busy), begin(busy)));
  EXPECT_THAT(four_answers("  then: again"), ElementsAre(first, begin(busy), R"(stub {"n":3})", begin(busy)));
  EXPECT_THAT(four_answers("  then: pass"), ElementsAre(first, begin(busy), "model {}", "model {}"));
  EXPECT_THAT(four_answers("  then: fault"),
              ElementsAre(first, begin(busy), begin("stub {\"faultcode\":\"Serv"),
                          begin("stub {\"faultcode\":\"Serv")));
}

TEST(Stub, SaysThatItsAnswersAreUsedUp) {
  Installed espf(with_stubs(stubs_of("- {name: one, service: CDR, answers: [{body: {}}], then: fault}")));
  espf.admin("CDR/get_disconnect_reason_list", base::Json::object());
  const base::Json again = espf.admin("CDR/get_disconnect_reason_list", base::Json::object());
  EXPECT_EQ(again["faultcode"], "Server.CDR.get_disconnect_reason_list.stub_used_up");
  EXPECT_EQ(again["faultstring"], "the stub `one` has given its 1 answer");
}

TEST(Stub, IsForItsRealm) {
  Installed espf(
      with_stubs(stubs_of("- {service: CDR, realm: account, answer: {body: {n: 1}}}\n"
                          "- {service: CDR, realm: {any_of: [admin, reseller]}, answer: {body: {n: 2}}}\n")));
  const base::Json own = espf.login({{"login", "panda1"}, {"password", "pw1"}}, Realm::Account);
  EXPECT_EQ(
      espf.call("CDR/get_disconnect_reason_list", base::Json::object(), own["access_token"], Realm::Account)
          .response.body,
      "{\"n\":1}");
  EXPECT_EQ(espf.call("CDR/get_disconnect_reason_list", base::Json::object(), espf.login()["access_token"])
                .response.body,
            "{\"n\":2}");
}

TEST(Stub, NeedsASessionAsTheMethodDoes) {
  Installed espf(
      with_stubs(stubs_of("- {service: CDR, answer: {body: {n: 1}}}\n"
                          "- {method: Session/ping, answer: {body: {user_id: 7}}}\n")));
  const ApiAnswer refused = espf.call("CDR/get_disconnect_reason_list", base::Json::object(), "wrong");
  EXPECT_EQ(refused.response.status, 500);
  EXPECT_EQ(refused.answered_by, "refusal");
  EXPECT_EQ(espf.call("Session/ping", base::Json::object(), "").response.body, "{\"user_id\":7}");
  EXPECT_EQ(
      espf.call("CDR/get_disconnect_reason_list", base::Json::object(), espf.login()["access_token"]).stub,
      "folder/stubs.yaml:1");
}

TEST(Api, TellsWhoAnswered) {
  Installed espf(with_stubs(stubs_of("- {service: CDR, answer: {body: {}}}")));
  const base::Json token = espf.login()["access_token"];
  const auto by = [&](const char* method, const base::Json& with) {
    return espf.call(method, base::Json::object(), with).answered_by;
  };
  EXPECT_EQ(by("CDR/get_disconnect_reason_list", token), "stub");
  EXPECT_EQ(by("Customer/get_customer_list", token), "model");
  EXPECT_EQ(by("Customer/get_customer_list", "wrong"), "refusal");
  EXPECT_EQ(by("AccessPolicy/get_access_policy_list", token), "nothing");
  EXPECT_EQ(by("Moon/land", token), "nothing");
  EXPECT_EQ(espf.ask(request("PUT", "/rest/CDR/get_disconnect_reason_list")).answered_by, "refusal");
}

TEST(Api, SaysHowToStubWhatItKnowsAndDoesNotModel) {
  Installed espf;
  const base::Json answer = espf.admin("AccessPolicy/get_access_policy_list", base::Json::object());
  EXPECT_EQ(answer["faultcode"], "Server.AccessPolicy.get_access_policy_list.not_modelled");
  const std::string says = base::text_of(answer["faultstring"]);
  const std::size_t begin = says.find("`stubs: ");
  ASSERT_NE(begin, std::string::npos) << says;
  // What it says to write can be written.
  const std::string written = says.substr(begin + 8, says.find('`', begin + 1) - begin - 8);
  EXPECT_EQ(stubs_of(written).size(), 1u) << written;
}

TEST(TemplateNames, AreMembersOfWhatTheApiTells) {
  World world = sample_world();
  const ApiOptions options;
  Account account = *world.account("380501112233");
  account.person.firstname = account.person.lastname = account.person.email = "x";
  account.blocked = true;  // so that `status` is told
  const std::map<std::string, base::Json> rows{
      {"account", account_json(world, account, {.detailed = true, .auth = true}, options, kStart)},
      {"customer", customer_json(world, *world.customer(ICustomer(101)))},
      {"product", product_json(world, *world.product(IProduct(1)), options)},
      {"sim", sim_card_json(*world.sim_card("255010000000001"))}};
  for (const TemplateName& row : template_names()) {
    const std::string name(row.name);
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) continue;
    ASSERT_TRUE(rows.contains(name.substr(0, dot))) << name;
    const base::Json& json = rows.at(name.substr(0, dot));
    EXPECT_TRUE(json.contains(name.substr(dot + 1))) << name;
    EXPECT_FALSE(json[name.substr(dot + 1)].is_structured()) << name;
  }
}

}  // namespace
}  // namespace sim::api
