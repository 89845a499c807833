#include "simulator/billing/provisioning_mapping.h"

#include "tests/billing/support.h"

namespace sim {
namespace {

using tests::changed;
using tests::mvno;

std::string record_of(const World& world, IAccount i_account) {
  const Account& account = *world.account(i_account);
  const auto record = expected_record(world, *world.system("hss"), account, world.clock());
  return record ? record->key + " " + record->fields.dump() : "none";
}

std::string record_of(const World& world, const std::string& id) {
  return record_of(world, world.account(id)->i_account);
}

std::string record_after(const std::string& id, const std::string& deed) {
  World world = mvno();
  const IAccount i_account = world.account(id)->i_account;
  world.apply(changed(world, EntityKind::Account, id, deed), world.clock());
  return record_of(world, i_account);
}

TEST(ExpectedRecord, HoldsWhatTheHssNeeds) {
  EXPECT_EQ(record_of(mvno(), "380501112233"),
            R"(255010000000001 {"barred":false,"msisdn":"380501112233","profile":"LTE 20M"})");
  EXPECT_EQ(record_of(mvno(), "380501112235"),
            R"(255010000000012 {"barred":true,"msisdn":"380501112235","profile":"LTE 20M"})");
}

TEST(ExpectedRecord, IsNoneForWhoBelongsNotThere) {
  EXPECT_EQ(record_of(mvno(), "380501112241"), "none");  // closed
  EXPECT_EQ(record_of(mvno(), "380501112243"), "none");  // a product without LTE
  EXPECT_EQ(record_of(mvno(), "380501112244"), "none");  // no SIM card
  EXPECT_EQ(record_after("380501112233", "terminate"), "none");
  EXPECT_EQ(record_after("380501112233", "remove_sim"), "none");
  EXPECT_EQ(record_after("380501112233", "change_product: Voice Only"), "none");
}

TEST(ExpectedRecord, FollowsTheChanges) {
  EXPECT_EQ(record_after("380501112233", "assign_sim: 255010000000002"),
            R"(255010000000002 {"barred":false,"msisdn":"380501112233","profile":"LTE 20M"})");
  EXPECT_EQ(record_after("380501112233", "change_product: LTE Unlimited"),
            R"(255010000000001 {"barred":false,"msisdn":"380501112233","profile":"LTE 150M"})");
  EXPECT_EQ(record_after("380501112233", "change_id: 380501119999"),
            R"(255010000000001 {"barred":false,"msisdn":"380501119999","profile":"LTE 20M"})");
}

TEST(ExpectedRecord, IsNotBarredByAWarning) {
  EXPECT_NE(record_of(mvno(), "380931112208").find(R"("barred":false)"), std::string::npos);
  EXPECT_NE(record_of(mvno(), "380931112202").find(R"("barred":true)"), std::string::npos);
}

TEST(ExpectedRecords, CoverTheWholeWorld) {
  const auto records = expected_records(mvno(), *mvno().system("hss"), mvno().clock());
  // 27 accounts less the closed one, the one without LTE and the two without a SIM card.
  EXPECT_EQ(records.size(), 23u);
}

}  // namespace
}  // namespace sim
