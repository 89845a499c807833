// Which events a row's new version records: PortaBilling's triggers, as functions of before and after.
//
// The types are attested; that these and no others are recorded together, and their order, is assumed. What
// no attested type speaks of (a credit limit that leaves funds as they were) records nothing.
#pragma once

#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/virtual_time.h"
#include "simulator/billing/provisioning_event.h"
#include "simulator/billing/world.h"

namespace sim {

class EventRecorder {
 public:
  // Borrows `before`, the world that the change is made to.
  EventRecorder(const World& before, base::VirtualTime now, int release)
      : before_(before), now_(now), release_(release) {}

  // Each takes the row as it will be and compares it with what the world holds; a row that it does not hold
  // is new.
  void see(const Account& after);
  // With the events that its accounts inherit.
  void see(const Customer& after);
  void see(const Product& after);
  void see(const SimCard& after);
  void see(const Did& after);
  void see(const Invoice& after);
  void see_removed(const EntityRef& ref);

  // `event_type` by its newest name; left out where the release does not know it.
  void record(std::string_view event_type, IAccount i_account);

  std::vector<ProvisioningEvent> take() { return std::move(events_); }

 private:
  ProvisioningEvent* add(std::string_view event_type);
  ProvisioningEvent* add(std::string_view event_type, IAccount i_account);
  ProvisioningEvent* add(std::string_view event_type, ICustomer i_customer);
  void add(std::string_view event_type, const Did& did);
  void add(std::string_view event_type, const Invoice& invoice);
  void add(std::string_view event_type, const SimCard& card);
  void see_status(const Account& before, const Account& after);
  void see_addons(const Account& before, const Account& after);
  void see_quotas(const Account& before, const Account& after);
  void see_status(const Customer& before, const Customer& after);
  void see_features(const Customer& before, const Customer& after);
  template <class Key>
  void see_person(const Person& before, const Person& after, Key key);
  template <class Key>
  void see_balance(std::string_view event_type, Money before, Money after, Key key);
  void sim_assignment(std::optional<IAccount> i_account);

  const World& before_;
  base::VirtualTime now_;
  int release_;
  std::vector<ProvisioningEvent> events_;
  std::set<IAccount> reassigned_;  // accounts whose SIMCardAssignment is recorded: a swap touches two cards
};

}  // namespace sim
