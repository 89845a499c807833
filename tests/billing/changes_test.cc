// Every deed: what it says, and exactly which events it records.
#include "simulator/billing/changes.h"

#include <algorithm>
#include <set>

#include "simulator/billing/statuses.h"
#include "tests/billing/support.h"

namespace sim {
namespace {

using tests::changed;
using tests::described;
using tests::mvno;
using tests::refusal;
using Events = std::vector<std::string>;

constexpr EntityKind kAccount = EntityKind::Account;
constexpr EntityKind kCustomer = EntityKind::Customer;
constexpr EntityKind kInvoice = EntityKind::Invoice;
constexpr EntityKind kDid = EntityKind::Did;
constexpr EntityKind kSim = EntityKind::Sim;

struct Case {
  EntityKind entity;
  const char* name;
  const char* deed;
  const char* description;
  Events events;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> table{
      // accounts
      {kAccount,
       "380501113300",
       "create: {customer: Panda Telecom, product: LTE Basic}",
       "account 380501113300 is created",
       {"Account/New account 1040"}},
      {kAccount,
       "380501113300",
       "create: {customer: Panda Telecom, product: LTE Basic, sim: 255010000000002}",
       "account 380501113300 is created",
       {"Account/New account 1040", "Account/SIMCardAssignment account 1040"}},
      {kAccount,
       "380501112233",
       "block",
       "account 380501112233 is blocked",
       {"Account/Blocked account 1001"}},
      {kAccount, "380501112235", "block", "account 380501112235 is blocked already", {}},
      {kAccount,
       "380501112235",
       "unblock",
       "account 380501112235 is unblocked",
       {"Account/Unblocked account 1003"}},
      {kAccount, "380501112233", "unblock", "account 380501112233 is not blocked: nothing changes", {}},
      {kAccount,
       "380501112233",
       "suspend",
       "account 380501112233 is suspended",
       {"Account/Status/Changed account 1001"}},
      {kAccount,
       "380501112236",
       "unsuspend",
       "account 380501112236 is no longer suspended",
       {"Account/Status/Changed account 1004"}},
      {kAccount,
       "380501112242",
       "activate",
       "account 380501112242 is activated",
       {"Account/Status/Changed account 1010"}},
      {kAccount,
       "380501112240",
       "activate",
       "account 380501112240 is activated",
       {"Account/ActivationDate/Changed account 1008"}},
      {kAccount,
       "380501112233",
       "terminate",
       "account 380501112233 is terminated",
       {"Account/Status/Closed account 1001"}},
      {kAccount, "380501112241", "terminate", "account 380501112241 is terminated already", {}},
      {kAccount,
       "380501112233",
       "change_product: LTE Unlimited",
       "account 380501112233 gets product LTE Unlimited",
       {"Account/Product/Changed account 1001"}},
      {kAccount,
       "380501112233",
       "change_product: LTE Basic",
       "account 380501112233 has product LTE Basic already",
       {}},
      {kAccount,
       "380501112233",
       "add_addon: Night Data",
       "account 380501112233 gets add-on Night Data",
       {"Account/ProductAddon/Inserted account 1001"}},
      {kAccount,
       "380501112233",
       "add_addon: {product: Night Data, to: '2026-02-28', priority: 30}",
       "account 380501112233 gets add-on Night Data",
       {"Account/ProductAddon/Inserted account 1001"}},
      {kAccount,
       "380671112202",
       "change_addon: {product: Roaming EU, to: '2026-03-01'}",
       "account 380671112202 has its add-on Roaming EU changed",
       {"Account/ProductAddon/Changed account 1022"}},
      {kAccount,
       "380671112202",
       "remove_addon: Roaming EU",
       "account 380671112202 loses add-on Roaming EU",
       {"Account/ProductAddon/Deleted account 1022"}},
      {kAccount,
       "380501112233",
       "remove_addon: Roaming EU",
       "account 380501112233 does not have add-on Roaming EU: nothing changes",
       {}},
      {kAccount,
       "380501112244",
       "assign_sim: 255010000000002",
       "account 380501112244 gets SIM 255010000000002",
       {"Account/SIMCardAssignment account 1012"}},
      {kAccount,
       "380501112233",
       "assign_sim: 255010000000002",
       "account 380501112233 gets SIM 255010000000002",
       {"Account/SIMCardAssignment account 1001"}},
      {kAccount,
       "380501112233",
       "assign_sim: 255010000000001",
       "account 380501112233 gets SIM 255010000000001",
       {}},
      {kAccount,
       "380501112233",
       "remove_sim",
       "account 380501112233 loses SIM 255010000000001",
       {"Account/SIMCardAssignment account 1001"}},
      {kAccount, "380501112244", "remove_sim", "account 380501112244 has no SIM: nothing changes", {}},
      {kAccount,
       "380501112233",
       "change_id: 380501119999",
       "account 380501112233 gets the ID 380501119999",
       {"Account/ID/Changed account 1001"}},
      {kAccount,
       "380501112233",
       "set_custom_field: {Cost Centre: CC-18}",
       "account 380501112233 has custom fields changed",
       {"Account/CustomField/Changed account 1001"}},
      {kAccount,
       "380501112233",
       "set_custom_field: {Cost Centre: CC-17}",
       "account 380501112233 has custom fields changed",
       {}},
      {kAccount,
       "380501112233",
       "set_service_feature: {name: clip, flag_value: 'N'}",
       "account 380501112233 has its feature clip changed",
       {"Account/ServiceAttribute/Changed account 1001"}},
      {kAccount,
       "380501112233",
       "expire",
       "account 380501112233 expires",
       {"Account/ExpirationDate/Changed account 1001"}},
      {kAccount, "380501112239", "expire", "account 380501112239 is expired already", {}},
      {kAccount,
       "380501112233",
       "set: {product: LTE Unlimited}",
       "account 380501112233 changes: product",
       {"Account/Product/Changed account 1001"}},
      {kAccount,
       "380501112233",
       "set: {h323_password: n, password: m, blocked: Y, email: a@b.example}",
       "account 380501112233 changes: h323_password, password, blocked, email",
       {"Account/Blocked account 1001", "Account/Password/Changed account 1001",
        "Account/ServicePassword/Changed account 1001", "Subscriber/ContactInfo/Changed account 1001"}},
      {kAccount,
       "380501112233",
       "set: {credit_limit: 5}",
       "account 380501112233 changes: credit_limit",
       {"Account/ZeroAvailableFunds account 1001"}},
      {kAccount, "380501112233", "set: {credit_limit: 90}", "account 380501112233 changes: credit_limit", {}},
      {kAccount,
       "380501112239",
       "set: {expiration_date: null}",
       "account 380501112239 changes: expiration_date",
       {"Account/ExpirationDate/Changed account 1007"}},
      {kAccount,
       "380501112233",
       "set: {bill_status: C}",
       "account 380501112233 changes: bill_status",
       {"Account/Status/Closed account 1001"}},
      // their money
      {kAccount,
       "380501112233",
       "top_up: 10",
       "account 380501112233 is topped up by 10.00 EUR",
       {"Account/BalanceChanged account 1001"}},
      {kAccount,
       "380501112237",
       "top_up: 10",
       "account 380501112237 is topped up by 10.00 EUR",
       {"Account/BalanceChanged account 1005", "Account/AvailableFundsAppear account 1005"}},
      {kAccount,
       "380501112234",
       "charge: 7.25",
       "account 380501112234 is charged 7.25 EUR",
       {"Account/BalanceChanged account 1002", "Account/ZeroAvailableFunds account 1002"}},
      {kAccount,
       "380501112233",
       "exhaust_funds",
       "account 380501112233 has used up its funds",
       {"Account/BalanceChanged account 1001", "Account/ZeroAvailableFunds account 1001"}},
      {kAccount, "380501112237", "exhaust_funds", "account 380501112237 has no funds left already", {}},
      {kAccount,
       "380501112233",
       "exceed_quota: netaccess",
       "account 380501112233 exceeds its internet quota",
       {"Account/Service/Netaccess/QuotaExceeded account 1001"}},
      {kAccount,
       "380501112233",
       "restore_quota: msg",
       "account 380501112233 has not exceeded its messaging quota: nothing changes",
       {}},
      {kAccount,
       "380501112233",
       "expire_quota: service",
       "account 380501112233 has its service quota expired",
       {"Account/Service/QuotaExpired account 1001"}},
      // customers
      {kCustomer,
       "Otter Optics",
       "create",
       "customer Otter Optics is created",
       {"Customer/New customer 113"}},
      {kCustomer,
       "Panda Telecom",
       "rename: Panda Mobile",
       "customer Panda Telecom is renamed to Panda Mobile",
       {"Customer/Name/Changed customer 101"}},
      {kCustomer,
       "Panda Telecom",
       "set: {name: Panda Mobile, credit_limit: 100, city: York}",
       "customer Panda Telecom changes: name, credit_limit, city",
       {"Customer/Name/Changed customer 101", "Subscriber/Address/Changed customer 101",
        "Customer/ZeroAvailableFunds customer 101"}},
      {kCustomer,
       "Panda Telecom",
       "block",
       "customer Panda Telecom is blocked",
       {"Customer/Blocked customer 101"}},
      {kCustomer,
       "Blocked Bistro",
       "unblock",
       "customer Blocked Bistro is unblocked",
       {"Customer/Unblocked customer 104"}},
      {kCustomer,
       "Credit Corner",
       "suspend",
       "customer Credit Corner is suspended",
       {"Customer/Status/Suspended customer 107", "Account/Status/Suspended account 1034"}},
      {kCustomer, "Suspended Sweets", "suspend", "customer Suspended Sweets is suspended already", {}},
      {kCustomer,
       "Suspended Sweets",
       "unsuspend",
       "customer Suspended Sweets is no longer suspended",
       {"Customer/Status/Unsuspend customer 105", "Account/Status/SuspensionRemoved account 1032"}},
      {kCustomer,
       "Panda Telecom",
       "limit",
       "customer Panda Telecom is limited",
       {"Customer/Status/Limited customer 101"}},
      {kCustomer,
       "Limited Lions",
       "lift_limit",
       "customer Limited Lions is no longer limited",
       {"Customer/Status/Changed customer 106"}},
      {kCustomer,
       "Credit Corner",
       "terminate",
       "customer Credit Corner is terminated, with its accounts",
       {"Customer/Status/Closed customer 107", "Account/Status/Closed account 1034"}},
      {kCustomer,
       "Credit Corner",
       "set_service_feature: {name: clir, flag_value: 'Y'}",
       "customer Credit Corner has its feature clir changed",
       {"Customer/ServiceAttribute/Changed customer 107", "Account/ServiceAttribute/Changed account 1034"}},
      {kCustomer,
       "Panda Telecom",
       "set_custom_field: {Contract: null}",
       "customer Panda Telecom has custom fields changed",
       {"Customer/CustomField/Changed customer 101"}},
      {kCustomer,
       "Panda Telecom",
       "top_up: 30.75",
       "customer Panda Telecom pays in 30.75 EUR",
       {"Customer/BalanceChanged customer 101"}},
      {kCustomer,
       "Empty Eagles",
       "top_up: 1",
       "customer Empty Eagles pays in 1.00 EUR",
       {"Customer/BalanceChanged customer 108", "Customer/AvailableFundsAppear customer 108"}},
      {kCustomer,
       "Kestrel Couriers",
       "charge: 412.5",
       "customer Kestrel Couriers is charged 412.50 EUR",
       {"Customer/BalanceChanged customer 102", "Customer/ZeroAvailableFunds customer 102"}},
      {kCustomer,
       "Panda Telecom",
       "reach_credit_limit",
       "customer Panda Telecom reaches its credit limit",
       {"Customer/BalanceChanged customer 101", "Customer/ZeroAvailableFunds customer 101"}},
      {kCustomer,
       "Credit Corner",
       "reach_credit_limit",
       "customer Credit Corner has no funds left already",
       {}},
      {kCustomer,
       "Credit Corner",
       "restore_credit",
       "customer Credit Corner pays all that it owes",
       {"Customer/BalanceChanged customer 107", "Customer/AvailableFundsAppear customer 107"}},
      {kCustomer,
       "Kestrel Couriers",
       "exhaust_funds",
       "customer Kestrel Couriers has used up its funds",
       {"Customer/BalanceChanged customer 102", "Customer/ZeroAvailableFunds customer 102"}},
      {kCustomer,
       "Panda Telecom",
       "issue_invoice",
       "customer Panda Telecom gets invoice 2026-00005 of 230.75 EUR",
       {"Invoice/New customer 101 invoice 5"}},
      {kCustomer,
       "Panda Telecom",
       "issue_invoice: 12.5",
       "customer Panda Telecom gets invoice 2026-00005 of 12.50 EUR",
       {"Invoice/New customer 101 invoice 5"}},
      // invoices
      {kInvoice,
       "2026-00003",
       "pay",
       "invoice 2026-00003 is paid",
       {"Invoice/AmountPaid/Changed customer 101 invoice 3", "Invoice/Status/Changed customer 101 invoice 3",
        "Customer/BalanceChanged customer 101"}},
      {kInvoice, "2025-00001", "pay", "invoice 2025-00001 is paid already", {}},
      {kInvoice,
       "2026-00003",
       "pay_partly: 25.25",
       "invoice 2026-00003 is paid partly: 25.25 EUR",
       {"Invoice/AmountPaid/Changed customer 101 invoice 3", "Invoice/Status/Changed customer 101 invoice 3",
        "Customer/BalanceChanged customer 101"}},
      {kInvoice,
       "2026-00002",
       "pay_partly: 5",
       "invoice 2026-00002 is paid partly: 5.00 EUR",
       {"Invoice/AmountPaid/Changed customer 101 invoice 2", "Customer/BalanceChanged customer 101"}},
      {kInvoice,
       "2025-00001",
       "refund: 80",
       "invoice 2025-00001 is refunded 80.00 EUR",
       {"Invoice/AmountPaid/Changed customer 101 invoice 1", "Invoice/Status/Changed customer 101 invoice 1",
        "Customer/BalanceChanged customer 101"}},
      {kInvoice,
       "2026-00003",
       "adjust: -25.25",
       "invoice 2026-00003 is adjusted by -25.25 EUR",
       {"Invoice/Adjustments/Changed customer 101 invoice 3"}},
      {kInvoice,
       "2026-00003",
       "adjust: -125.25",
       "invoice 2026-00003 is adjusted by -125.25 EUR",
       {"Invoice/Adjustments/Changed customer 101 invoice 3",
        "Invoice/Status/Changed customer 101 invoice 3"}},
      // DIDs
      {kDid, "442079460009", "upload", "DID 442079460009 is uploaded", {"DID/New number 442079460009"}},
      {kDid,
       "442079460009",
       "upload: {description: Front desk}",
       "DID 442079460009 is uploaded",
       {"DID/New number 442079460009"}},
      {kDid,
       "442079460004",
       "assign_to_customer: Panda Telecom",
       "DID 442079460004 is assigned to customer Panda Telecom",
       {"DID/Status/Assigned number 442079460004"}},
      {kDid,
       "442079460002",
       "assign_to_customer: Panda Telecom",
       "DID 442079460002 belongs already to customer Panda Telecom",
       {}},
      {kDid,
       "442079460002",
       "assign_to_account: 380501112233",
       "DID 442079460002 is assigned to account 380501112233",
       {"DID/Status/Assigned number 442079460002"}},
      {kDid,
       "442079460001",
       "release_from_account",
       "DID 442079460001 is taken from its account and stays with its customer",
       {"DID/Status/Unassigned number 442079460001"}},
      {kDid,
       "442079460001",
       "release",
       "DID 442079460001 is released to the pool",
       {"DID/Status/Unassigned number 442079460001"}},
      {kDid, "442079460004", "release", "DID 442079460004 is free: nothing changes", {}},
      {kDid,
       "442079460004",
       "cancel",
       "DID 442079460004 is cancelled",
       {"DID/Status/Canceled number 442079460004"}},
      {kDid,
       "442079460006",
       "activate",
       "DID 442079460006 is activated",
       {"DID/Status/Activated number 442079460006"}},
      {kDid,
       "442079460001",
       "move",
       "DID 442079460001 is moved to another installation",
       {"DID/Status/Moved number 442079460001"}},
      {kDid,
       "442079460004",
       "remove",
       "DID 442079460004 is removed from the inventory",
       {"DID/Deleted number 442079460004"}},
      {kDid,
       "442079460004",
       "delete",
       "DID 442079460004 is removed from the inventory",
       {"DID/Deleted number 442079460004"}},
      // SIM cards: their own group of events begins with MR121
      {kSim,
       "255010000000099",
       "add: {iccid: '89380012345678900995'}",
       "SIM 255010000000099 is added to the inventory",
       {}},
      {kSim, "255010000000002", "set_status: disposed", "SIM 255010000000002 is now disposed", {}},
      {kSim, "255010000000002", "remove", "SIM 255010000000002 is removed from the inventory", {}},
      // products
      {EntityKind::Product,
       "LTE Basic",
       "set_service_feature: {name: clip, flag_value: 'N'}",
       "product LTE Basic has its feature clip changed",
       {"Product/ServiceAttribute/Changed"}},
  };
  return table;
}

TEST(MakeChange, RecordsExactlyTheEventsOfEachDeed) {
  for (const Case& each : cases()) {
    SCOPED_TRACE(std::string(each.name) + " " + each.deed);
    const ChangeSet change = changed(mvno(), each.entity, each.name, each.deed);
    EXPECT_EQ(change.description, each.description);
    EXPECT_EQ(described(change.events), each.events);
  }
}

TEST(MakeChange, RecordsOnlyWhatTheTableSaysOfTheDeed) {
  for (const Case& each : cases()) {
    const ChangeRequest wanted = tests::request(each.entity, each.name, each.deed);
    const std::vector<std::string>& may = find_change(each.entity, wanted.deed)->events;
    for (const ProvisioningEvent& event : changed(mvno(), each.entity, each.name, each.deed).events) {
      EXPECT_NE(std::find(may.begin(), may.end(), event.event_type), may.end())
          << each.deed << " " << event.event_type;
    }
  }
}

TEST(ChangeTable, HasACaseForEveryDeed) {
  std::set<std::pair<EntityKind, std::string>> tried;
  for (const Case& each : cases()) {
    tried.emplace(each.entity, tests::request(each.entity, each.name, each.deed).deed);
  }
  for (const ChangeRow& row : change_table()) {
    if (row.entity == kSim && (row.deed == "upload" || row.deed == "set" || row.deed == "delete")) continue;
    EXPECT_TRUE(tried.contains({row.entity, row.deed})) << word(row.entity) << " " << row.deed;
  }
}

TEST(MakeChange, IsDoneTwiceWithoutASecondEvent) {
  for (const char* deed : {"block", "suspend", "terminate", "change_product: LTE Unlimited", "expire",
                           "assign_sim: 255010000000002", "exhaust_funds", "remove_sim"}) {
    World world = mvno();
    world.apply(changed(world, kAccount, "380501112233", deed), world.clock());
    const ChangeSet again = changed(world, kAccount, "380501112233", deed);
    EXPECT_TRUE(again.empty()) << deed << ": " << again.description;
  }
}

TEST(MakeChange, DoesNotTouchTheWorld) {
  const World& world = mvno();
  changed(world, kAccount, "380501112233", "block");
  EXPECT_FALSE(world.account("380501112233")->blocked);
}

TEST(MakeChange, TellsTheBalanceBeforeAndAfter) {
  const ChangeSet change = changed(mvno(), kAccount, "380501112233", "top_up: 10.05");
  EXPECT_EQ(change.events.at(0).variables.dump(),
            R"({"billing_entity_id":1001,"curr_balance":2.45,"prev_balance":12.5})");
}

TEST(MakeChange, SwapsACardAndPutsTheOldOneBack) {
  World world = mvno();
  world.apply(changed(world, kAccount, "380501112233", "assign_sim: 255010000000002"), world.clock());
  const SimCard* old_card = world.sim_card("255010000000001");
  EXPECT_EQ(old_card->status, SimStatus::Available);
  EXPECT_EQ(old_card->i_account, std::nullopt);
  EXPECT_TRUE(old_card->msisdn.empty());
  const SimCard* card = world.sim_card_of(IAccount(1001));
  EXPECT_EQ(card->imsi, Imsi("255010000000002"));
  EXPECT_EQ(card->status, SimStatus::Used);
  EXPECT_EQ(card->msisdn, Msisdn("380501112233"));
}

TEST(MakeChange, BillsANewCustomerInTheWorldsCurrencySoThatProductsFit) {
  World world = mvno();
  world.apply(changed(world, kCustomer, "Otter Optics", "create: {credit_limit: 20}"), world.clock());
  EXPECT_EQ(world.customer("Otter Optics")->credit_limit->text_with_currency(), "20.00 EUR");
  world.apply(changed(world, kAccount, "1", "create: {customer: Otter Optics, product: LTE Basic}"),
              world.clock());
  EXPECT_EQ(account_status(world, *world.account("1"), world.clock()), std::nullopt);
  EXPECT_EQ(refusal(world, kCustomer, "Mole Mills", "create: {currency: dollars}"),
            "`dollars` is not a currency: write three capital letters, as USD");
}

TEST(MakeChange, MarksInheritedEvents) {
  const ChangeSet change = changed(mvno(), kCustomer, "Kestrel Couriers", "suspend");
  ASSERT_EQ(change.events.size(), 7u);  // the customer's, and one for each of six accounts
  EXPECT_FALSE(change.events[0].inherited);
  for (std::size_t i = 1; i < change.events.size(); ++i) EXPECT_TRUE(change.events[i].inherited);
  EXPECT_EQ(change.versions.size(), 1u);
}

TEST(MakeChange, LeavesOutAccountsThatDoNotInheritTheFeature) {
  World world = mvno();
  world.apply(changed(world, kAccount, "380931112204", "set_service_feature: {name: clir, flag_value: 'N'}"),
              world.clock());
  const ChangeSet change =
      changed(world, kCustomer, "Credit Corner", "set_service_feature: {name: clir, flag_value: 'Y'}");
  EXPECT_EQ(described(change.events), Events{"Customer/ServiceAttribute/Changed customer 107"});
}

TEST(MakeChange, UsesTheNamesOfTheRelease) {
  EXPECT_EQ(described(changed(mvno(), kCustomer, "Credit Corner", "suspend", 107).events),
            (Events{"Customer/Status/Suspend customer 107", "Account/Status/Suspend account 1034"}));
  EXPECT_EQ(described(changed(mvno(), kAccount, "380501112233", "change_id: 1", 80).events),
            Events{"Account/Id/Changed account 1001"});
  EXPECT_EQ(described(changed(mvno(), kAccount, "380501112233", "expire_quota: msg", 110).events), Events{});
}

TEST(MakeChange, RecordsTheGroupOfSimCardsFromMr121) {
  EXPECT_EQ(described(changed(mvno(), kAccount, "380501112233", "remove_sim", 121).events),
            (Events{"Account/SIMCardAssignment account 1001", "SIM/Replaced account 1001", "SIM/Updated"}));
  EXPECT_EQ(
      described(changed(mvno(), kSim, "255010000000099", "add: {iccid: '89380012345678900995'}", 121).events),
      Events{"SIM/Created"});
  EXPECT_EQ(described(changed(mvno(), kSim, "255010000000002", "delete", 121).events), Events{"SIM/Deleted"});
  const ChangeSet change = changed(mvno(), kSim, "255010000000002", "set_status: reserved", 121);
  EXPECT_EQ(change.events.at(0).variables.dump(),
            R"({"curr_status":"reserved","event_time":"2026-01-31 12:00:00","i_env":3,"i_sim_card":2,)"
            R"("prev_status":"available"})");
}

TEST(MakeChange, TakesAnEntityByItsNumber) {
  ChangeRequest wanted = tests::request(kAccount, "", "block");
  wanted.id = 1001;
  const auto change = make_change(mvno(), wanted, mvno().clock());
  ASSERT_TRUE(change);
  EXPECT_EQ(change->subject, EntityRef(IAccount(1001)));
}

TEST(MakeChange, TakesAnArgumentFromJson) {
  ChangeRequest wanted{kAccount, "", 1001, "set", base::to_node({{"i_product", 12}, {"blocked", "Y"}})};
  const auto change = make_change(mvno(), wanted, mvno().clock());
  ASSERT_TRUE(change) << change.error().what;
  EXPECT_EQ(described(change->events),
            (Events{"Account/Blocked account 1001", "Account/Product/Changed account 1001"}));
}

TEST(MakeChange, SaysWhatIsWrongAndWhatWasMeant) {
  struct Wrong {
    EntityKind entity;
    const char* name;
    const char* deed;
    const char* says;
  };
  const Wrong wrongs[] = {
      {kAccount, "380501112233", "blok",
       "`blok` is nothing that can be done to an account [did you mean `block`?]"},
      {kAccount, "380501112333", "block",
       "there is no account `380501112333` [did you mean `380501112233`?]"},
      {kAccount, "380501112233", "block: now", "`block` takes nothing [write the word alone: `do: block`]"},
      {kAccount, "380501112233", "top_up", "`top_up` needs an amount over 0 [as `do: {top_up: ..}`]"},
      {kAccount, "380501112233", "top_up: ten", "`ten` is not an amount: write it as 12.50"},
      {kAccount, "380501112233", "top_up: 0", "`top_up` is an amount over 0, not `0`"},
      {kAccount, "380501112233", "assign_sim: 255010000000092",
       "there is no sim `255010000000092` [did you mean `255010000000002`?]"},
      {kAccount, "380501112233", "assign_sim: 255010000000011",
       "SIM 255010000000011 is used by account 380501112234 [see `remove_sim`]"},
      {kAccount, "380501112233", "assign_sim: 255010000000005", "SIM 255010000000005 is disposed of"},
      {kAccount, "380501112233", "change_product: LTE Basics",
       "there is no product `LTE Basics` [did you mean `LTE Basic`?]"},
      {kAccount, "380501112233", "change_product: Roaming EU",
       "`Roaming EU` is an add-on, not a main product [see `add_addon`]"},
      {kAccount, "380501112234", "add_addon: Night Data",
       "product `LTE Unlimited` does not allow the add-on `Night Data`"},
      {kAccount, "380671112202", "add_addon: Roaming EU",
       "account 380671112202 has the add-on `Roaming EU` already [see `change_addon`]"},
      {kAccount, "380501112233", "set: {prodct: LTE Basic}",
       "unknown key `prodct` in `set` of an account [did you mean `product`?]"},
      {kAccount, "380501112233", "set: {blocked: maybe}",
       "`blocked` is true or false, not `maybe` [write `true` or `false`]"},
      {kAccount, "380501112233", "set: {expiration_date: soon}",
       R"(`expiration_date` is a date, not `soon` [write "2026-01-31" or "2026-01-31 12:00:00" (UTC)])"},
      {kAccount, "380501112233", "set: {custom_fields: [vip]}",
       "`custom_fields` is a map of names and values, not a list [as {name: value}]"},
      {kAccount, "380501112233", "set_custom_field: {vip: {x: 1}}",
       "`vip` of `set_custom_field` is text, not a map"},
      {kAccount, "380501112233", "set: {credit_limit: [1]}",
       "`credit_limit` is an amount, not a list [as 12.50]"},
      {kAccount, "380501112233", "change_id: 380501112234", "there is an account `380501112234` already"},
      {kAccount, "380501112233", "create: {customer: Panda Telecom, product: LTE Basic}",
       "there is account 380501112233 already"},
      {kAccount, "1", "create: {product: LTE Basic}",
       "`customer` is missing in `create` of an account [add `customer: …`]"},
      {kAccount, "1", "create: {i_customer: 101}",
       "`product` is missing in `create` of an account [add `product: …`]"},
      {kAccount, "1", "create: {customer: Panda Telecom, i_customer: 101, product: LTE Basic}",
       "`i_customer` stands beside `customer`, and says the same [leave one of them out]"},
      {kAccount, "", "create: {customer: Panda Telecom, product: LTE Basic}", "a new account needs a name"},
      {kAccount, "380501112233", "change_id: ''", "an empty text is no name [write the name]"},
      {kAccount, "380501112233", "set: {id: ''}", "an empty text is no name [write the name]"},
      {kAccount, "380501112233", "charge: -1", "`charge` is an amount over 0, not `-1`"},
      {kCustomer, "Panda Telecom", "issue_invoice: 0", "`issue_invoice` is an amount over 0, not `0`"},
      {kCustomer, "Panda Telecom", "rename: ''", "an empty text is no name [write the name]"},
      {kCustomer, "New Name", "create: {i_customer_type: 9}",
       "`9` is not known here [one of: `1`, `2`, `3`]"},
      {kCustomer, "New Name", "create: {currency: Euro}",
       "`Euro` is not a currency: write three capital letters, as USD"},
      {kCustomer, "New Name", "create: {i_parent: 9999}", "there is no i_customer 9999"},
      {kInvoice, "2026-00002", "refund: -5", "`refund` is an amount over 0, not `-5`"},
      {kInvoice, "2026-00002", "pay_partly: 0", "`pay_partly` is an amount over 0, not `0`"},
      {kSim, "12", "add: {iccid: 8938001000000000099}", "`12` is no IMSI [that has 6 to 15 digits]"},
      {kSim, "255010000000077", "add: {iccid: 8938}", "`8938` is no ICCID [that has 18 to 22 digits]"},
      {kSim, "255010000000001", "set: {msisdn: x}", "`x` is no MSISDN [that has 3 to 15 digits]"},
      {kAccount, "380501112241", "block", "account 380501112241 is closed"},
      {kAccount, "380671112201", "top_up: 5",
       "account 380671112201 spends its customer's funds [change customer Kestrel Couriers instead]"},
      {kAccount, "380931112201", "exhaust_funds",
       "account 380931112201 has no credit limit, so its funds have no end [set a `credit_limit` first]"},
      {kCustomer, "New Name", "create: {reseller: Panda Telecom}",
       "customer `Panda Telecom` is no reseller [a reseller has `i_customer_type: 2`]"},
      {kCustomer, "New Name", "create: {i_parent: 101}",
       "customer `Panda Telecom` is no reseller [a reseller has `i_customer_type: 2`]"},
      {kCustomer, "Panda Telecom", "rename: Credit Corner", "there is a customer `Credit Corner` already"},
      {kCustomer, "Blocked Bistro", "reach_credit_limit",
       "customer Blocked Bistro has no credit limit [set a `credit_limit` first]"},
      {kCustomer, "Empty Eagles", "restore_credit", "customer Empty Eagles is prepaid [see `top_up`]"},
      {kCustomer, "Panda Telecom", "set: {bill_status: C}",
       "a customer is closed by `terminate`, which closes its accounts too"},
      {kInvoice, "2026-00003", "pay_partly: 125.25",
       "invoice 2026-00003 has only 125.25 EUR to pay [see `pay`]"},
      {kInvoice, "2026-00002", "refund: 100.01", "invoice 2026-00002 has only 100.00 EUR paid"},
      {kDid, "442079460003", "assign_to_account: 380501112233",
       "DID 442079460003 belongs to customer Kestrel Couriers [see `release`]"},
      {kDid, "442079460006", "assign_to_customer: Panda Telecom",
       "DID 442079460006 is cancelled [see `activate`]"},
      {kDid, "number", "upload", "`number` is no DID [that has 1 to 32 digits]"},
      {kSim, "255010000000001", "remove",
       "SIM 255010000000001 is used by account 380501112233 [see `remove_sim`]"},
      {kSim, "255010000000001", "set_status: disposed",
       "SIM 255010000000001 is on an account [see `remove_sim` of the account]"},
  };
  for (const Wrong& each : wrongs) {
    EXPECT_EQ(refusal(mvno(), each.entity, each.name, each.deed), each.says) << each.deed;
  }
}

TEST(CheckArgument, PointsAtEveryMistakeInOneGo) {
  const auto document = base::parse_document("t", "{prodct: 1, blocked: maybe, credit_limit: [1]}");
  ASSERT_TRUE(document);
  base::Findings findings("t");
  check_argument(*find_change(kAccount, "set"), document->root, findings);
  EXPECT_EQ(findings.size(), 3u);
}

TEST(AfterTermination, ACardOfAClosedAccountMayServeAnother) {
  World world = mvno();
  world.apply(changed(world, kAccount, "380501112233", "terminate"), world.clock());
  EXPECT_EQ(world.sim_card_of(IAccount(1001))->imsi, Imsi("255010000000001"));
  const ChangeSet change = changed(world, kAccount, "380501112244", "assign_sim: 255010000000001");
  EXPECT_EQ(described(change.events), Events{"Account/SIMCardAssignment account 1012"});
  world.apply(change, world.clock());
  EXPECT_EQ(world.sim_card_of(IAccount(1012))->msisdn, Msisdn("380501112244"));
}

TEST(ReachCreditLimit, BarsTheCustomersCreditAccounts) {
  World world = mvno();
  world.apply(changed(world, kCustomer, "Panda Telecom", "reach_credit_limit"), world.clock());
  EXPECT_EQ(account_status(world, *world.account("380501112233"), world.clock()), "customer_credit_exceed");
}

}  // namespace
}  // namespace sim
