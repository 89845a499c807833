#include "simulator/billing/statuses.h"

#include <set>

#include "tests/billing/support.h"

namespace sim {
namespace {

using tests::mvno;

std::string status_of(const World& world, const std::string& id) {
  return std::string(account_status(world, *world.account(id), world.clock()).value_or("fine"));
}

TEST(AccountStatus, SaysEveryWordOfTheMvno) {
  const std::pair<const char*, const char*> cases[] = {{"380501112233", "fine"},
                                                       {"380501112234", "fine"},
                                                       {"380501112235", "blocked"},
                                                       {"380501112236", "suspended"},
                                                       {"380501112237", "zero_balance"},
                                                       {"380501112238", "credit_exceeded"},
                                                       {"380501112239", "expired"},
                                                       {"380501112240", "not_yet_active"},
                                                       {"380501112241", "closed"},
                                                       {"380501112242", "inactive"},
                                                       {"380501112243", "fine"},
                                                       {"380671112201", "fine"},
                                                       {"380671112203", "frozen"},
                                                       {"380671112204", "quarantine"},
                                                       {"380671112205", "screening"},
                                                       {"380671112206", "overdraft"},
                                                       {"380931112201", "customer_blocked"},
                                                       {"380931112202", "customer_suspended"},
                                                       {"380931112203", "customer_limited"},
                                                       {"380931112204", "customer_credit_exceed"},
                                                       {"380931112205", "customer_has_no_available_funds"},
                                                       {"380931112206", "customer_provisionally_terminated"},
                                                       {"380931112207", "customer_exported"},
                                                       {"380931112208", "customer_suspension_delayed"},
                                                       {"380931112209", "customer_limiting_delayed"}};
  for (const auto& [id, word] : cases) EXPECT_EQ(status_of(mvno(), id), word) << id;
}

TEST(AccountStatus, LetsAnAdministratorsWordWinOverMoney) {
  World world = mvno();
  Account account = *world.account("380501112237");
  account.blocked = true;
  world.put(account, world.clock());
  EXPECT_EQ(status_of(world, "380501112237"), "blocked");
}

TEST(AccountStatus, ExpiresAtTheVeryMoment) {
  Account account = *mvno().account("380501112233");
  account.expiration_date = mvno().clock();
  EXPECT_EQ(account_status(mvno(), account, mvno().clock()), "expired");
  EXPECT_EQ(account_status(mvno(), account, mvno().clock() - base::VirtualDuration(1)), std::nullopt);
}

TEST(AccountStatus, LeavesAnAccountWithMoneyOfItsOwnAloneWhenTheCustomersCreditIsUsedUp) {
  World world = mvno();
  Customer customer = *world.customer("Panda Telecom");
  customer.balance = *customer.credit_limit;
  world.put(customer, world.clock());
  EXPECT_EQ(status_of(world, "380501112233"), "customer_credit_exceed");
  EXPECT_EQ(status_of(world, "380501112234"), "fine");
}

TEST(CustomerStatus, SaysOneWord) {
  const std::pair<const char*, const char*> cases[] = {{"Panda Telecom", "fine"},
                                                       {"Kestrel Couriers", "fine"},
                                                       {"Blocked Bistro", "blocked"},
                                                       {"Suspended Sweets", "suspended"},
                                                       {"Limited Lions", "limited"},
                                                       {"Credit Corner", "credit_exceeded"},
                                                       {"Empty Eagles", "no_available_funds"},
                                                       {"Parting Parrots", "provisionally_terminated"},
                                                       {"Exported Elks", "exported"},
                                                       {"Delayed Deer", "suspension_delayed"},
                                                       {"Lenient Lynx", "limiting_delayed"}};
  for (const auto& [name, word] : cases) {
    EXPECT_EQ(customer_status(mvno(), *mvno().customer(name)).value_or("fine"), word) << name;
  }
}

TEST(CustomerStatus, TellsOfTheReseller) {
  World world = mvno();
  world.apply(tests::changed(world, EntityKind::Customer, "Blue Heron Mobile", "suspend"), world.clock());
  EXPECT_EQ(customer_status(world, *world.customer("Panda Telecom")), "reseller_suspended");
}

TEST(EffectiveFeature, AsksTheAccountThenTheCustomerThenTheProduct) {
  const World& world = mvno();
  Account account = *world.account("380501112233");
  EXPECT_EQ(effective_feature(world, account, "clip").flag_value, "Y");         // the product's
  EXPECT_EQ(effective_feature(world, account, "cnam_lookup").flag_value, "Y");  // the customer's
  EXPECT_EQ(effective_feature(world, account, "clir").flag_value, "N");         // nobody's
  account.service_features["clip"] = {"N", {}};
  EXPECT_EQ(effective_feature(world, account, "clip").flag_value, "N");
  account.service_features["clip"] = {"~", {}};
  EXPECT_EQ(effective_feature(world, account, "clip").flag_value, "Y");
}

}  // namespace
}  // namespace sim
