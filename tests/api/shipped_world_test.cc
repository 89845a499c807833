// The API over the world that ships: what an Application asks after an event, in the order in which it asks.
#include <gtest/gtest.h>

#include "base/file.h"
#include "simulator/billing/world_file.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

World shipped_world() {
  const std::string file = std::string(ESPF_SOURCE_DIR) + "/fixtures/worlds/mvno.yaml";
  const auto document = base::parse_document(file, base::read_file(file).value_or(""));
  if (!document) return {};
  return read_world(*document).value_or(World());
}

class ShippedWorldTest : public testing::Test {
 protected:
  ShippedWorldTest() {
    pb_.world = shipped_world();
    pb_.api.groups() = ServiceGroups(pb_.world.service_groups());
    session_ = pb_.login({{"login", "provisioner"}, {"password", "Quiet-Harbour-21"}});
  }
  base::Json ask(const std::string& method, const base::Json& params) {
    return body_of(pb_.call(method, params, session_["access_token"]).response);
  }

  Installed pb_;
  base::Json session_;
};

TEST_F(ShippedWorldTest, TellsTheWayFromAnAccountToItsRecordInTheHss) {
  const base::Json info =
      ask("Account/get_account_info", {{"i_account", 1001}, {"get_included_services", 1}})["account_info"];
  ASSERT_EQ(info["id"], "380501112233");
  const base::Json cards = ask("SIMCard/get_card_list", {{"i_account", 1001}})["sim_card_list"];
  ASSERT_EQ(cards.size(), 1u);
  EXPECT_EQ(cards[0]["imsi"], "255010000000001");
  ASSERT_FALSE(info["included_services"].empty());
  const base::Json service =
      ask("Service/get_service_info", {{"i_service", info["included_services"][0]}})["service_info"];
  EXPECT_FALSE(service["name"].get<std::string>().empty());
  const auto posted =
      pb_.ask(json_request("/espf/v1/account/i/1001/status", R"({"status":"OK","group":"HSS"})",
                           base::text_of(session_["access_token"])));
  EXPECT_EQ(posted.response.status, 200);
  EXPECT_EQ(ask("Env/get_env_info", base::Json::object())["env_info"]["i_env"], 3);
}

TEST_F(ShippedWorldTest, NamesAProductsGroup) {
  const base::Json product = ask("Product/get_product_info", {{"name", "Roaming EU"}})["product_info"];
  EXPECT_EQ(product["i_product_group"], 3);
  EXPECT_EQ(product["product_group_name"], "Extras");
}

TEST_F(ShippedWorldTest, AnswersForEveryEntityThatItHolds) {
  for (const Account* account : pb_.world.accounts()) {
    const base::Json answer = ask("Account/get_account_info", {{"i_account", account->i_account.value()}});
    EXPECT_EQ(answer["account_info"]["id"], account->id.text());
  }
  for (const Customer* customer : pb_.world.customers()) {
    const base::Json answer =
        ask("Customer/get_customer_info", {{"i_customer", customer->i_customer.value()}});
    EXPECT_EQ(answer["customer_info"]["name"], customer->name);
  }
  for (const Invoice* invoice : pb_.world.invoices()) {
    const base::Json answer = ask("Invoice/get_invoice_info", {{"i_invoice", invoice->i_invoice.value()}});
    EXPECT_EQ(answer["invoice_info"]["i_customer"], invoice->i_customer.value());
  }
  EXPECT_EQ(ask("DID/get_number_list", {{"get_total", 1}})["total"], pb_.world.dids().size());
  EXPECT_EQ(ask("Product/get_product_list", {{"get_total", 1}})["total"], pb_.world.products().size());
}

TEST_F(ShippedWorldTest, ShowsEachRealmItsOwn) {
  const auto token_of = [&](const char* login, const char* token, Realm realm) {
    return pb_.login({{"login", login}, {"token", token}}, realm)["access_token"];
  };
  const base::Json customer = token_of("panda-api", "91d7f3b06ac54e28b7c4", Realm::Customer);
  ASSERT_TRUE(customer.is_string());
  const auto list = pb_.call("Account/get_account_list", base::Json::object(), customer, Realm::Customer);
  const base::Json accounts = body_of(list.response)["account_list"];
  for (const base::Json& account : accounts) EXPECT_EQ(account["customer_name"], "Panda Telecom");
  EXPECT_FALSE(accounts.empty());
  const auto own = pb_.call("Customer/get_customer_info", base::Json::object(), customer, Realm::Customer);
  EXPECT_EQ(body_of(own.response)["customer_info"]["name"], "Panda Telecom");

  const base::Json reseller = token_of("heron-api", "c64b20e7f9a1483d8e52", Realm::Reseller);
  ASSERT_TRUE(reseller.is_string());
  const auto customers =
      pb_.call("Customer/get_customer_list", base::Json::object(), reseller, Realm::Reseller);
  EXPECT_FALSE(body_of(customers.response)["customer_list"].empty());
  EXPECT_EQ(
      pb_.call("Customer/get_customer_info", {{"i_customer", 101}}, customer, Realm::Admin).response.status,
      500);
}

}  // namespace
}  // namespace sim::api
