// The user's own OpenAPI document (tests/api/specification/admin.json): what is read of it, and what the Api
// makes of it.
#include "simulator/api/specification/specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "simulator/api/specification/openapi_30.h"
#include "simulator/api/specification/own_specifications.h"
#include "tests/api/support.h"
#include "tests/support/golden.h"

namespace sim::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

base::Json json(std::string_view text) {
  auto parsed = base::parse_json(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? *parsed : base::Json();
}

Specification read(std::vector<Realm> realms = {Realm::Admin}) {
  const std::string text = ::tests::read_whole(::tests::tests_folder() + "api/specification/admin.json");
  auto read = read_specification("admin.json", text, std::move(realms));
  for (const auto& each : read.mistakes) ADD_FAILURE() << base::render(each, text);
  std::vector<std::string> notes;
  for (const auto& each : read.notes) notes.push_back(each.message.substr(0, each.message.find(':')));
  EXPECT_THAT(notes, testing::UnorderedElementsAre("no answer of Account/get_hidden can be made",
                                                   "3 methods do not say what they are sent"));
  return read.specification ? std::move(*read.specification) : Specification("", {}, nullptr);
}

base::Headers bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

class WithSpecification : public testing::Test {
 protected:
  static ApiOptions options(bool strict = false) {
    ApiOptions made;
    std::vector<Specification> all;
    all.push_back(read());
    made.specifications = std::make_shared<const std::vector<Specification>>(std::move(all));
    made.strict = strict;
    return made;
  }

  explicit WithSpecification(bool strict = false) : installed(options(strict)) {
    token = base::text_of(installed.login()["access_token"]);
  }

  ApiAnswer call(const std::string& method, const std::string& params, Realm realm = Realm::Admin) {
    return installed.call(method, json(params), token, realm);
  }
  std::string fault_of(const ApiAnswer& answer) {
    return answer.faultcode + ": " + body_of(answer.response).value("faultstring", "");
  }

  Installed installed;
  std::string token;
};

TEST(Specification, IsTheMethodsThatItsPathsName) {
  const Specification specification = read();
  std::vector<std::string> names;
  for (const auto& [name, method] : specification.methods()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("Account/get_account_info", "Account/get_hidden", "Bulk/upload",
                                 "CDR/get_xdr_list", "Invoice/get_invoice_pdf", "Rating/rate"));
  const SpecifiedMethod& rate = specification.methods().at("Rating/rate");
  EXPECT_EQ(rate.place(), "admin.json#/paths/~1rest~1Rating~1rate~1/get");
  EXPECT_FALSE(rate.needs_session);
  EXPECT_EQ(rate.status, 201);
  EXPECT_EQ(rate.params, nullptr);
}

TEST(Specification, CountsInItsRealms) {
  std::vector<Specification> all;
  all.push_back(read({Realm::Account}));
  all.push_back(read({Realm::Admin, Realm::Account}));
  EXPECT_EQ(find_method(all, "CDR/get_xdr_list", Realm::Account), &all[0].methods().at("CDR/get_xdr_list"));
  EXPECT_EQ(find_method(all, "CDR/get_xdr_list", Realm::Admin), &all[1].methods().at("CDR/get_xdr_list"));
  EXPECT_EQ(find_method(all, "CDR/get_xdr_list", Realm::Reseller), nullptr);
  EXPECT_EQ(find_method(all, "CDR/unheard_of", Realm::Admin), nullptr);
}

TEST(RealmOfFile, IsToldByTheVendorsNames) {
  EXPECT_EQ(realm_of_file("doc/CustomerInterface.json"), Realm::Customer);
  EXPECT_EQ(realm_of_file("AdminInterface.yaml"), Realm::Admin);
  for (const char* none : {"openapi.json", "Interface.json", "ESPFInterface.json", "AdminInterface"})
    EXPECT_EQ(realm_of_file(none), std::nullopt) << none;
}

TEST(OwnSpecification, DescribesTheModelledMethodsOfEachRealm) {
  for (const Realm realm : all_realms()) {
    EXPECT_EQ(own_specification(realm).methods().count("Session/login"), 1U);
    EXPECT_EQ(realm_of_file(own_specification(realm).file()), realm);
  }
  EXPECT_EQ(own_specification(Realm::Account).methods().count("Customer/add_customer"), 0U);
}

TEST_F(WithSpecification, AnswersWithTheExampleOfTheRequestsName) {
  const ApiAnswer none = call("CDR/get_xdr_list", R"({"i_account": 7, "from_date": "2026-01-01 00:00:00"})");
  EXPECT_EQ(body_of(none.response), json(R"({"xdr_list": []})"));
  EXPECT_EQ(none.answered_by, "specification");
  const ApiAnswer other = call("CDR/get_xdr_list", R"({"i_account": 9, "from_date": "2026-01-01 00:00:00"})");
  EXPECT_EQ(body_of(other.response), json(R"({"xdr_list": [{"CLI": null, "i_xdr": 80}]})"))
      << "the first of the text";
  const ApiAnswer one = call("CDR/get_xdr_list", R"({"i_account": 8, "from_date": "2026-01-01 00:00:00"})");
  EXPECT_EQ(body_of(one.response), json(R"({"xdr_list": [{"i_xdr": 80, "CLI": null}]})"));
}

TEST_F(WithSpecification, MakesAnExampleOfTheSchema) {
  const ApiAnswer made = installed.ask(request("GET", "/rest/Rating/rate"));  // and needs no session
  EXPECT_EQ(made.response.status, 201);
  EXPECT_EQ(body_of(made.response), json(R"({"i_xdr": 77, "CLI": "text", "parent": null})"));
}

TEST_F(WithSpecification, AnswersAFileAsOne) {
  const ApiAnswer pdf = call("Invoice/get_invoice_pdf", "{}");
  EXPECT_EQ(pdf.response.body, "%PDF-1.4");
  EXPECT_EQ(*pdf.response.headers.find("Content-Type"), "application/pdf");
  EXPECT_EQ(*pdf.response.headers.find("Content-Disposition"),
            "attachment; filename=\"get_invoice_pdf.pdf\"");
}

TEST_F(WithSpecification, SaysWhereNoExampleCanBeMade) {
  const std::string fault = fault_of(call("Account/get_hidden", "{}"));
  EXPECT_THAT(
      fault, HasSubstr("Server.Account.get_hidden.no_example: admin.json#/paths/~1Account~1get_hidden/post"));
  EXPECT_THAT(fault, HasSubstr("stubs: [{method: Account/get_hidden"));
}

TEST_F(WithSpecification, HoldsRequestsToIt) {
  EXPECT_EQ(fault_of(call("CDR/get_xdr_list", R"({"i_account": "x", "from_date": "d", "limit": "1"})")),
            "Client.CDR.get_xdr_list.wrong_parameter: i_account: expected an integer, found \"x\" "
            "(admin.json#/paths/~1CDR~1get_xdr_list/post)");
  EXPECT_EQ(fault_of(call("Bulk/upload", R"({"rows": 0})")),
            "Client.Bulk.upload.wrong_parameter: rows: expected a number above 0, found 0 "
            "(admin.json#/paths/~1Bulk~1upload/post)");
  EXPECT_EQ(call("Bulk/upload", R"({"rows": 1, "more": 1})").response.body, "{}");
}

TEST_F(WithSpecification, LetsNumbersBeWrittenAsTextAsServersDo) {
  EXPECT_EQ(call("CDR/get_xdr_list", R"({"i_account": "7", "from_date": "d", "limit": "1"})").response.status,
            200);
  EXPECT_EQ(call("CDR/get_xdr_list", R"({"i_account": "1e1", "from_date": "d"})").response.status, 500);
}

TEST_F(WithSpecification, GoesBehindStubAndModel) {
  EXPECT_EQ(call("Account/get_account_info", R"({"id": "nobody"})").answered_by, "model");
  EXPECT_EQ(call("Account/get_subscriptions", "{}").answered_by, "nothing");
  EXPECT_EQ(call("CDR/get_xdr_list", "{}", Realm::Account).answered_by, "nothing");
}

TEST_F(WithSpecification, AsksForASession) {
  const ApiAnswer refused = installed.call("Bulk/upload", json("{}"), "");
  EXPECT_EQ(refused.answered_by, "refusal");
}

class WithDocument : public testing::Test {
 protected:
  // `paths`: of the document.
  void serve(const std::string& paths) {
    auto read =
        read_specification("admin.json", R"({"openapi": "3.1.0", "paths": )" + paths + "}", {Realm::Admin});
    ASSERT_TRUE(read.specification);
    std::vector<Specification> all;
    all.push_back(*std::move(read.specification));
    ApiOptions options;
    options.specifications = std::make_shared<const std::vector<Specification>>(std::move(all));
    installed = std::make_unique<Installed>(options);
    token = base::text_of(installed->login()["access_token"]);
  }
  base::Json answer(const std::string& params) {
    return body_of(
        installed->ask(json_request("/rest/Thing/get", R"({"params": )" + params + "}", token)).response);
  }

  std::unique_ptr<Installed> installed;
  std::string token;
};

TEST_F(WithDocument, TakesTheFirstExampleOfItsText) {
  serve(R"({"/Thing/get": {"post": {"responses": {"200": {"description": "", "content": {"application/json": {
    "examples": {"typical": {"value": {"n": 1}}, "empty": {"value": {"n": 2}}}}}}}}}})");
  EXPECT_EQ(answer("{}"), json(R"({"n": 1})"));
}

TEST_F(WithDocument, TakesNumbersAsTextWhereItLooksForTheExampleOfARequest) {
  serve(R"({"/Thing/get": {"post": {
    "requestBody": {"content": {"application/json": {"examples": {
      "one": {"value": {"params": {"i": 1, "of": [1, {"a": null}]}}},
      "two": {"value": {"params": {"i": 2, "of": [1, {"a": null}]}}}}}}},
    "responses": {"200": {"description": "", "content": {"application/json": {
      "examples": {"one": {"value": {"n": 1}}, "two": {"value": {"n": 2}}}}}}}}}})");
  EXPECT_EQ(answer(R"({"i": "2", "of": ["1", {"a": null}]})"), json(R"({"n": 2})"));
  EXPECT_EQ(answer(R"({"i": 2, "of": [1, {"a": null}]})"), json(R"({"n": 2})"));
  EXPECT_EQ(answer(R"({"i": "2", "of": [1, {"a": "null"}]})"), json(R"({"n": 1})"));
  EXPECT_EQ(answer(R"({"i": 2, "of": [1]})"), json(R"({"n": 1})"));
}

TEST_F(WithDocument, RefusesNothingThatAKeywordAllowsWhichIsNotLookedAt) {
  serve(R"({"/Thing/get": {"post": {
    "requestBody": {"content": {"application/json": {"schema": {"properties": {"params": {"type": "object",
      "properties": {"range": {"prefixItems": [{"type": "string"}], "items": false}},
      "patternProperties": {"^cf_": {"type": "string"}}, "additionalProperties": false}}}}}},
    "responses": {"200": {"description": "", "content": {"application/json": {"example": {"n": 1}}}}}}}})");
  EXPECT_EQ(answer(R"({"range": ["a"], "cf_x": "y"})"), json(R"({"n": 1})"));
}

TEST_F(WithSpecification, SaysWhoRefusedARequestThatNoMethodWasAskedBy) {
  const auto by = [&](const char* verb, const char* target, Realm realm = Realm::Admin) {
    return installed.ask(request(verb, target, bearer(token)), realm).answered_by;
  };
  for (const auto& [verb, target] : {std::pair("GET", "/espf/v1/nope"), std::pair("PUT", "/espf/v1/groups"),
                                     std::pair("PUT", "/rest/Account/a"), std::pair("GET", "/nothing/here"),
                                     std::pair("GET", "/api/v2/nope"), std::pair("PUT", "/api/v2/products")})
    EXPECT_EQ(by(verb, target), "refusal") << verb << " " << target;
  EXPECT_EQ(by("GET", "/espf/v1/groups", Realm::Account), "refusal");
  EXPECT_EQ(by("GET", "/api/v2/products"), "model");
}

class Strict : public WithSpecification {
 protected:
  Strict() : WithSpecification(true) {}
};

TEST_F(Strict, HoldsModelledMethodsToTheUsersDocument) {
  const ApiAnswer refused = call("Account/get_account_info", R"({"i_account": "1001", "detaild": 1})");
  EXPECT_EQ(refused.answered_by, "refusal");
  EXPECT_EQ(fault_of(refused),
            "Client.Account.get_account_info.not_as_described: `detaild` is not described; "
            "i_account: expected an integer, found \"1001\" "
            "(admin.json#/paths/~1Account~1get_account_info/post)");
  EXPECT_EQ(call("Account/get_account_info", R"({"i_account": 1001})").answered_by, "model");
}

TEST_F(Strict, HoldsOthersToOurDocument) {
  EXPECT_EQ(
      fault_of(call("Customer/get_customer_info", R"({"i_custmer": 101})")),
      "Client.Customer.get_customer_info.not_as_described: `i_custmer` is not described, `i_customer` is "
      "(AdminInterface.json#/paths/~1Customer~1get_customer_info/post)");
}

TEST(StrictMode, HoldsToOurDocumentWhatTheUsersDoesNotSayHowToSend) {
  ApiOptions options;
  options.strict = true;
  auto read = read_specification("admin.json", R"({"openapi": "3.1.0", "paths": {
    "/Customer/get_customer_info": {"post": {"responses": {"200": {"description": ""}}}},
    "/CDR/get_xdr_list": {"post": {"responses": {"200": {"description": ""}}}}}})",
                                 {Realm::Admin});
  ASSERT_TRUE(read.specification);
  ASSERT_EQ(read.notes.size(), 1u);
  EXPECT_EQ(read.notes[0].message, "2 methods do not say what they are sent: CDR/get_xdr_list …");
  std::vector<Specification> all;
  all.push_back(*std::move(read.specification));
  options.specifications = std::make_shared<const std::vector<Specification>>(std::move(all));
  Installed installed(options);
  const std::string token = base::text_of(installed.login()["access_token"]);
  const auto call = [&](const char* method, const char* params) {
    return installed.ask(
        json_request(std::string("/rest/") + method, std::string(R"({"params": )") + params + "}", token));
  };
  EXPECT_THAT(
      body_of(call("Customer/get_customer_info", R"({"i_custmer": 101})").response).value("faultstring", ""),
      HasSubstr("`i_custmer` is not described, `i_customer` is (AdminInterface.json"));
  EXPECT_EQ(call("CDR/get_xdr_list", R"({"x": 1})").answered_by, "specification");
}

TEST(StrictMode, AsksInRequestsForNothingThatIsReadAlone) {
  ApiOptions options;
  options.strict = true;
  const std::string item = R"({"type": "object", "required": ["id", "secret"], "properties":
    {"id": {"type": "integer", "readOnly": true}, "secret": {"type": "string", "writeOnly": true}}})";
  auto read = read_specification("admin.json", R"({"openapi": "3.1.0", "paths": {"/Thing/add": {"post": {
    "requestBody": {"content": {"application/json": {"schema": {"properties": {"params": {"$ref": "#/components/schemas/item"}}},
      "examples": {"new": {"value": {"params": {"secret": "s"}}}}}}},
    "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/item"}}}}}}}},
    "components": {"schemas": {"item": )" + item + "}}}",
                                 {Realm::Admin});
  ASSERT_TRUE(read.specification);
  EXPECT_THAT(read.notes, testing::IsEmpty());
  std::vector<Specification> all;
  all.push_back(*std::move(read.specification));
  options.specifications = std::make_shared<const std::vector<Specification>>(std::move(all));
  Installed installed(options);
  const std::string token = base::text_of(installed.login()["access_token"]);
  const auto answer = installed.ask(json_request("/rest/Thing/add", R"({"params": {"secret": "s"}})", token));
  EXPECT_EQ(answer.answered_by, "specification");
  EXPECT_EQ(body_of(answer.response), json(R"({"id": 1})"));
}

TEST_F(Strict, HoldsMethodsWithoutParametersToNone) {
  EXPECT_THAT(fault_of(call("Env/get_env_info", R"({"x": 1})")), HasSubstr("`x` is not described"));
  EXPECT_EQ(call("Env/get_env_info", "{}").answered_by, "model");
}

// An espf that has a document of this one method.
ApiOptions with_document(const std::string& request_body, bool strict) {
  const std::string text = R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {
      "/CDR/get_call_recording": {"post": {"requestBody": )" +
                           request_body + R"(, "responses": {"200": {"description": "d",
      "content": {"application/json": {"example": {"good": 1}}}}}}}}})";
  SpecificationRead read = read_specification("own.json", text, {Realm::Admin});
  for (const auto& each : read.mistakes) ADD_FAILURE() << base::render(each, text);
  ApiOptions options;
  options.strict = strict;
  std::vector<Specification> all;
  if (read.specification) all.push_back(std::move(*read.specification));
  options.specifications = std::make_shared<const std::vector<Specification>>(std::move(all));
  return options;
}

// Such an espf, asked for recordings.
struct AskedForRecordings {
  AskedForRecordings(const std::string& request_body, bool strict)
      : installed(with_document(request_body, strict)),
        token(base::text_of(installed.login()["access_token"])) {}

  base::HttpResponse ask(const std::string& sent) {
    return installed.ask(json_request("/rest/CDR/get_call_recording", sent, token)).response;
  }

  Installed installed;
  std::string token;
};

TEST(FlatDocument, TakesItsParametersAsTheBodyAndAsParams) {
  const std::string body = R"({"content": {"application/json": {"schema": {"type": "object",
      "required": ["i_xdr"], "properties": {"i_xdr": {"type": "integer"}}}}}})";
  for (const bool strict : {false, true}) {
    AskedForRecordings espf(body, strict);
    EXPECT_EQ(espf.ask(R"({"i_xdr": 7})").status, 200) << strict;
    EXPECT_EQ(espf.ask(R"({"params": {"i_xdr": 7}})").status, 200) << strict;
    EXPECT_EQ(espf.ask(R"({"i_xdr": 7, "auth_info": {"access_token": ")" + espf.token + R"("}})").status, 200)
        << strict;
    EXPECT_THAT(espf.ask(R"({"i_xdr": "x"})").body, HasSubstr("i_xdr: expected an integer")) << strict;
    EXPECT_THAT(espf.ask("{}").body, HasSubstr("expected the member `i_xdr`")) << strict;
  }
}

TEST(FlatDocument, MayDescribeAuthInfoBesideItsParameters) {
  const std::string body = R"({"content": {"application/json": {"schema": {"type": "object",
      "required": ["i_xdr"], "properties": {"i_xdr": {"type": "integer"}, "auth_info": {"type": "object"}}}}}})";
  for (const bool strict : {false, true}) {
    AskedForRecordings espf(body, strict);
    EXPECT_EQ(espf.ask(R"({"i_xdr": 7})").status, 200) << strict;
    EXPECT_EQ(espf.ask(R"({"i_xdr": "x"})").status, 500) << strict;
    EXPECT_EQ(espf.ask("{}").status, 500) << strict;
  }
}

TEST(StrictMode, TakesNoNumberForATextHoweverLongItIs) {
  ApiOptions options;
  options.strict = true;
  Installed installed(std::move(options));
  const std::string token = base::text_of(installed.login()["access_token"]);
  const auto said = [&](const std::string& iccid) {
    return installed
        .ask(json_request("/rest/SIMCard/get_card_info", R"({"params": {"iccid": )" + iccid + "}}", token))
        .response;
  };
  EXPECT_EQ(said(R"("89380012345678900011")").status, 200);
  EXPECT_THAT(said("8938001234567890001").body, HasSubstr("expected text, found"));
  EXPECT_THAT(said("89380012345678900011").body,
              HasSubstr("no 64-bit type holds the number 89380012345678900011"));
}

TEST(ReadSpecification, TakesNumbersOfYamlAsJsonHasThem) {
  const auto read = read_specification("own.yaml", R"(openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /CDR/get_call_recording:
    post:
      requestBody:
        content:
          application/json:
            schema:
              properties:
                params:
                  properties:
                    a: {type: integer, maximum: 9223372036854775807, minimum: -1e6, default: 1234567890123456789}
                    b: {type: number, maximum: 1.7976931348623157e+308, example: 1000000000000000000}
                    c: {type: string, example: "89380012345678900011"}
      responses: {"200": {description: d}}
)",
                                       {Realm::Admin});
  EXPECT_TRUE(read.specification);
  EXPECT_THAT(read.mistakes, testing::IsEmpty());
  EXPECT_THAT(read.notes, testing::IsEmpty());
}

TEST(ReadSpecification, NotesNumbersThatAreReadAsTexts) {
  const auto read =
      read_specification("own.json", R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
"paths": {"/CDR/get_call_recording": {"post": {"requestBody": {"content": {"application/json": {"schema":
{"properties": {"params": {"properties": {"iccid": {"type": "string"}}}}},
"example": {"params": {"iccid": 89380012345678900011}}}}}, "responses": {"200": {"description": "d"}}}}}})",
                         {Realm::Admin});
  ASSERT_EQ(read.notes.size(), 1u);
  EXPECT_EQ(read.notes[0].message, "no 64-bit type holds this number: it is read as a text");
  EXPECT_EQ(read.notes[0].pos, (base::SourcePos{4, 33}));
}

TEST(StrictMode, DemandsThePartsThatTheBodyMustHave) {
  const auto asked = [](const std::string& required, const base::HttpRequest& request) {
    Installed installed(with_document(
        R"({"required": true, "content": {"application/json": {"schema": {"type": "object", "required": [)" +
            required +
            R"(], "properties": {"params": {"type": "object"}, "auth_info": {"type": "object"}}}}}})",
        true));
    base::HttpRequest sent = request;
    sent.headers.set("Authorization", "Bearer " + base::text_of(installed.login()["access_token"]));
    const base::HttpResponse response = installed.ask(sent).response;
    return response.status == 200 ? "" : base::text_of(body_of(response)["faultstring"]);
  };
  const std::string path = "/rest/CDR/get_call_recording";
  const std::string both = R"("params", "auth_info")";
  const std::string lacks = "the call lacks ";
  const std::string place = " (own.json#/paths/~1CDR~1get_call_recording/post)";
  EXPECT_EQ(asked(R"("params")", json_request(path, "{}")), lacks + "`params`" + place);
  EXPECT_EQ(asked(R"("params")", request("POST", path)), lacks + "`params`" + place);
  EXPECT_EQ(asked(R"("params")", json_request(path, R"({"params": {}})")), "");
  EXPECT_EQ(asked(R"("params")", form_request(path, "params=%7B%7D")), "");
  EXPECT_EQ(asked(R"("params")", request("GET", path + "/{}/{}")), "");
  EXPECT_EQ(asked(both, json_request(path, R"({"params": {}})")), lacks + "`auth_info`" + place);
  EXPECT_EQ(asked(both, json_request(path, "{}")), lacks + "`params` and `auth_info`" + place);
  EXPECT_EQ(asked("", request("POST", path)), lacks + "a body" + place);
  EXPECT_EQ(asked("", json_request(path, "{}")), "");
  EXPECT_EQ(asked("", json_request(path, R"({"params": null})")),
            "params must be a JSON object, {} where it is empty");
  EXPECT_EQ(asked("", json_request(path, R"({"auth_info": null})")),
            "auth_info must be a JSON object, {} where it is empty");
}

TEST(UnknownMethods, MayBeMeantForThoseOfTheUsersDocument) {
  ApiOptions options = with_document("{}", false);
  Installed installed(std::move(options));
  const std::string token = base::text_of(installed.login()["access_token"]);
  EXPECT_THAT(installed.ask(json_request("/rest/CDR/get_call_recordin", "{}", token)).response.body,
              HasSubstr("did you mean CDR/get_call_recording?"));
}

TEST_F(Strict, RefusesNamesThatStandTwice) {
  EXPECT_THAT(
      fault_of(installed.ask(json_request("/rest/Customer/get_customer_info",
                                          R"({"params": {"i_customer": 1, "i_customer": 101}})", token))),
      HasSubstr("the body: `i_customer` stands twice in an object"));
  EXPECT_THAT(
      fault_of(installed.ask(request(
          "GET", "/rest/Customer/get_customer_info/{}/{\"i_customer\":1,\"i_customer\":2}", bearer(token)))),
      HasSubstr("params: `i_customer` stands twice in an object"));
  const auto posted = installed.ask(json_request(
      "/espf/v1/account/i/1001/status", R"({"status": "OK", "status": "OK", "group": "HSS"})", token));
  EXPECT_EQ(posted.response.status, 400);
  EXPECT_THAT(posted.response.body, HasSubstr("`status` stands twice"));
}

TEST_F(Strict, SaysWhichMembersOneIsNeededOf) {
  EXPECT_EQ(
      fault_of(call("Account/terminate_account", "{}")),
      "Client.Account.terminate_account.not_as_described: params: expected one of the members `i_account`, "
      "`id`, found {} (AdminInterface.json#/paths/~1Account~1terminate_account/post)");
  EXPECT_EQ(call("Account/terminate_account", R"({"i_account": 1001, "id": "380501112233"})").answered_by,
            "model");
}

TEST_F(Strict, TellsOnceOfAMemberThatIsMisspelt) {
  EXPECT_THAT(fault_of(call("Account/terminate_account", R"({"i_acount": 1001})")),
              HasSubstr("not_as_described: `i_acount` is not described, `i_account` is ("));
  EXPECT_THAT(fault_of(call("Account/update_account", R"({"account_info": {"i_acount": 1, "idd": 2}})")),
              HasSubstr("`account_info.i_acount` is not described, `account_info.i_account` is; "
                        "`account_info.idd` is not described, `account_info.id` is ("));
}

TEST_F(Strict, HoldsWhatIsSentToTheEspf) {
  auto post = [&](const std::string& body) {
    return installed.ask(json_request("/espf/v1/account/i/1001/status", body, token)).response;
  };
  EXPECT_EQ(post(R"({"status": "OK", "group": "HSS"})").status, 200);
  const base::HttpResponse refused = post(R"({"status": "OK", "group": "HSS", "mesage": "x"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("`mesage` is not described, `message` is"));
}

TEST_F(Strict, HoldsAuthInfo) {
  const auto ask = [&](const std::string& auth_info) {
    return installed.ask(json_request("/rest/Customer/get_customer_info",
                                      R"({"auth_info": )" + auth_info + R"(, "params": {"i_customer": 101}})",
                                      token));
  };
  EXPECT_EQ(ask(R"({"session_id": "unknown"})").faultcode.find("not_as_described"), std::string::npos);
  EXPECT_EQ(ask(R"({"token": 5})").answered_by, "refusal");
  EXPECT_THAT(fault_of(ask(R"({"token": 5})")), HasSubstr("auth_info.token: expected text, found 5 (A"));
  EXPECT_THAT(
      fault_of(installed.ask(request("GET", "/rest/Customer/get_customer_info/{\"sesion_id\":\"x\"}/{}"))),
      HasSubstr("`auth_info.sesion_id` is not described, `auth_info.session_id` is"));
}

TEST_F(Strict, HoldsTheLoginOfApi2) {
  const auto log_in = [&](const std::string& body) {
    return installed.ask(json_request("/api/v2/auth/login", body));
  };
  EXPECT_EQ(log_in(R"({"login": "demo", "password": "wrong"})").response.status, 401);
  const ApiAnswer refused = log_in(R"({"login": "demo", "pasword": "x"})");
  EXPECT_EQ(refused.response.status, 400);
  EXPECT_EQ(refused.answered_by, "refusal");
  EXPECT_THAT(refused.response.body, HasSubstr("`pasword` is not described, `password` is"));
  EXPECT_THAT(log_in(R"({"login": "a", "login": "b", "password": "x"})").response.body,
              HasSubstr("`login` stands twice"));
  const ApiAnswer with_query = installed.ask(json_request("/api/v2/auth/login?foo=1", "{}"));
  EXPECT_EQ(with_query.response.status, 400);
  EXPECT_THAT(with_query.response.body, HasSubstr("`foo=1` is not described"));
}

TEST_F(Strict, HoldsTheQueryOfTheEspfApi) {
  for (const char* target : {"/espf/v1/account/i/1001/status?zzz=1", "/espf/v1/group/create?foo"}) {
    const ApiAnswer refused =
        installed.ask(json_request(target, R"({"status": "OK", "group": "HSS"})", token));
    EXPECT_EQ(refused.response.status, 400) << target;
    EXPECT_EQ(refused.answered_by, "refusal") << target;
    EXPECT_THAT(refused.response.body, HasSubstr("is not described: the ESPF API takes no parameters"))
        << target;
  }
}

TEST_F(Strict, SaysWhichMethodARefusedQueryWasFor) {
  const auto described = installed.api.describe(request("GET", "/rest/Account/get_account_info?foo=1"),
                                                Realm::Admin, installed.world);
  EXPECT_TRUE(described.refused);
  EXPECT_EQ(described.method, "Account/get_account_info");
}

TEST_F(Strict, NamesTheOperationOfTheEspfThatWasAsked) {
  for (const auto& [target, at] :
       {std::pair("/espf/v1/account/i/1001/status", "#/paths/~1account~1i~1{i_account}~1status/post"),
        std::pair("/espf/v1/account/380501112233/status", "#/paths/~1account~1{id}~1status/post")}) {
    const auto refused = installed.ask(json_request(target, R"({"status": "OK", "groop": "HSS"})", token));
    EXPECT_THAT(refused.response.body, HasSubstr(at)) << target;
  }
}

TEST_F(Strict, TellsWhoRefusedWhatIsSentToTheEspf) {
  const auto by = [&](const std::string& body, const std::string& with) {
    return installed.ask(json_request("/espf/v1/account/i/1001/status", body, with)).answered_by;
  };
  EXPECT_EQ(by(R"({"status": "OK", "group": "HSS"})", token), "model");
  EXPECT_EQ(by(R"({"status": "ok", "group": "HSS"})", token), "refusal");
  EXPECT_EQ(by(R"({"status": "OK", "group": "HSS"})", "wrong"), "refusal");
}

TEST(OpenApi30, IsWrittenAs31Writes) {
  base::Json document = json(R"({
    "paths": {"/A/b": {"post": {"requestBody": {"content": {"x": {
      "schema": {"properties": {"n": {"type": "integer", "minimum": 1, "exclusiveMinimum": true}}},
      "example": {"schema": {"nullable": true}}}}}}}},
    "components": {"schemas": {
      "a": {"type": "string", "nullable": true, "enum": ["x"]},
      "b": {"$ref": "#/components/schemas/a", "nullable": true, "description": "dropped"},
      "c": {"$ref": "#/components/schemas/a", "minLength": 3},
      "d": {"type": "array", "items": {"allOf": [{"maximum": 3, "exclusiveMaximum": false}], "nullable": true}},
      "example": {"type": "string", "nullable": true},
      "properties": {"type": "object", "properties": {"nullable": {"type": "boolean", "nullable": false}}}},
      "responses": {"schema": {"content": {"x": {"schema": {"type": "string", "nullable": true}}}}},
      "examples": {"e": {"value": {"schema": {"nullable": true}}}}}})");
  rewrite_openapi_30(document);
  EXPECT_EQ(document, json(R"({
    "paths": {"/A/b": {"post": {"requestBody": {"content": {"x": {
      "schema": {"properties": {"n": {"type": "integer", "exclusiveMinimum": 1}}},
      "example": {"schema": {"nullable": true}}}}}}}},
    "components": {"schemas": {
      "a": {"type": ["string", "null"], "enum": ["x", null]},
      "b": {"anyOf": [{"$ref": "#/components/schemas/a"}, {"type": "null"}]},
      "c": {"$ref": "#/components/schemas/a"},
      "d": {"type": "array", "items": {"anyOf": [{"allOf": [{"maximum": 3}]}, {"type": "null"}]}},
      "example": {"type": ["string", "null"]},
      "properties": {"type": "object", "properties": {"nullable": {"type": "boolean"}}}},
      "responses": {"schema": {"content": {"x": {"schema": {"type": ["string", "null"]}}}}},
      "examples": {"e": {"value": {"schema": {"nullable": true}}}}}})"));
}

}  // namespace
}  // namespace sim::api
