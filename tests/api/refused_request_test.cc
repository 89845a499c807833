// What no request could be read from is answered in the form that the API's clients read.
#include "simulator/api/refused_request.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "simulator/api/espf_api.h"

namespace sim::api {
namespace {

base::BadRequest too_large(const std::string& target) { return {"body too large", "", 413, 0, target}; }

base::Json body_of(const base::HttpResponse& response) {
  const std::string* type = response.headers.find("Content-Type");
  EXPECT_TRUE(type != nullptr && type->starts_with("application/json"));
  return base::parse_json(response.body).value_or(base::Json());
}

TEST(RefusedRequest, BelowRestIsAFaultWithTheStatusOfHttp) {
  for (const char* target :
       {"/rest", "/rest/Account/get_account_info", "/rest/Account/get_account_list/?a=b"}) {
    const auto response = refused_request(too_large(target));
    EXPECT_EQ(response.status, 413) << target;
    EXPECT_EQ(body_of(response),
              (base::Json{{"faultcode", "Client.Request.body_too_large"}, {"faultstring", "body too large"}}))
        << target;
  }
}

TEST(RefusedRequest, OfApi2IsItsListOfErrors) {
  const auto response = refused_request(too_large("/api/v2/products?fields=name"));
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(body_of(response), (base::Json{{"errors",
                                            {{{"code", "body_too_large"},
                                              {"title", "Request body too large"},
                                              {"detail", "body too large"}}}}}));
}

TEST(RefusedRequest, OfTheEspfApiIsItsError) {
  const auto response = refused_request(too_large("/espf/v1/account/i/1001/status"));
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.body, error_response(413, "body too large").body);
  EXPECT_TRUE(body_of(response).is_object());
}

TEST(RefusedRequest, ElsewhereIsPlainText) {
  for (const char* target : {"", "/", "/doc/api", "/restful", "/espfs", "/api/v3"}) {
    const auto response = refused_request(too_large(target));
    EXPECT_EQ(response.status, 413) << target;
    EXPECT_EQ(response.headers, (base::Headers{{"Content-Type", "text/plain"}})) << target;
    EXPECT_EQ(response.body, "body too large\n") << target;
  }
}

TEST(RefusedRequest, SaysWhichLimitItWas) {
  for (const auto& [status, code] : {std::pair(400, "bad_request"), std::pair(408, "timeout"),
                                     std::pair(431, "header_too_large"), std::pair(501, "bad_request")}) {
    const auto response = refused_request({"why", "", status, 0, "/rest/Session/login"});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(body_of(response).value("faultcode", ""), std::string("Client.Request.") + code);
  }
}

}  // namespace
}  // namespace sim::api
