#include "simulator/installation/debts.h"

#include <gtest/gtest.h>

#include "tests/installation/support.h"

namespace sim {
namespace {

using tests::small_world;

const base::VirtualTime kNow = *base::parse_datetime("2026-01-31 12:00:00");

ProvisioningEvent about_account(std::int64_t i_account) {
  ProvisioningEvent event;
  event.event_type = "Account/Blocked";
  event.i_account = IAccount(i_account);
  return event;
}

TEST(Debts, OweAStatusOfAProvisionedAccountUntilOkOrFailed) {
  const World world = small_world();
  Debts debts;
  debts.taken(1, about_account(1001), world, kNow, {});
  EXPECT_EQ(debts.accounts(), std::set<IAccount>{IAccount(1001)});
  debts.told(IAccount(1001), /*final_status=*/false);
  EXPECT_TRUE(debts.any()) << "IN_PROGRESS and RETRY pay nothing";
  debts.told(IAccount(1001), /*final_status=*/true);
  EXPECT_FALSE(debts.any());
}

TEST(Debts, OweNothingOfAnAccountThatNoSystemHolds) {
  Debts debts;
  debts.taken(1, about_account(1002), small_world(), kNow, {});
  EXPECT_FALSE(debts.any());
}

TEST(Debts, OweTheRemovalOfAnAccountThatHeldARecordBefore) {
  Debts debts;
  debts.taken(1, about_account(1002), small_world(), kNow, {IAccount(1002)});
  EXPECT_TRUE(debts.any());
}

TEST(Debts, OfACustomersEventAreThoseOfItsProvisionedAccounts) {
  ProvisioningEvent event;
  event.event_type = "Customer/Blocked";
  event.i_customer = ICustomer(101);
  Debts debts;
  debts.taken(1, event, small_world(), kNow, {});
  EXPECT_EQ(debts.accounts(), std::set<IAccount>{IAccount(1001)});
}

TEST(Debts, OfAnInvoiceAreNone) {
  ProvisioningEvent event;
  event.event_type = "Invoice/New";
  event.i_customer = ICustomer(101);
  event.i_invoice = IInvoice(1);
  Debts debts;
  debts.taken(1, event, small_world(), kNow, {});
  EXPECT_FALSE(debts.any());
}

TEST(Debts, OfEventsThatChangeNothingInASystemAreNone) {
  for (const char* type : {"Invoice/New", "PaymentTransaction/New", "DID/Status/Assigned"}) {
    ProvisioningEvent event;
    event.event_type = type;
    event.i_customer = ICustomer(101);
    Debts debts;
    debts.taken(1, event, small_world(), kNow, {});
    EXPECT_FALSE(debts.any()) << type;
  }
}

TEST(Debts, GrowByNoRepeat) {
  const World world = small_world();
  Debts debts;
  debts.taken(7, about_account(1001), world, kNow, {});
  debts.told(IAccount(1001), /*final_status=*/true);
  debts.taken(7, about_account(1001), world, kNow, {});
  EXPECT_FALSE(debts.any()) << "the Application knows the repeat and says nothing more";
  debts.taken(8, about_account(1001), world, kNow, {});
  EXPECT_TRUE(debts.any());
}

TEST(Debts, AreNoneWhereTheApplicationToldBeforeItAnswered) {
  Debts debts;
  debts.sent(1);
  debts.told(IAccount(1001), /*final_status=*/true);
  debts.taken(1, about_account(1001), small_world(), kNow, {});
  EXPECT_FALSE(debts.any());
  debts.sent(2);
  debts.taken(2, about_account(1001), small_world(), kNow, {});
  EXPECT_TRUE(debts.any()) << "what was told of an earlier event pays nothing of this one";
}

}  // namespace
}  // namespace sim
