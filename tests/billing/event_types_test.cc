#include "simulator/billing/event_types.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "simulator/billing/changes.h"
#include "simulator/billing/provisioning_event.h"

namespace sim {
namespace {

std::string grouped(const std::string& event_type, bool of_an_account = true) {
  ProvisioningEvent event;
  event.event_type = event_type;
  if (of_an_account) event.i_account = IAccount(1);
  return grouped_form(event).value_or("nothing");
}

TEST(EventTypes, AreInOrderAndUnique) {
  const auto& types = event_types();
  const auto at = std::adjacent_find(types.begin(), types.end(),
                                     [](const EventType& a, const EventType& b) { return a.name >= b.name; });
  EXPECT_EQ(at, types.end()) << at->name;
}

TEST(EventTypes, HoldEveryNameOfRelease80) {
  EXPECT_EQ(std::count_if(event_types().begin(), event_types().end(),
                          [](const EventType& type) { return type.first_release == 80; }),
            89);
}

TEST(EventTypes, KnowNoNameThatNobodyAttests) {
  EXPECT_EQ(find_event_type("Account/BalanceBecameAvailable"), nullptr);
  EXPECT_EQ(find_event_type("Account/BlockStatus"), nullptr);
}

TEST(EventTypes, AreGroupedAsSuggested) {
  EXPECT_EQ(grouped("Account/New"), "Subscriber/Created");
  EXPECT_EQ(grouped("Account/Status/Closed"), "Subscriber/Deleted");
  EXPECT_EQ(grouped("Account/Blocked"), "Subscriber/Updated");
  EXPECT_EQ(grouped("Customer/New"), "Customer/Created");
  EXPECT_EQ(grouped("Customer/Status/Closed"), "Customer/Deleted");
  EXPECT_EQ(grouped("Customer/Name/Changed"), "Customer/Updated");
  EXPECT_EQ(grouped("Invoice/New"), "Invoice/Created");
  EXPECT_EQ(grouped("Invoice/AmountPaid/Changed"), "Invoice/Updated");
  EXPECT_EQ(grouped("DID/New"), "DID/Created");
  EXPECT_EQ(grouped("DID/Status/Moved"), "DID/Updated");
  EXPECT_EQ(grouped("DID/Deleted"), "DID/Deleted");
  EXPECT_EQ(grouped("Subscriber/Name/Changed"), "Subscriber/Updated");
  EXPECT_EQ(grouped("Subscriber/Name/Changed", /*of_an_account=*/false), "Customer/Updated");
  EXPECT_EQ(grouped("Connection/New"), "nothing");
  EXPECT_EQ(grouped("SIM/Updated"), "SIM/Updated");
  EXPECT_EQ(grouped("Anything/Scripted"), "Anything/Scripted");
}

TEST(NameInRelease, FollowsReplacements) {
  struct Case {
    const char* name;
    int release;
    const char* expected;
  };
  const Case cases[] = {{"Account/Status/Suspended", 80, "Account/Status/Suspend"},
                        {"Account/Status/Suspended", 114, "Account/Status/Suspend"},
                        {"Account/Status/Suspended", 115, "Account/Status/Suspended"},
                        {"Account/Status/Suspend", 115, "Account/Status/Suspended"},
                        {"Account/Status/SuspensionRemoved", 107, "Account/Status/Unsuspend"},
                        {"Account/ID/Changed", 80, "Account/Id/Changed"},
                        {"Account/ID/Changed", 99, "Account/ID/Changed"},
                        {"Customer/Status/Suspended", 100, "Customer/Status/Suspend"},
                        {"Customer/Status/Suspended", 116, "Customer/Status/Suspended"},
                        {"Customer/Status/Limited", 109, "none"},
                        {"Account/Service/QuotaExpired", 114, "none"},
                        {"DID/Deleted", 80, "DID/Deleted"},
                        {"SIM/Replaced", 120, "none"},
                        {"SIM/Replaced", 121, "SIM/Replaced"},
                        {"No/Such", 115, "none"}};
  for (const Case& each : cases) {
    EXPECT_EQ(name_in_release(each.name, each.release).value_or("none"), each.expected)
        << each.name << " in " << each.release;
  }
}

TEST(IsCoalesced, HoldsForTheListedTypesFromTheirRelease) {
  std::vector<std::string> coalesced;
  for (const EventType& type : event_types()) {
    if (is_coalesced(type.name, 116)) coalesced.emplace_back(type.name);
  }
  EXPECT_EQ(coalesced.size(), 11u);
  EXPECT_TRUE(is_coalesced("Customer/Status/Suspended", 110));
  EXPECT_FALSE(is_coalesced("Account/ProductAddon/Changed", 107));
  EXPECT_FALSE(is_coalesced("Account/Service/QuotaExpired", 110));
  EXPECT_FALSE(is_coalesced("Account/ProductAddon/Inserted", 116));
}

TEST(ChangeTable, NamesOnlyEventsThatTheTableKnows) {
  for (const ChangeRow& row : change_table()) {
    EXPECT_FALSE(row.sentence.empty()) << row.deed;
    EXPECT_FALSE(row.events.empty()) << row.deed;
    for (const std::string& name : row.events) {
      EXPECT_TRUE(find_event_type(name) || find_grouped_type(name)) << row.deed << " " << name;
    }
  }
}

}  // namespace
}  // namespace sim
