#include "simulator/espf/provisioning_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sim {
namespace {

using testing::ElementsAre;

TEST(StatusOfWord, ReadsBackEveryWordAndNothingElse) {
  for (const auto* word : {"OK", "IN_PROGRESS", "RETRY", "FAILED"}) {
    const auto status = status_of_word(word);
    ASSERT_TRUE(status.has_value()) << word;
    EXPECT_EQ(status_word(*status), word);
  }
  for (const auto* word : {"ok", "Ok", "DONE", "", "OK "})
    EXPECT_EQ(status_of_word(word), std::nullopt) << word;
}

TEST(ServiceGroups, BeginWithThePredefinedOnes) {
  const ServiceGroups groups;
  std::vector<std::string> names;
  for (const auto& group : groups.list()) {
    names.push_back(group.name);
    EXPECT_FALSE(group.is_custom);
    EXPECT_EQ(group.i_group.value(), static_cast<std::int64_t>(names.size()));
  }
  EXPECT_THAT(names, ElementsAre("VoIP", "HSS", "PCRF", "IPTV", "WiMAX", "Netaccess", "NumberPortability",
                                 "LawfulInterception"));
}

TEST(ServiceGroups, NumberCustomOnesFrom1001AndNeverAgain) {
  ServiceGroups groups;
  EXPECT_EQ(groups.create("IOT")->i_group.value(), 1001);
  EXPECT_TRUE(groups.find("IOT")->is_custom);
  EXPECT_TRUE(groups.remove(IGroup(1001)).has_value());
  EXPECT_EQ(groups.find("IOT"), nullptr);
  EXPECT_EQ(groups.create("IOT")->i_group.value(), 1002);
}

TEST(ServiceGroups, GoOnBehindTheWorldsOwn) {
  ServiceGroup own;
  own.i_group = IGroup(1007);
  own.name = "IOT";
  own.is_custom = true;
  ServiceGroups groups({own});
  EXPECT_EQ(groups.create("MVNE")->i_group.value(), 1008);
}

TEST(ServiceGroups, RefuseWhatIsNamelessTooLongOrThere) {
  ServiceGroups groups;
  EXPECT_EQ(groups.create("").error().kind, base::ErrorKind::Invalid);
  std::string name;
  for (int i = 0; i < 64; ++i) name += "ü";
  EXPECT_TRUE(groups.create(name).has_value()) << "characters count, not bytes";
  EXPECT_EQ(groups.create(name + "x").error().kind, base::ErrorKind::Invalid);
  EXPECT_EQ(groups.create("HSS").error().kind, base::ErrorKind::Conflict);
}

TEST(ServiceGroups, RemoveNoPredefinedAndNoUnknownOne) {
  ServiceGroups groups;
  EXPECT_EQ(groups.remove(IGroup(2)).error().kind, base::ErrorKind::Conflict);
  EXPECT_EQ(groups.remove(IGroup(4711)).error().kind, base::ErrorKind::NotFound);
}

TEST(ServiceGroups, HaveALimit) {
  ServiceGroups groups;
  std::size_t created = 0;
  while (created < 2 * kGroupsMax && groups.create("group " + std::to_string(created))) ++created;
  EXPECT_EQ(groups.list().size(), kGroupsMax);
  EXPECT_EQ(groups.create("one more").error().kind, base::ErrorKind::Limit);
}

TEST(ProvisioningStatuses, KeepTheLastOfEachAccountInEachGroup) {
  ProvisioningStatuses statuses;
  statuses.post(IAccount(1), "HSS", {ProvisioningStatus::InProgress, "", {}});
  statuses.post(IAccount(1), "HSS", {ProvisioningStatus::Failed, "no such profile", {}});
  statuses.post(IAccount(1), "IPTV", {ProvisioningStatus::Ok, "", {}});
  ASSERT_TRUE(statuses.find(IAccount(1), "HSS").has_value());
  EXPECT_EQ(statuses.find(IAccount(1), "HSS")->status, ProvisioningStatus::Failed);
  EXPECT_EQ(statuses.find(IAccount(1), "HSS")->message, "no such profile");
  EXPECT_FALSE(statuses.find(IAccount(1), "VoIP").has_value());
  EXPECT_FALSE(statuses.find(IAccount(2), "HSS").has_value());
  EXPECT_EQ(statuses.of(IAccount(1)).size(), 2U);
  EXPECT_TRUE(statuses.of(IAccount(2)).empty());
}

}  // namespace
}  // namespace sim
