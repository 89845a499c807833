// What the Application owes: for each account that is provisioned somewhere, an OK or FAILED since the last
// event about it, that it took with 200, was sent; and for each of which it told IN_PROGRESS or RETRY, since
// then.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string_view>

#include "simulator/billing/ids.h"
#include "simulator/billing/provisioning_event.h"
#include "simulator/billing/world.h"

namespace sim {

inline constexpr std::size_t kTakenMax = 100'000;

class Debts {
 public:
  // A delivery of this event goes to the Application. One that does its work before it answers 200 tells how
  // it went before that.
  void sent(std::int64_t i_event);
  // The Application answered a delivery of `event` with 200, whatever became of its answer. A repeat of what
  // it took before makes no new debt: it may know that it is one. `holding` are accounts of which a record is
  // held somewhere, whether or not the world still wants it (a terminated account is owed its removal).
  void taken(std::int64_t i_event, const ProvisioningEvent& event, const World& world, base::VirtualTime now,
             const std::set<IAccount>& holding);
  // A status arrived, in a service group of the account: a final one pays, any other is owed its end.
  void told(IAccount account, bool final_status);

  bool any() const { return !owed_.empty(); }
  const std::set<IAccount>& accounts() const { return owed_; }

 private:
  std::set<IAccount> owed_;
  std::set<std::int64_t> taken_;                // i_event; the last kTakenMax
  std::map<std::int64_t, std::uint64_t> sent_;  // i_event → how many finals were told before; the last too
  std::map<IAccount, std::uint64_t> told_;      // the how many-th final was its last
  std::uint64_t finals_ = 0;
};

// Whether a status ends the work on an account.
bool is_final(std::string_view status);
// Whether it is the service group of an external system that should hold a record of the account; of any
// declared one, where none should.
bool is_group_of(const World& world, IAccount account, std::string_view group, base::VirtualTime now);

// Accounts that some declared external system should hold a record of.
bool is_provisioned(const World& world, IAccount account, base::VirtualTime now);

}  // namespace sim
