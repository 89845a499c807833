// What reading methods answer, compared with the members of recorded answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/api/method_table.h"
#include "tests/api/support.h"

namespace sim::api {
namespace {

using testing::ElementsAre;
using testing::IsSubsetOf;
using testing::UnorderedElementsAreArray;

// account_2984.json of the `objects` client, MR100.
const std::vector<std::string> kAccountInfo{"i_account",
                                            "i_customer",
                                            "i_subscriber",
                                            "i_product",
                                            "i_account_role",
                                            "i_role",
                                            "i_acl",
                                            "i_time_zone",
                                            "billing_model",
                                            "i_account_balance_control_type",
                                            "id",
                                            "bill_status",
                                            "blocked",
                                            "is_active",
                                            "customer_bill_status",
                                            "customer_blocked",
                                            "customer_bill_suspended",
                                            "cust_bill_suspension_delayed",
                                            "issue_date",
                                            "activation_date",
                                            "expiration_date",
                                            "first_usage",
                                            "first_usage_time",
                                            "last_usage",
                                            "inactivity_expire_time",
                                            "life_time",
                                            "idle_days",
                                            "balance",
                                            "opening_balance",
                                            "credit_limit",
                                            "iso_4217",
                                            "product_name",
                                            "product_visible_name",
                                            "included_services",
                                            "assigned_addons",
                                            "h323_password",
                                            "salutation",
                                            "midinit",
                                            "companyname",
                                            "cont1",
                                            "cont2",
                                            "phone1",
                                            "phone2",
                                            "faxnum",
                                            "bcc",
                                            "address_line_2",
                                            "note",
                                            "i_lang",
                                            "iso_639_1",
                                            "in_date_format",
                                            "in_time_format",
                                            "out_date_format",
                                            "out_time_format",
                                            "out_date_time_format",
                                            "time_zone_name",
                                            "customer_name",
                                            "ecommerce_enabled",
                                            "has_custom_fields",
                                            "service_flags",
                                            "service_features"};

// customer_2543.json and customer_444.json.
const std::vector<std::string> kCustomerInfo{"i_customer",
                                             "name",
                                             "i_customer_type",
                                             "i_customer_class",
                                             "i_office_type",
                                             "i_balance_control_type",
                                             "bill_status",
                                             "blocked",
                                             "balance",
                                             "opening_balance",
                                             "credit_limit",
                                             "perm_credit_limit",
                                             "credit_exceed",
                                             "unallocated_payments",
                                             "iso_4217",
                                             "i_billing_period",
                                             "billed_to",
                                             "next_billed_to",
                                             "creation_date",
                                             "billing_lock",
                                             "bill_suspension_delayed",
                                             "suspension_delay_date",
                                             "suspend_on_insuff_funds",
                                             "deactivate_on",
                                             "restore_on",
                                             "terminate_on",
                                             "purge_after_months",
                                             "scheduled_status_change_list",
                                             "invoice_generation_enabled",
                                             "onetime_invoice_generation_enabled",
                                             "generate_invoice_earlier",
                                             "i_template",
                                             "ot_i_template",
                                             "estimate_taxes",
                                             "inclusive_taxation",
                                             "override_tariffs_enabled",
                                             "balance_transfer_allowed",
                                             "callshop_enabled",
                                             "i_commission_plan",
                                             "i_acl",
                                             "i_role",
                                             "i_lang",
                                             "i_time_zone",
                                             "i_ui_time_zone",
                                             "in_date_format",
                                             "in_time_format",
                                             "out_date_format",
                                             "out_time_format",
                                             "out_date_time_format",
                                             "salutation",
                                             "firstname",
                                             "midinit",
                                             "lastname",
                                             "cont1",
                                             "cont2",
                                             "phone1",
                                             "phone2",
                                             "faxnum",
                                             "baddr1",
                                             "address_line_2",
                                             "city",
                                             "state",
                                             "zip",
                                             "country",
                                             "note",
                                             "has_custom_fields",
                                             "is_used",
                                             "service_features"};

base::Json account_info(Installed& pb, base::Json params = base::Json::object()) {
  params["i_account"] = 1001;
  return pb.admin("Account/get_account_info", params)["account_info"];
}

TEST(AccountInfo, HasTheRecordedMembers) {
  Installed pb;
  ASSERT_EQ(kAccountInfo.size(), 60u);
  EXPECT_THAT(keys_of(account_info(pb)), UnorderedElementsAreArray(kAccountInfo));
}

TEST(AccountInfo, HasTheRecordedTypes) {
  Installed pb;
  const base::Json info = account_info(pb);
  EXPECT_EQ(info["i_account"], 1001);
  EXPECT_EQ(info["id"], "380501112233");
  EXPECT_EQ(info["billing_model"], 1);
  EXPECT_EQ(info["bill_status"], "O");
  EXPECT_EQ(info["blocked"], "N");
  EXPECT_EQ(info["is_active"], 1);
  EXPECT_TRUE(info["balance"].is_number());
  EXPECT_EQ(info["balance"], 5);
  EXPECT_TRUE(info["credit_limit"].is_null());
  EXPECT_EQ(info["iso_4217"], "EUR");
  EXPECT_EQ(info["activation_date"], "2025-06-01");
  EXPECT_TRUE(info["expiration_date"].is_null());
  EXPECT_EQ(info["issue_date"], "2025-06-01 00:00:00");
  EXPECT_EQ(info["product_name"], "LTE 20M");
  EXPECT_EQ(info["customer_name"], "Panda Telecom");
  EXPECT_EQ(info["included_services"], base::Json::array());
  EXPECT_EQ(info["companyname"], "");
  const base::Json& feature = info["service_features"][0];
  EXPECT_THAT(keys_of(feature),
              ElementsAre("attributes", "effective_flag_value", "flag_value", "locked", "locks", "name"));
  EXPECT_EQ(feature["name"], "clip");
  EXPECT_EQ(feature["effective_flag_value"], "Y");
  EXPECT_EQ(feature["attributes"][0]["effective_values"], base::Json::array({"name"}));
}

TEST(AccountInfo, TellsAStatusOnlyWhereSomethingIsTheMatter) {
  Installed pb;
  EXPECT_FALSE(account_info(pb).contains("status"));
  pb.admin("Account/update_account", {{"account_info", {{"i_account", 1001}, {"blocked", "Y"}}}});
  EXPECT_EQ(account_info(pb)["status"], "blocked");
}

TEST(AccountInfo, AddsWhatItsOptionsAsk) {
  Installed pb;
  EXPECT_EQ(account_info(pb, {{"get_included_services", 1}})["included_services"], base::Json::array({3}));
  EXPECT_FALSE(account_info(pb, {{"without_service_features", "1"}}).contains("service_features"));
  const base::Json auth = account_info(pb, {{"get_auth_info", 1}});
  EXPECT_EQ(auth["login"], "panda1");
  EXPECT_EQ(auth["api_token"], "t-panda1");
  const base::Json detailed = account_info(pb, {{"detailed_info", 1}});
  EXPECT_EQ(detailed["alias_list"][0]["id"], "380501112244");
  EXPECT_TRUE(detailed["i_master_account"].is_null());
  const base::Json both =
      pb.admin("Account/get_account_info", {{"i_account", 1001}, {"with_customer_info", 1}});
  EXPECT_EQ(both["customer_info"]["i_customer"], 101);

  ApiOptions options;
  options.included_services = IncludedServices::Objects;
  Installed structured(options);
  EXPECT_EQ(account_info(structured, {{"get_included_services", 1}})["included_services"][0]["name"],
            "LTE 20M");
}

TEST(AccountInfo, IsFoundByEveryKeyAndIsEmptyForNobody) {
  Installed pb;
  for (const base::Json& key : {base::Json{{"i_account", "1001"}}, base::Json{{"id", "380501112233"}},
                                base::Json{{"id", 380501112233}}, base::Json{{"login", "panda1"}}}) {
    EXPECT_EQ(pb.admin("Account/get_account_info", key)["account_info"]["i_account"], 1001) << key;
  }
  for (const base::Json& key : {base::Json{{"i_account", 9}}, base::Json{{"id", "9"}},
                                base::Json{{"login", "x"}}, base::Json::object()}) {
    EXPECT_EQ(pb.admin("Account/get_account_info", key), base::Json::object()) << key;
  }
}

TEST(AccountInfo, ListsAddonsAsRecorded) {
  Installed pb;
  pb.admin("Account/update_account",
           {{"account_info", {{"i_account", 1001}, {"assigned_addons", {{{"i_product", 3}}}}}}});
  const base::Json addon = account_info(pb)["assigned_addons"][0];
  EXPECT_THAT(std::vector<std::string>({"i_product", "name", "description", "end_user_name", "addon_priority",
                                        "addon_effective_from", "i_vd_plan", "volume_discount_plan_name",
                                        "i_subscription", "i_product_group", "iso_4217",
                                        "product_subscription", "subscription_discount_list"}),
              IsSubsetOf(keys_of(addon)));
  EXPECT_FALSE(addon.contains("addon_effective_to"));
  EXPECT_EQ(addon["addon_effective_from"], "2026-01-31 12:00:00");
}

TEST(AccountList, FiltersPagesAndCounts) {
  Installed pb;
  const auto list = [&](const base::Json& params) { return pb.admin("Account/get_account_list", params); };
  EXPECT_EQ(list({{"id", "3805%"}})["account_list"].size(), 2u);
  EXPECT_FALSE(list(base::Json::object()).contains("total"));
  const base::Json page = list({{"limit", "1"}, {"offset", 1}, {"get_total", 1}, {"i_customer", "101"}});
  ASSERT_EQ(page["account_list"].size(), 1u);
  EXPECT_EQ(page["account_list"][0]["i_account"], 1002);
  EXPECT_EQ(page["total"], 3);
  EXPECT_TRUE(page["account_list"][0].contains("sip_status"));
}

TEST(CustomerInfo, HasTheRecordedMembers) {
  Installed pb;
  const base::Json info = pb.admin("Customer/get_customer_info", {{"i_customer", "101"}})["customer_info"];
  EXPECT_THAT(kCustomerInfo, IsSubsetOf(keys_of(info)));
  EXPECT_FALSE(info.contains("status"));
  EXPECT_EQ(info["is_used"], 1);
  EXPECT_EQ(pb.admin("Customer/get_customer_info", {{"i_customer", 5}}), base::Json::object());
  EXPECT_EQ(pb.admin("Customer/get_customer_list", {{"name", "pan%"}})["customer_list"].size(), 1u);
}

TEST(OtherReadings, AnswerUnderTheirNames) {
  Installed pb;
  EXPECT_EQ(pb.admin("Product/get_product_info", {{"i_product", 1}})["product_info"]["included_services"],
            base::Json::array({3}));
  EXPECT_EQ(pb.admin("Product/get_product_list", {{"name", "LTE%"}, {"get_total", 1}})["total"], 2);
  EXPECT_EQ(pb.admin("Product/get_allowed_addons", {{"i_product", 1}})["product_list"][0]["name"], "Roaming");
  EXPECT_EQ(pb.admin("Service/get_service_info", {{"i_service", 3}})["service_info"]["name"], "LTE 20M");
  EXPECT_EQ(pb.admin("Service/get_service_list", base::Json::object())["service_list"].size(), 1u);
  EXPECT_EQ(pb.admin("Invoice/get_invoice_info", {{"i_invoice", 7}})["invoice_info"]["invoice_number"],
            "INV-7");
  EXPECT_EQ(pb.admin("Invoice/get_invoice_list", {{"i_customer", 101}})["invoice_list"][0]["issue_date"],
            "2026-01-31");
  EXPECT_EQ(pb.admin("DID/get_number_list", {{"number", "44%"}})["number_list"][0]["i_did_number"], 1);
  EXPECT_EQ(pb.admin("DID/get_number_info", {{"number", "442079460001"}})["number_info"]["description"], "");
  EXPECT_EQ(pb.admin("Generic/get_version", base::Json::object())["version"], "MR115");
  EXPECT_EQ(pb.admin("Env/get_env_info", base::Json::object())["env_info"]["email"], "noc@example.net");
  EXPECT_EQ(pb.admin("Account/get_alias_list", {{"i_master_account", 1001}})["alias_list"].size(), 1u);
}

TEST(SimCardReadings, FindTheCardByEveryKey) {
  Installed pb;
  for (const base::Json& key :
       {base::Json{{"i_sim_card", 1}}, base::Json{{"i_account", 1001}},
        base::Json{{"imsi", "255010000000001"}}, base::Json{{"iccid", "8938001000000000001"}},
        base::Json{{"msisdn", "380501112233"}}}) {
    const base::Json info = pb.admin("SIMCard/get_card_info", key)["sim_card_info"];
    EXPECT_THAT(keys_of(info), ElementsAre("i_account", "i_sim_card", "iccid", "imsi", "msisdn", "status"))
        << key;
    EXPECT_EQ(info["i_account"], 1001);
    EXPECT_EQ(info["status"], "used");
  }
  EXPECT_EQ(pb.admin("SIMCard/get_card_info", {{"i_account", 1003}}), base::Json::object());
  EXPECT_EQ(pb.admin("SIMCard/get_card_list", {{"status", "available"}})["sim_card_list"][0]["i_sim_card"],
            2);
}

TEST(UnknownMethods, SayWhatWasMeant) {
  Installed pb;
  const struct {
    const char* method;
    const char* faultcode;
    const char* words;
  } cases[] = {
      {"Account/get_acount_info", "Client.Account.unknown_method", "did you mean Account/get_account_info?"},
      {"Acount/x", "Client.unknown_service", "not a method of PortaBilling"},
      {"Account/make_transaction", "Server.Account.make_transaction.not_modelled",
       "knows but does not model"},
  };
  for (const auto& row : cases) {
    const auto answer = pb.ask(json_request(std::string("/rest/") + row.method, "{}"));
    EXPECT_EQ(answer.response.status, 500) << row.method;
    EXPECT_EQ(answer.faultcode, row.faultcode);
    EXPECT_NE(answer.response.body.find(row.words), std::string::npos) << answer.response.body;
  }
}

TEST(WrongParameters, AreNamed) {
  Installed pb;
  const struct {
    const char* method;
    base::Json params;
    const char* faultcode;
    const char* words;
  } cases[] = {
      {"Account/get_account_info",
       {{"i_account", "abc"}},
       "Client.Account.get_account_info.wrong_parameter",
       "`i_account` must be an integer"},
      {"Account/get_account_info",
       {{"detailed_info", "yes"}},
       "Client.Account.get_account_info.wrong_parameter",
       "0 or 1"},
      {"Session/login", base::Json::object(), "Client.Session.login.missing_parameter", "`login` is missing"},
      {"Account/update_account",
       {{"account_info", 1}},
       "Client.Account.update_account.wrong_parameter",
       "an object"},
      {"Account/add_account",
       {{"account_info", {{"id", "1"}, {"i_customer", 1}}}},
       "Client.Account.add_account.missing_parameter",
       "account_info.i_product"},
      {"Account/update_account",
       {{"account_info", {{"assigned_addons", {{{"i_product", "x"}}}}}}},
       "Client.Account.update_account.wrong_parameter",
       "account_info.assigned_addons[0].i_product"},
      {"Invoice/get_invoice_list",
       {{"issued_after", "yesterday"}},
       "Client.Invoice.get_invoice_list.wrong_parameter",
       "YYYY-MM-DD"},
      {"DID/get_number_list",
       {{"usage", "Q"}},
       "Client.DID.get_number_list.wrong_parameter",
       "`usage` must be A, I, U, F or Z, not"},
      {"Account/get_account_list",
       {{"billing_model", 5}},
       "Client.Account.get_account_list.wrong_parameter",
       "`billing_model` must be an integer from -1 to 4, not 5"},
      {"Account/update_account",
       {{"account_info", {{"i_account", 1001}, {"bill_status", "X"}}}},
       "Client.Account.update_account.wrong_parameter",
       "`account_info.bill_status` must be O, I, S or C"},
  };
  for (const auto& row : cases) {
    const auto answer = pb.api.call_as_administrator(row.method, row.params, pb.world, pb.now, pb.wall);
    EXPECT_EQ(answer.faultcode, row.faultcode) << row.method;
    EXPECT_NE(answer.response.body.find(row.words), std::string::npos) << answer.response.body;
  }
}

TEST(WrongParameters, AreLetThroughWhereClientsWriteThemOtherwise) {
  Installed pb;
  for (const base::Json& params : {base::Json{{"i_account", "1001"}, {"detailed_info", "1"}},
                                   base::Json{{"i_account", 1001}, {"detailed_info", true}},
                                   base::Json{{"i_account", 1001}, {"detailed_info", nullptr}},
                                   base::Json{{"id", 380501112233}, {"no_such_parameter", "x"}}}) {
    const auto answer =
        pb.api.call_as_administrator("Account/get_account_info", params, pb.world, pb.now, pb.wall);
    EXPECT_EQ(answer.faultcode, "") << params << ": " << answer.response.body;
    EXPECT_EQ(body_of(answer.response)["account_info"]["i_account"], 1001) << params;
  }
}

TEST(MethodTable, HasAModelForEveryDescribedMethodAndADescriptionForEveryModel) {
  std::vector<std::string> described, modelled;
  for (const DescribedMethod& method : described_methods()) described.push_back(method.name);
  for (const Model& model : models()) modelled.emplace_back(model.name);
  EXPECT_THAT(modelled, testing::UnorderedElementsAreArray(described));
}

TEST(MethodTable, HoldsKnownMethodsOnly) {
  EXPECT_GE(known_methods().size(), 801u);
  const auto modelled = modelled_methods();
  EXPECT_THAT(modelled, IsSubsetOf(known_methods()));
  EXPECT_TRUE(std::is_sorted(modelled.begin(), modelled.end()));
  EXPECT_EQ(std::adjacent_find(modelled.begin(), modelled.end()), modelled.end());
}

TEST(Describe, SaysWhatACallIsAbout) {
  Installed pb;
  const auto about = [&](const std::string& method, const base::Json& params) {
    return pb.api.describe(json_request("/rest/" + method, base::dump({{"params", params}})), Realm::Admin,
                           pb.world);
  };
  EXPECT_EQ(about("Account/get_account_info", {{"id", "380501112233"}}).i_account, IAccount(1001));
  EXPECT_EQ(about("Account/update_account", {{"account_info", {{"i_account", "1003"}}}}).i_account,
            IAccount(1003));
  EXPECT_EQ(about("SIMCard/get_card_info", {{"imsi", "255010000000001"}}).i_account, IAccount(1001));
  EXPECT_EQ(about("Customer/get_customer_info", {{"i_customer", 101}}).i_customer, ICustomer(101));
  EXPECT_EQ(about("Invoice/get_invoice_info", {{"i_invoice", 7}}).i_invoice, IInvoice(7));
  EXPECT_EQ(about("DID/assign_did_to_customer", {{"i_did_number", 1}, {"i_customer", 101}}).number,
            "442079460001");
  EXPECT_EQ(about("Account/get_account_info", {{"i_account", 77}}).i_account, std::nullopt);
  const auto elsewhere = pb.api.describe(request("GET", "/index.html"), Realm::Admin, pb.world);
  ASSERT_TRUE(elsewhere.refused);
  EXPECT_EQ(elsewhere.refused->status, 404);
  EXPECT_EQ(pb.ask(request("PUT", "/rest/Session/login")).response.status, 405);
}

}  // namespace
}  // namespace sim::api
