// What writing methods do to the world, and which events that records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/support.h"

namespace sim::api {
namespace {

using testing::Contains;
using testing::ElementsAre;

base::Json update(Installed& pb, base::Json info) {
  info["i_account"] = 1001;
  return pb.admin("Account/update_account", {{"account_info", std::move(info)}});
}

TEST(UpdateAccount, IsPartialAndRecordsEvents) {
  const struct {
    base::Json info;
    std::vector<std::string> events;
  } cases[] = {
      {{{"blocked", "Y"}}, {"Account/Blocked"}},
      {{{"i_product", 2}}, {"Account/Product/Changed"}},
      {{{"i_product", "1"}, {"blocked", "N"}}, {}},
      {{{"id", "380501119999"}}, {"Account/ID/Changed"}},
      {{{"expiration_date", "2026-12-31"}}, {"Account/ExpirationDate/Changed"}},
      {{{"assigned_addons", {{{"i_product", 3}}}}}, {"Account/ProductAddon/Inserted"}},
      {{{"service_features", {{{"name", "clip"}, {"flag_value", "N"}}}}},
       {"Account/ServiceAttribute/Changed"}},
      {{{"password", "other"}}, {"Account/Password/Changed"}},
  };
  for (const auto& row : cases) {
    Installed pb;
    EXPECT_EQ(update(pb, row.info), base::Json({{"i_account", 1001}})) << row.info;
    EXPECT_EQ(event_names(pb.events), row.events) << row.info;
    EXPECT_EQ(pb.world.account(IAccount(1001))->person.email, "");
  }
}

TEST(UpdateAccount, IsReadBackByTheClient) {
  Installed pb;
  update(pb, {{"blocked", "Y"}, {"i_product", 2}, {"email", "a@example.net"}});
  const base::Json info = pb.admin("Account/get_account_info", {{"i_account", 1001}})["account_info"];
  EXPECT_EQ(info["blocked"], "Y");
  EXPECT_EQ(info["i_product"], 2);
  EXPECT_EQ(info["email"], "a@example.net");
  EXPECT_THAT(event_names(pb.events), Contains("Account/Blocked"));
  EXPECT_THAT(event_names(pb.events), Contains("Account/Product/Changed"));
}

TEST(UpdateAccount, TakesWholeAccountInfoBack) {
  Installed pb;
  const base::Json info = pb.admin("Account/get_account_info", {{"i_account", 1001}})["account_info"];
  EXPECT_EQ(update(pb, info), base::Json({{"i_account", 1001}}));
  EXPECT_TRUE(pb.events.empty()) << base::dump(event_names(pb.events));
}

TEST(UpdateAccount, MakesAddonsTheGivenList) {
  Installed pb;
  update(pb, {{"assigned_addons", {{{"i_product", 3}, {"addon_priority", "20"}}}}});
  EXPECT_EQ(pb.world.account(IAccount(1001))->assigned_addons.at(0).addon_priority, 20);
  update(pb, {{"assigned_addons", base::Json::array()}});
  EXPECT_TRUE(pb.world.account(IAccount(1001))->assigned_addons.empty());
  EXPECT_THAT(event_names(pb.events),
              ElementsAre("Account/ProductAddon/Inserted", "Account/ProductAddon/Deleted"));
}

TEST(UpdateAccount, DoesAllOrNothing) {
  Installed pb;
  const base::Json body = update(pb, {{"blocked", "Y"}, {"assigned_addons", {{{"i_product", 2}}}}});
  EXPECT_TRUE(body.contains("faultcode")) << body;
  EXPECT_TRUE(pb.events.empty());
  EXPECT_FALSE(pb.world.account(IAccount(1001))->blocked);
}

TEST(UpdateAccount, PassesOverWhatIsNotDescribed) {
  Installed pb;
  update(pb,
         {{"sim", "255010000000002"}, {"custom_fields", {{"Cost Centre", "CC-1"}}}, {"no_such_member", 1}});
  EXPECT_TRUE(pb.events.empty());
}

TEST(UpdateAccount, RefusesWhatCannotBe) {
  Installed pb;
  EXPECT_EQ(update(pb, {{"i_customer", 5}})["faultcode"], "Server.Account.update_account.cannot_be_changed");
  EXPECT_EQ(update(pb, {{"id", "380501112244"}})["faultcode"], "Server.Account.duplicate_id");
  EXPECT_EQ(pb.admin("Account/update_account",
                     {{"account_info", {{"i_account", 5}, {"blocked", "Y"}}}})["faultcode"],
            "Server.Account.not_found");
}

TEST(AddAccount, AnswersItsNumberAndRecordsItsEvents) {
  Installed pb;
  const base::Json added = pb.admin("Account/add_account", {{"account_info",
                                                             {{"id", "380509990000"},
                                                              {"i_customer", "101"},
                                                              {"i_product", 1},
                                                              {"billing_model", -1},
                                                              {"opening_balance", 12.5},
                                                              {"activation_date", "2026-01-31"},
                                                              {"h323_password", "x"},
                                                              {"blocked", "N"}}}});
  ASSERT_TRUE(added.contains("i_account")) << added;
  const base::Json info = pb.admin("Account/get_account_info", {{"id", "380509990000"}})["account_info"];
  EXPECT_EQ(info["i_account"], added["i_account"]);
  EXPECT_EQ(info["billing_model"], -1);
  EXPECT_EQ(info["balance"], 12.5);
  EXPECT_THAT(event_names(pb.events), ElementsAre("Account/New"));
}

TEST(AddAccount, RefusesATakenId) {
  Installed pb;
  const base::Json answer =
      pb.admin("Account/add_account",
               {{"account_info", {{"id", "380501112233"}, {"i_customer", 101}, {"i_product", 1}}}});
  EXPECT_EQ(answer["faultcode"], "Server.Account.duplicate_id");
}

TEST(TerminateAccount, ClosesItAndStaysReadable) {
  Installed pb;
  EXPECT_EQ(pb.admin("Account/terminate_account", {{"i_account", 1001}}), base::Json({{"success", 1}}));
  EXPECT_THAT(event_names(pb.events), Contains("Account/Status/Closed"));
  const base::Json info = pb.admin("Account/get_account_info", {{"i_account", 1001}})["account_info"];
  EXPECT_EQ(info["bill_status"], "C");
  EXPECT_EQ(info["status"], "closed");
}

TEST(SimCards, AreAssignedAndReleased) {
  Installed pb;
  EXPECT_EQ(pb.admin("Account/assign_sim_card", {{"i_account", 1003}, {"i_sim_card", "2"}}),
            base::Json({{"success", 1}}));
  EXPECT_EQ(pb.world.sim_card_of(IAccount(1003))->i_sim_card, ISimCard(2));
  EXPECT_THAT(event_names(pb.events), Contains("Account/SIMCardAssignment"));
  EXPECT_EQ(pb.admin("Account/release_sim_card", {{"i_sim_card", 2}}), base::Json({{"success", 1}}));
  EXPECT_EQ(pb.world.sim_card_of(IAccount(1003)), nullptr);
  EXPECT_EQ(pb.admin("Account/release_sim_card", {{"i_account", 1001}, {"i_sim_card", 2}})["faultcode"],
            "Server.Account.wrong_state");
  EXPECT_EQ(pb.admin("Account/assign_sim_card", {{"i_account", 1003}})["faultcode"],
            "Server.Account.not_found");
}

TEST(SimCards, AreAddedChangedAndDeleted) {
  Installed pb;
  const base::Json added =
      pb.admin("SIMCard/add_sim_card",
               {{"sim_card_info", {{"imsi", "255010000000009"}, {"iccid", "8938001000000000009"}}}});
  ASSERT_TRUE(added.contains("i_sim_card")) << added;
  EXPECT_EQ(pb.admin("SIMCard/update_sim_card",
                     {{"sim_card_info", {{"i_sim_card", added["i_sim_card"]}, {"msisdn", "380500000009"}}}}),
            added);
  EXPECT_EQ(pb.world.sim_card("255010000000009")->msisdn.text(), "380500000009");
  EXPECT_EQ(pb.admin("SIMCard/delete_sim_card", {{"i_sim_card", added["i_sim_card"]}}),
            base::Json({{"success", 1}}));
  EXPECT_EQ(pb.world.sim_card("255010000000009"), nullptr);
}

TEST(Dids, GoThroughTheirLife) {
  Installed pb;
  const base::Json added =
      pb.admin("DID/add_number", {{"number_info", {{"number", "442079460009"}, {"description", "London"}}}});
  ASSERT_TRUE(added.contains("i_did_number")) << added;
  const base::Json key = {{"i_did_number", added["i_did_number"]}};
  base::Json to_customer = key;
  to_customer["i_customer"] = 101;
  base::Json to_account = key;
  to_account["i_account"] = 1001;
  EXPECT_EQ(pb.admin("DID/assign_did_to_customer", to_customer), base::Json({{"success", 1}}));
  EXPECT_EQ(pb.admin("DID/assign_did_to_account", to_account), base::Json({{"success", 1}}));
  EXPECT_EQ(pb.admin("DID/get_number_info", key)["number_info"]["i_account"], 1001);
  EXPECT_EQ(pb.admin("DID/release_did_from_customer", key), base::Json({{"success", 1}}));
  EXPECT_EQ(pb.admin("DID/delete_number", key), base::Json({{"success", 1}}));
  EXPECT_EQ(event_names(pb.events).front(), "DID/New");
  EXPECT_EQ(event_names(pb.events).back(), "DID/Deleted");
  EXPECT_EQ(pb.admin("DID/get_number_info", key), base::Json::object());
}

TEST(Customers, AreAddedChangedSuspendedAndTerminated) {
  Installed pb;
  const base::Json added =
      pb.admin("Customer/add_customer", {{"customer_info", {{"name", "New One"}, {"iso_4217", "EUR"}}}});
  ASSERT_TRUE(added.contains("i_customer")) << added;
  EXPECT_EQ(pb.admin("Customer/update_customer",
                     {{"customer_info", {{"i_customer", added["i_customer"]}, {"name", "Old One"}}}}),
            added);
  EXPECT_THAT(event_names(pb.events), ElementsAre("Customer/New", "Customer/Name/Changed"));
  pb.events.clear();
  EXPECT_EQ(pb.admin("Customer/suspend_customer", {{"i_customer", 101}}), base::Json({{"success", 1}}));
  EXPECT_THAT(event_names(pb.events), Contains("Account/Status/Suspended"));
  pb.admin("Customer/unsuspend_customer", {{"i_customer", 101}});
  EXPECT_EQ(pb.admin("Customer/terminate_customer", {{"i_customer", 101}}), base::Json({{"success", 1}}));
  EXPECT_EQ(pb.world.account(IAccount(1001))->bill_status, AccountBillStatus::Closed);
}

TEST(CustomFields, AreSetAndRead) {
  Installed pb;
  pb.admin("Account/update_custom_fields_values",
           {{"i_account", 1001}, {"custom_fields_values", {{{"name", "IMEI"}, {"value", "35"}}}}});
  EXPECT_THAT(event_names(pb.events), ElementsAre("Account/CustomField/Changed"));
  EXPECT_EQ(
      pb.admin("Account/get_custom_fields_values", {{"i_account", 1001}})["custom_fields_values"][0]["value"],
      "35");
}

TEST(Writes, NeedAnAdministrator) {
  Installed pb;
  const base::Json session = pb.login({{"login", "panda1"}, {"password", "pw1"}}, Realm::Account);
  const auto answer =
      pb.call("Account/terminate_account", {{"i_account", 1001}}, session["access_token"], Realm::Account);
  EXPECT_EQ(answer.faultcode, "Server.Account.terminate_account.access_denied");
  EXPECT_FALSE(answer.changes.has_value());
}

}  // namespace
}  // namespace sim::api
