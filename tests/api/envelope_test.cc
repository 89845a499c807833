// Every form in which published clients write a call.
#include "simulator/api/envelope.h"

#include <gtest/gtest.h>

#include "base/uri.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

const std::string kPath = "/rest/Account/get_account_info";
const std::string kParams = R"({"i_account":1000889})";
const std::string kAuth = R"({"session_id":"527865ee75368ff2d2c4f4881"})";

base::HttpRequest multipart() {
  return request("POST", kPath, {{"Content-Type", "multipart/form-data; boundary=\"xyz\""}},
                 "--xyz\r\nContent-Disposition: form-data; name=\"auth_info\"\r\n\r\n" + kAuth +
                     "\r\n--xyz\r\nContent-Disposition: form-data; name=\"params\"\r\n\r\n" + kParams +
                     "\r\n--xyz--\r\n");
}

struct Form {
  const char* name;
  base::HttpRequest request;
};

std::vector<Form> forms() {
  const std::string json = R"({"params":)" + kParams + R"(,"auth_info":)" + kAuth + "}";
  const std::string form =
      "auth_info=" + base::percent_encode(kAuth) + "&params=" + base::percent_encode(kParams);
  base::HttpRequest doubled = json_request(kPath, json);
  doubled.headers = {{"content-type", "application/json; charset=UTF-8"},
                     {"Content-Type", "application/json"}};
  const std::string path = kPath + "/" + kAuth + "/" + kParams;
  return {{"json", json_request(kPath, json)},
          {"json, trailing slash", json_request(kPath + "/", json)},
          {"doubled Content-Type", doubled},
          {"form", form_request(kPath, form)},
          {"form, trailing slash", form_request(kPath + "/", form)},
          {"multipart", multipart()},
          {"no type, json", request("POST", kPath, {}, json)},
          {"no type, form", request("POST", kPath, {}, form)},
          {"raw path", request("POST", path)},
          {"raw path, GET", request("GET", path)},
          {"raw path, trailing slash", request("GET", path + "/")},
          {"escaped path",
           request("POST", kPath + "/" + base::percent_encode(kAuth) + "/" + base::percent_encode(kParams))},
          {"query", request("GET", kPath + "?" + form)}};
}

TEST(ReadEnvelope, ReadsEveryForm) {
  for (const Form& form : forms()) {
    const auto envelope = read_envelope(form.request, {});
    ASSERT_TRUE(envelope) << form.name << ": " << envelope.error().faultstring;
    EXPECT_EQ(envelope->method, "Account/get_account_info") << form.name;
    EXPECT_EQ(base::dump(envelope->params), kParams) << form.name;
    EXPECT_EQ(envelope->credentials.session_id, "527865ee75368ff2d2c4f4881") << form.name;
  }
}

TEST(ReadEnvelope, TakesParamsThatAreAbsentOrEmptyAsNone) {
  for (const char* body : {"", "{}", R"({"params":{}})", R"({"params":null})"}) {
    const auto envelope = read_envelope(json_request("/rest/Customer/get_customer_info", body), {});
    ASSERT_TRUE(envelope) << body;
    EXPECT_EQ(base::dump(envelope->params), "{}") << body;
  }
  const auto form = read_envelope(form_request("/rest/Session/ping", "auth_info=&params="), {});
  ASSERT_TRUE(form);
  EXPECT_EQ(base::dump(form->params), "{}");
}

TEST(ReadEnvelope, ReadsALoginInThePath) {
  const std::string secret = R"({"login":"demo","token":"a/b?c{\"}"})";
  for (const std::string& target : {"/rest/Session/login//" + base::percent_encode(secret),
                                    "/rest/Session/login/" + base::percent_encode(secret),
                                    "/rest/Session/login/" + secret, "/rest/Session/login//" + secret}) {
    const auto envelope = read_envelope(request("POST", target), {});
    ASSERT_TRUE(envelope) << target << ": " << envelope.error().faultstring;
    EXPECT_EQ(envelope->method, "Session/login") << target;
    EXPECT_EQ(envelope->params.value("token", ""), "a/b?c{\"}") << target;
    EXPECT_TRUE(envelope->credentials.empty()) << target;
  }
}

TEST(ReadEnvelope, ASingleObjectInThePathIsAuthInfoForOtherMethods) {
  const auto envelope = read_envelope(request("GET", "/rest/Session/ping/" + kAuth), {});
  ASSERT_TRUE(envelope);
  EXPECT_FALSE(envelope->credentials.session_id.empty());
  EXPECT_EQ(base::dump(envelope->params), "{}");
}

TEST(ReadEnvelope, ReadsCredentialsOfHeaders) {
  base::HttpRequest asked = json_request(kPath, "{}");
  asked.headers.add("authorization", "bearer abc.def.ghi");
  asked.headers.add("Cookie", "a=b; session_id=0123; access_token=x.y.z");
  const auto envelope = read_envelope(asked, {});
  ASSERT_TRUE(envelope);
  EXPECT_EQ(envelope->credentials.bearer, "abc.def.ghi");
  EXPECT_EQ(envelope->credentials.cookie_session, "0123");
  EXPECT_EQ(envelope->credentials.cookie_token, "x.y.z");
}

TEST(ReadEnvelope, RefusesWhatItCannotReadAndSaysWhy) {
  const struct {
    base::HttpRequest request;
    const char* code;
    const char* words;
  } cases[] = {
      {json_request(kPath, "{"), "Client.Request.malformed_json", "the body is not JSON: line 1, column"},
      {json_request(kPath, "[]"), "Client.Request.malformed_json", "must be a JSON object"},
      {json_request(kPath, R"({"params":[]})"), "Client.Request.malformed_json",
       "params must be a JSON object"},
      {json_request(kPath, R"({"auth_info":"x"})"), "Client.Request.malformed_json", "auth_info must be"},
      {form_request(kPath, "params=%7B"), "Client.Request.malformed_json",
       "params is not JSON: line 1, column"},
      {form_request(kPath, "params=%zz"), "Client.Request.malformed_form", ""},
      {form_request(kPath, R"({"params": {"i_account": 1}})"), "Client.Request.malformed_form",
       "the body looks like JSON, but its Content-Type is application/x-www-form-urlencoded"},
      {form_request(kPath, " \n{}"), "Client.Request.malformed_form", "send Content-Type: application/json"},
      {request("POST", kPath, {{"Content-Type", "text/xml"}}, "<a/>"), "Client.Request.unknown_content_type",
       "application/json"},
      {request("POST", "/rest/Account"), "Client.Request.no_method", "/rest/<Service>/<method>"},
      {request("POST", "/rest"), "Client.Request.no_method", ""},
      {request("POST", kPath + "/{\"a\":1"), "Client.Request.malformed_path", "two JSON objects"},
      {request("POST", kPath + "/{}/{}/{}"), "Client.Request.malformed_path", ""},
      {request("POST", kPath + "/%zz"), "Client.Request.malformed_path", "percent"},
      {request("POST", kPath, {{"Content-Type", "multipart/form-data; boundary=x"}}, "--x\r\n"),
       "Client.Request.malformed_form", "boundary"},
  };
  for (const auto& row : cases) {
    const auto envelope = read_envelope(row.request, {});
    ASSERT_FALSE(envelope) << row.request.target << " " << row.request.body;
    EXPECT_EQ(envelope.error().faultcode, row.code) << row.request.target << " " << row.request.body;
    EXPECT_NE(envelope.error().faultstring.find(row.words), std::string::npos)
        << envelope.error().faultstring;
  }
}

TEST(ReadEnvelope, RefusesWhatIsNoPartOfACallOnlyWhereItIsStrict) {
  ApiOptions strict;
  strict.strict = true;
  for (const auto& misspelt :
       {json_request(kPath, R"({"parms":{"i_account":1}})"), form_request(kPath, "parms=%7B%7D"),
        request("POST", kPath + "?parms=%7B%7D")}) {
    EXPECT_TRUE(read_envelope(misspelt, {}));
    const auto envelope = read_envelope(misspelt, strict);
    ASSERT_FALSE(envelope) << misspelt.target << " " << misspelt.body;
    EXPECT_EQ(envelope.error().faultcode, "Client.Request.unknown_member");
    EXPECT_EQ(envelope.error().faultstring, "`parms` is no part of a call: did you mean `params`?");
  }
  EXPECT_TRUE(read_envelope(json_request(kPath, R"({"params":{},"auth_info":{}})"), strict));
}

}  // namespace
}  // namespace sim::api
