// API 2.0: who may come in, which code what is answered with, and what is told of a request.
#include "simulator/api/v2/resource.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "tests/api/v2_support.h"

namespace sim::api::v2 {
namespace {

using namespace std::chrono_literals;

base::HttpRequest login_request(const base::Json& body, const std::string& type = "application/json") {
  return request("POST", "/api/v2/auth/login", {{"Content-Type", type}}, base::dump(body));
}

TEST(Resources, TellOneOfEachKind) {
  const struct {
    const char* target;
    base::Json data;
  } cases[] = {
      {"/products/11?fields=id,name,type,currency,product_group.name,addons.id",
       {{"id", 11},
        {"name", "LTE Basic"},
        {"type", "main"},
        {"currency", "EUR"},
        {"product_group", {{"name", "Mobile"}}},
        {"addons", {{{"id", 21}}, {{"id", 22}}, {{"id", 23}}}}}},
      {"/products/21?fields=type,addons", {{"type", "addon"}, {"addons", base::Json::array()}}},
      {"/product-groups/3?fields=name,products.name",
       {{"name", "Extras"},
        {"products", {{{"name", "Roaming EU"}}, {{"name", "Night Data"}}, {{"name", "IPTV Pack"}}}}}},
      {"/services/1?fields=name,type,products.product_group.id",
       {{"name", "Voice"},
        {"type", "Voice"},
        {"products",
         {{{"product_group", {{"id", 1}}}},
          {{"product_group", {{"id", 1}}}},
          {{"product_group", {{"id", 1}}}}}}}},
      {"/services/7/?fields=id", {{"id", 7}}},
  };
  Shipped shipped;
  for (const auto& row : cases) {
    const ApiAnswer answer = shipped.get(row.target);
    EXPECT_EQ(answer.response.status, 200) << row.target;
    EXPECT_EQ(body_of(answer.response), (base::Json{{"data", row.data}})) << row.target;
    EXPECT_EQ(answer.faultcode, "") << row.target;
  }
}

TEST(Resources, TellAProductWithoutAGroup) {
  Installed pb;
  const base::Json answer = pb.admin("v2/products/id", {{"id", 1}});
  EXPECT_TRUE(answer["data"]["product_group"].is_null()) << answer;
}

TEST(Resources, AnswerRealCodes) {
  const struct {
    const char* name;
    base::HttpRequest request;
    int status;
    const char* code;
  } cases[] = {
      {"no such path", request("GET", "/api/v2/accounts"), 404, "not_found"},
      {"nothing", request("GET", "/api/v2"), 404, "not_found"},
      {"too deep", request("GET", "/api/v2/products/11/services"), 404, "not_found"},
      {"wrong verb", request("POST", "/api/v2/products"), 405, "method_not_allowed"},
      {"wrong verb of one", request("DELETE", "/api/v2/products/11"), 405, "method_not_allowed"},
      {"login by GET", request("GET", "/api/v2/auth/login"), 405, "method_not_allowed"},
      {"no session", request("GET", "/api/v2/products"), 401, "not_authenticated"},
      {"no session before a slip", request("GET", "/api/v2/products?fields=x"), 401, "not_authenticated"},
      {"no session before no row", request("GET", "/api/v2/products/99"), 401, "not_authenticated"},
      {"wrong token", request("GET", "/api/v2/products", {{"Authorization", "Bearer x"}}), 401,
       "not_authenticated"},
      {"HTTP Basic",
       request("GET", "/api/v2/products",
               {{"Authorization", "Basic " + base::base64("provisioner:Quiet-Harbour-21")}}),
       401, "not_authenticated"},
      {"wrong password", login_request({{"login", "provisioner"}, {"password", "x"}}), 401, "auth_failed"},
      {"no login", login_request(base::Json::object()), 400, "missing_parameter"},
      {"no object", login_request(base::Json::array()), 400, "invalid_body"},
      {"a form", login_request({{"login", "demo"}}, "application/x-www-form-urlencoded"), 415,
       "unsupported_media_type"},
  };
  Shipped shipped;
  for (const auto& row : cases) {
    const ApiAnswer answer = shipped.pb.ask(row.request);
    EXPECT_EQ(answer.response.status, row.status) << row.name << ": " << answer.response.body;
    EXPECT_EQ(answer.faultcode, row.code) << row.name;
    const base::Json body = body_of(answer.response);
    ASSERT_EQ(keys_of(body), std::vector<std::string>{"errors"}) << row.name;
    EXPECT_EQ(body["errors"][0]["code"], row.code) << row.name;
    EXPECT_EQ(answer.response.headers.count("WWW-Authenticate"), row.status == 401 ? 1u : 0u) << row.name;
    EXPECT_EQ(answer.response.headers.count("Allow"), row.status == 405 ? 1u : 0u) << row.name;
  }
}

TEST(Resources, SayThatThereIsNoSuchRow) {
  const struct {
    const char* target;
    const char* detail;
  } cases[] = {
      {"/products/99", "there is no product `99`"},
      {"/product-groups/0", "there is no product group `0`"},
      {"/services/LTE%2020M", "there is no service `LTE 20M`; an id is a whole number"},
      {"/services/3x", "there is no service `3x`; an id is a whole number"},
      {"/product",
       "API 2.0 has no resource `product`; did you mean `products`? There are `auth/login`, "
       "`product-groups`, `products`, `services`"},
  };
  Shipped shipped;
  for (const auto& row : cases) {
    const ApiAnswer answer = shipped.get(row.target);
    EXPECT_EQ(answer.response.status, 404) << row.target;
    EXPECT_EQ(body_of(answer.response)["errors"][0]["detail"], row.detail);
  }
}

TEST(Resources, RefuseAnAnswerWithoutEnd) {
  Shipped shipped;
  for (int number = 100; number < 500; ++number) {
    Product product = *shipped.pb.world.product(IProduct(11));
    product.i_product = IProduct(number);
    product.name = "Product " + std::to_string(number);
    shipped.pb.world.put(product, kStart);
  }
  const ApiAnswer answer = shipped.get("/products?limit=1000&fields=services.products.services.products");
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_EQ(answer.faultcode, "too_much");
  EXPECT_EQ(shipped.get("/products?limit=1000&fields=services.products.name").response.status, 200);
}

TEST(V2Session, IsThatOfTheOlderApiBothWays) {
  Shipped shipped;
  const ApiAnswer login =
      shipped.pb.ask(login_request({{"login", "provisioner"}, {"token", "7e5c1a9042d84b6fa3d0"}}));
  ASSERT_EQ(login.response.status, 200);
  EXPECT_EQ(login.response.headers.count("Set-Cookie"), 2u);
  EXPECT_NE(login.session_started, "");
  const base::Json session = body_of(login.response);
  EXPECT_EQ(shipped.pb.call("Account/get_account_info", {{"i_account", 1001}}, session["access_token"])
                .response.status,
            200);
  shipped.token = base::text_of(session["access_token"]);
  const ApiAnswer read = shipped.get("/services");
  EXPECT_EQ(read.response.status, 200);
  EXPECT_EQ(read.session, login.session_started);
  shipped.pb.call("Session/logout", {{"access_token", shipped.token}}, "");
  EXPECT_EQ(shipped.get("/services").response.status, 401);
}

TEST(V2Session, EndsWithItsToken) {
  Shipped shipped;
  shipped.pb.now = kStart + 23h;
  EXPECT_EQ(shipped.get("/services").response.status, 200);  // which puts inactivity off
  shipped.pb.now = kStart + 46h;
  EXPECT_EQ(shipped.get("/services").response.status, 200);
  shipped.pb.now = kStart + 49h;
  EXPECT_EQ(shipped.get("/services").response.status, 401);
}

TEST(V2Session, ComesInByCookieToo) {
  Shipped shipped;
  const auto asked = request("GET", "/api/v2/services", {{"Cookie", "access_token=" + shipped.token}});
  EXPECT_EQ(shipped.pb.ask(asked).response.status, 200);
}

TEST(V2Session, LocksALoginAsTheOlderApiDoes) {
  ApiOptions options;
  options.failed_logins_max = 1;
  Installed pb(options);
  EXPECT_EQ(pb.ask(login_request({{"login", "demo"}, {"password", "x"}})).response.status, 401);
  const ApiAnswer locked = pb.ask(login_request({{"login", "demo"}, {"password", "exAmple"}}));
  EXPECT_EQ(locked.response.status, 403);
  EXPECT_EQ(locked.faultcode, "cannot_login_brute_force_activity");
}

TEST(V2Realms, AreAdminAndReseller) {
  const struct {
    Realm realm;
    base::Json login;
    int status;
  } cases[] = {
      {Realm::Admin, {{"login", "demo"}, {"password", "exAmple"}}, 200},
      {Realm::Reseller, {{"login", "heron-api"}, {"token", "c64b20e7f9a1483d8e52"}}, 200},
      {Realm::Customer, {{"login", "panda-api"}, {"token", "91d7f3b06ac54e28b7c4"}}, 403},
      {Realm::Account, {{"login", "olena"}, {"password", "Spring-Rain-4"}}, 403},
  };
  for (const auto& row : cases) {
    Shipped shipped;
    const ApiAnswer login = shipped.pb.ask(login_request(row.login), row.realm);
    ASSERT_EQ(login.response.status, row.status) << realm_name(row.realm) << login.response.body;
    const ApiAnswer older = shipped.pb.call("Session/login", row.login, nullptr, row.realm);
    shipped.token = base::text_of(body_of(older.response)["access_token"]);
    EXPECT_EQ(shipped.get("/products", row.realm).response.status, row.status) << realm_name(row.realm);
    const Realm other = row.realm == Realm::Admin ? Realm::Reseller : Realm::Admin;
    EXPECT_EQ(shipped.get("/products", other).response.status, 401) << realm_name(row.realm);
  }
}

TEST(DescribeResource, SaysWhatIsAsked) {
  const struct {
    const char* verb;
    const char* target;
    const char* method;
    base::Json params;
  } cases[] = {
      {"GET",
       "/api/v2/products?fields=id,name&limit=5",
       "v2/products",
       {{"fields", "id,name"}, {"limit", "5"}}},
      {"GET", "/api/v2/products/11?fields=id", "v2/products/id", {{"fields", "id"}, {"id", "11"}}},
      {"GET", "/api/v2/product-groups/", "v2/product-groups", base::Json::object()},
      {"GET", "/api/v2/accounts/7", "v2/accounts/7", base::Json::object()},
  };
  Shipped shipped;
  for (const auto& row : cases) {
    const Described described =
        shipped.pb.api.describe(request(row.verb, row.target), Realm::Admin, shipped.pb.world);
    EXPECT_EQ(described.kind, Described::Kind::Resource) << row.target;
    EXPECT_EQ(described.method, row.method);
    EXPECT_EQ(described.params, row.params) << row.target;
    EXPECT_EQ(described.authorization_problem.empty(), described.refused.has_value()) << row.target;
  }
}

TEST(ResourceMethods, AreWhatTheCallOfAScenarioCanName) {
  Shipped shipped;
  EXPECT_EQ(shipped.pb.admin("v2/services", {{"type", "IPTV"}, {"fields", "name"}}),
            (base::Json{{"data", {{{"name", "IPTV Start"}}}}, {"total", 1}}));
  EXPECT_EQ(shipped.pb.admin("v2/products/id", {{"id", 14}, {"fields", "name"}})["data"]["name"],
            "IoT Meter");
  EXPECT_TRUE(shipped.pb.admin("v2/auth/login", {{"login", "demo"}, {"password", "exAmple"}})
                  .contains("access_token"));
  for (const std::string& method : resource_methods()) {
    const ApiAnswer answer =
        shipped.pb.api.call_as_administrator(method, base::Json::object(), shipped.pb.world, kStart, kWall);
    EXPECT_NE(answer.response.status, 500) << method;
  }
}

}  // namespace
}  // namespace sim::api::v2
