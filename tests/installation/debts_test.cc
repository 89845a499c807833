#include "simulator/installation/debts.h"

#include <gtest/gtest.h>

#include "tests/installation/support.h"

namespace sim {
namespace {

using tests::kSmallWorld;
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

TEST(Debts, OweTheEndOfWhatWasBegunAgain) {
  const World world = small_world();
  Debts debts;
  debts.taken(1, about_account(1001), world, kNow, {});
  debts.taken(2, about_account(1001), world, kNow, {});
  debts.told(IAccount(1001), /*final_status=*/true);
  EXPECT_FALSE(debts.any());
  debts.told(IAccount(1001), /*final_status=*/false);
  EXPECT_TRUE(debts.any()) << "the work for the second event began";
  debts.told(IAccount(1001), /*final_status=*/true);
  EXPECT_FALSE(debts.any());
}

TEST(GroupOf, IsThatOfASystemThatShouldHoldTheAccount) {
  const IAccount with_sim(1001);
  const IAccount without_sim(1002);
  const std::string lte = "{i_service: 4, name: LTE, type: LTE}";
  std::string text = std::string(kSmallWorld) +
                     "  iptv: {kind: hss, group: IPTV, service: IPTV, record: {key: imsi, msisdn: msisdn}}\n";
  text.replace(text.find(lte), lte.size(), lte + ", {i_service: 5, name: IPTV, type: IPTV}");
  const auto read = read_world(*base::parse_document("two.yaml", text));
  ASSERT_TRUE(read) << read.error().front().message;
  const World& world = *read;
  EXPECT_TRUE(is_group_of(world, with_sim, "HSS", kNow));
  EXPECT_FALSE(is_group_of(world, with_sim, "IPTV", kNow)) << "it has no such service";
  EXPECT_FALSE(is_group_of(world, with_sim, "IOT", kNow)) << "the group of no system";
  EXPECT_TRUE(is_group_of(world, without_sim, "HSS", kNow)) << "none holds it: it was removed somewhere";
  EXPECT_TRUE(is_group_of(world, without_sim, "IPTV", kNow));
  EXPECT_FALSE(is_group_of(world, without_sim, "IOT", kNow));
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
