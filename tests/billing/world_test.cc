#include "simulator/billing/world.h"

#include "simulator/billing/queries.h"
#include "tests/billing/support.h"

namespace sim {
namespace {

using std::chrono::minutes;
using tests::changed;
using tests::mvno;

TEST(World, FindsACardByImsiIccidAndMsisdn) {
  const SimCard* card = mvno().sim_card("255010000000001");
  ASSERT_NE(card, nullptr);
  EXPECT_EQ(mvno().sim_card("89380012345678900011"), card);
  EXPECT_EQ(mvno().sim_card("380501112233"), card);
  EXPECT_EQ(mvno().sim_card("380501112299"), nullptr);
}

TEST(World, ForgetsAnOldNameAndFindsTheNewOne) {
  World world = mvno();
  world.apply(changed(world, EntityKind::Account, "380501112233", "change_id: 380501119999"), world.clock());
  EXPECT_EQ(world.account("380501112233"), nullptr);
  EXPECT_EQ(world.account("380501119999")->i_account, IAccount(1001));
  EXPECT_EQ(world.sim_card("380501119999")->imsi, Imsi("255010000000001"));
}

TEST(World, LetsTwoRowsSwapTheirNamesInOneChange) {
  World world = mvno();
  Account one = *world.account("380501112233");
  Account other = *world.account("380501112234");
  std::swap(one.id, other.id);
  world.apply({{one, other}, {}, {}, "", std::nullopt}, world.clock());
  EXPECT_EQ(world.account("380501112233")->i_account, other.i_account);
  EXPECT_EQ(world.account("380501112234")->i_account, one.i_account);
}

TEST(World, ServesEarlierVersions) {
  World world = mvno();
  const base::VirtualTime start = world.clock();
  const base::VirtualTime later = start + minutes(5);
  world.apply(changed(world, EntityKind::Account, "380501112233", "assign_sim: 255010000000002"), later);
  world.apply(changed(world, EntityKind::Account, "380501112233", "block"), later + minutes(5));

  EXPECT_FALSE(world.account_at(IAccount(1001), later)->blocked);
  EXPECT_TRUE(world.account_at(IAccount(1001), later + minutes(5))->blocked);
  EXPECT_EQ(world.as_of(start).sim_card_of(IAccount(1001))->imsi, Imsi("255010000000001"));
  EXPECT_EQ(world.as_of(later).sim_card_of(IAccount(1001))->imsi, Imsi("255010000000002"));
  EXPECT_FALSE(world.as_of(later).account("380501112233")->blocked);
  EXPECT_EQ(world.as_of(start).systems().size(), 1u);
}

TEST(World, DoesNotKnowAnEntityBeforeItWasCreatedNorAfterItWasRemoved) {
  World world = mvno();
  const base::VirtualTime later = world.clock() + minutes(1);
  world.apply(changed(world, EntityKind::Did, "442079460009", "upload"), later);
  EXPECT_EQ(world.as_of(world.clock()).did("442079460009"), nullptr);
  world.apply(changed(world, EntityKind::Did, "442079460009", "remove"), later + minutes(1));
  EXPECT_EQ(world.did("442079460009"), nullptr);
  EXPECT_NE(world.as_of(later).did("442079460009"), nullptr);
}

TEST(World, KeepsABoundedPast) {
  World world = mvno();
  Account account = *world.account("380501112233");
  for (int i = 1; i <= 100; ++i) {
    account.person.note = std::to_string(i);
    world.put(account, world.clock() + minutes(i));
  }
  EXPECT_EQ(world.account_at(IAccount(1001), world.clock() + minutes(90))->person.note, "90");
  EXPECT_EQ(world.account_at(IAccount(1001), world.clock())->person.note, "69");  // the oldest that is kept
}

TEST(World, IsCopiedWithoutItsCopiesTouchingEachOther) {
  World one = mvno();
  World other = one;
  one.apply(changed(one, EntityKind::Account, "380501112233", "block"), one.clock());
  EXPECT_TRUE(one.account("380501112233")->blocked);
  EXPECT_FALSE(other.account("380501112233")->blocked);
}

TEST(World, DescribesWhatItHolds) {
  EXPECT_EQ(mvno().describe(EntityRef(IAccount(1001))), "account 380501112233");
  EXPECT_EQ(mvno().describe(EntityRef(ISimCard(2))), "SIM 255010000000002");
  EXPECT_EQ(mvno().describe(EntityRef(IInvoice(99))), "invoice 99");
}

TEST(Like, TakesPercentForAnything) {
  EXPECT_TRUE(like("380501112233", "3805%"));
  EXPECT_TRUE(like("Olena Vertypor", "%VERT%"));
  EXPECT_TRUE(like("aXbXc", "a%X%c"));
  EXPECT_TRUE(like("anything", ""));
  EXPECT_TRUE(like("", "%"));
  EXPECT_FALSE(like("380501112233", "3805"));
  EXPECT_FALSE(like("abc", "a%d"));
}

TEST(ListAccounts, FiltersAndPages) {
  AccountQuery query;
  query.i_customer = mvno().customer("Panda Telecom")->i_customer;
  EXPECT_EQ(list_accounts(mvno(), query).total, 11u);  // without the closed one
  query.with_closed = true;
  query.paging = {5, 10};
  const Page<Account> page = list_accounts(mvno(), query);
  EXPECT_EQ(page.total, 12u);
  ASSERT_EQ(page.rows.size(), 2u);
  EXPECT_EQ(page.rows[0]->i_account, IAccount(1011));

  query = {};
  query.id = "38067%";
  EXPECT_EQ(list_accounts(mvno(), query).total, 6u);
  query = {};
  query.bill_status = AccountBillStatus::Closed;
  EXPECT_EQ(list_accounts(mvno(), query).total, 1u);
}

TEST(ListDids, KnowsTheCodesOfUsage) {
  const auto total = [](char usage) {
    DidQuery query;
    query.usage = usage;
    return list_dids(mvno(), query).total;
  };
  EXPECT_EQ(total('A'), 6u);
  EXPECT_EQ(total('U'), 1u);
  EXPECT_EQ(total('I'), 2u);
  EXPECT_EQ(total('F'), 2u);
  EXPECT_EQ(total('Z'), 1u);
}

TEST(AllowedAddons, AreThoseThatTheProductNames) {
  EXPECT_EQ(allowed_addons(mvno(), *mvno().product("LTE Basic")).size(), 3u);
  EXPECT_EQ(allowed_addons(mvno(), *mvno().product("LTE Unlimited")).size(), 2u);
}

}  // namespace
}  // namespace sim
