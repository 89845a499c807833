// What PortaBilling says × what the HSS holds × what we remember → what to do.
#include "provisioner/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace prov {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kOld = "255010000000001";
const std::string kNew = "255010000000002";

Subscriber record(const std::string& imsi, bool barred = false, const std::string& profile = "LTE 20M") {
  return {imsi, "380501112233", profile, barred};
}

std::map<std::string, Subscriber> holding(const std::vector<Subscriber>& records) {
  std::map<std::string, Subscriber> current;
  for (const auto& each : records) current.emplace(each.imsi, each);
  return current;
}

struct PlanCase {
  const char* name;
  std::vector<Subscriber> wanted;
  std::vector<Subscriber> held;
  std::vector<std::string> remembered;
  AccountPlan plan;
};

class PlanAccount : public testing::TestWithParam<PlanCase> {};

TEST_P(PlanAccount, IsTheDifference) {
  const auto& given = GetParam();
  const auto plan = plan_account(given.wanted, holding(given.held), given.remembered);
  EXPECT_EQ(plan.claims, given.plan.claims);
  EXPECT_EQ(plan.operations, given.plan.operations);
  EXPECT_EQ(plan.releases, given.plan.releases);
}

INSTANTIATE_TEST_SUITE_P(
    All, PlanAccount,
    testing::Values(
        PlanCase{"Nothing", {}, {}, {}, {}},
        PlanCase{"Create", {record(kNew)}, {}, {}, {{kNew}, {Put{record(kNew)}}, {}}},
        PlanCase{"InLine", {record(kNew)}, {record(kNew)}, {kNew}, {}},
        PlanCase{"InLineButNotOurs", {record(kNew)}, {record(kNew)}, {}, {{kNew}, {}, {}}},
        PlanCase{"Bar", {record(kNew, true)}, {record(kNew)}, {kNew}, {{}, {Put{record(kNew, true)}}, {}}},
        PlanCase{"Unbar", {record(kNew)}, {record(kNew, true)}, {kNew}, {{}, {Put{record(kNew)}}, {}}},
        PlanCase{"ChangeProfile",
                 {record(kNew, false, "LTE Unlimited")},
                 {record(kNew)},
                 {kNew},
                 {{}, {Put{record(kNew, false, "LTE Unlimited")}}, {}}},
        PlanCase{"Remove", {}, {record(kOld)}, {kOld}, {{}, {Remove{kOld}}, {kOld}}},
        PlanCase{"RemoveWhatWeDidNotPut", {}, {record(kOld)}, {}, {{}, {Remove{kOld}}, {}}},
        PlanCase{"Swap",
                 {record(kNew)},
                 {record(kOld)},
                 {kOld},
                 {{kNew}, {Remove{kOld}, Put{record(kNew)}}, {kOld}}},
        PlanCase{
            "SwapAfterACrashBetweenTheTwo", {record(kNew)}, {record(kNew)}, {kOld, kNew}, {{}, {}, {kOld}}},
        PlanCase{"ForgetWhatIsGone", {}, {}, {kOld}, {{}, {}, {kOld}}},
        PlanCase{"PutBackWhatSomebodyRemoved", {record(kNew)}, {}, {kNew}, {{}, {Put{record(kNew)}}, {}}},
        PlanCase{"TwoCards",
                 {record(kNew), record(kOld)},
                 {record(kOld)},
                 {kOld},
                 {{kNew}, {Put{record(kNew)}}, {}}}),
    [](const auto& param) { return std::string(param.param.name); });

AccountFacts open_account() {
  AccountFacts facts(IAccount(1));
  facts.exists = true;
  facts.id = "380501112233@msisdn";
  facts.bill_status = "O";
  facts.services = {{"3", "Voice calls"}, {"10", "LTE 20M"}};
  facts.sim_cards = {{kNew, "380501112233"}};
  return facts;
}

TEST(WantedRecords, NamesTheProfileForTheLteService) {
  EXPECT_THAT(wanted_records(open_account(), {}), ElementsAre(record(kNew)));
}

TEST(WantedRecords, TakesAConfiguredProfileByIdOrName) {
  Mapping mapping;
  mapping.profiles = {{"10", "gold"}};
  EXPECT_EQ(profile_of(open_account(), mapping), "gold");
  mapping.profiles = {{"LTE 20M", "silver"}};
  EXPECT_EQ(profile_of(open_account(), mapping), "silver");
}

TEST(WantedRecords, AreNoneWithoutLteWithoutCardAndAfterTheEnd) {
  auto facts = open_account();
  facts.services = {{"3", "Voice calls"}};
  EXPECT_THAT(wanted_records(facts, {}), IsEmpty());
  facts = open_account();
  facts.sim_cards.clear();
  EXPECT_THAT(wanted_records(facts, {}), IsEmpty());
  facts = open_account();
  facts.exists = false;
  EXPECT_THAT(wanted_records(facts, {}), IsEmpty());
}

TEST(IsBarred, ByEveryWordThatStopsService) {
  EXPECT_FALSE(is_barred(open_account(), {}));
  for (const char* status : {"blocked", "suspended", "customer_suspended", "credit_exceeded", "zero_balance",
                             "expired", "overdraft", "customer_credit_exceed",
                             "customer_has_no_available_funds", "frozen", "a word that no release had yet"}) {
    auto facts = open_account();
    facts.status = status;
    EXPECT_TRUE(is_barred(facts, {})) << status;
  }
  for (const char* status : {"active", "customer_suspension_delayed", "customer_limiting_delayed"}) {
    auto facts = open_account();
    facts.status = status;
    EXPECT_FALSE(is_barred(facts, {})) << status;
  }
}

TEST(IsBarred, ByBlockAndBillStatusOfAccountAndCustomer) {
  auto facts = open_account();
  facts.blocked = true;
  EXPECT_TRUE(is_barred(facts, {}));
  facts = open_account();
  facts.customer_blocked = true;
  EXPECT_TRUE(is_barred(facts, {}));
  for (const char* bill_status : {"S", "I"}) {
    facts = open_account();
    facts.bill_status = bill_status;
    EXPECT_TRUE(is_barred(facts, {})) << bill_status;
  }
  facts = open_account();
  facts.customer_bill_status = "S";
  EXPECT_TRUE(is_barred(facts, {}));
  facts.status = "customer_suspension_delayed";
  EXPECT_FALSE(is_barred(facts, {})) << "the suspension has not begun";
}

base::Json json(const char* text) { return *base::parse_json(text); }

TEST(ReadAccount, UnderstandsServicesAsIdsNamesAndObjects) {
  const auto facts =
      read_account(IAccount(1), json(R"({"account_info":{"i_account":1,"bill_status":"O","blocked":"N",
      "id":"380501112233@msisdn","i_customer":"9","i_product":4,
      "included_services":[3,"10","LTE gold",{"i_service":7,"name":"LTE 20M","service_type":"LTE"}]}})"));
  EXPECT_TRUE(facts.exists);
  EXPECT_EQ(facts.i_customer, ICustomer(9));
  EXPECT_EQ(facts.i_product, 4);
  EXPECT_THAT(facts.services, ElementsAre(Service{"3", ""}, Service{"10", ""}, Service{"", "LTE gold"},
                                          Service{"7", "LTE 20M", "LTE"}));
}

TEST(ReadAccount, TakesAnEmptyAnswerAndAClosedAccountForGone) {
  EXPECT_FALSE(read_account(IAccount(1), json("{}")).exists);
  EXPECT_FALSE(read_account(IAccount(1), json(R"({"account_info":{}})")).exists);
  EXPECT_FALSE(read_account(IAccount(1), json(R"({"account_info":{"id":"1","bill_status":"C"}})")).exists);
}

TEST(ReadSimCards, TakesTheAccountsOwnAndItsNumberWhereTheCardHasNone) {
  auto facts = open_account();
  facts.sim_cards.clear();
  read_sim_cards(facts, json(R"([{"imsi":255010000000002,"i_account":1,"msisdn":""},
      {"imsi":"255010000000001","i_account":"1","msisdn":"380509999999"},
      {"imsi":"255010000000003","i_account":2},{"imsi":null}])"));
  EXPECT_THAT(facts.sim_cards, ElementsAre(SimCard{kOld, "380509999999"}, SimCard{kNew, "380501112233"}));
}

TEST(ReadProduct, NamesServicesThatCameAsIds) {
  auto facts = open_account();
  facts.services = {{"10", ""}, {"11", ""}};
  read_product(
      facts,
      json(R"({"product_info":{"name":"Mobile","included_services":[{"i_service":10,"name":"LTE 20M"}]}})"));
  EXPECT_THAT(facts.services, ElementsAre(Service{"10", "LTE 20M"}, Service{"11", ""}));
}

}  // namespace
}  // namespace prov
