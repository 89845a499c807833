// What one change does to the world: values to put in it and events to put in the ESPF's queue.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/billing/entities.h"
#include "simulator/billing/provisioning_event.h"

namespace sim {

using EntityRef = std::variant<IAccount, ICustomer, IProduct, ISimCard, IDid, IInvoice>;
using EntityVersion = std::variant<Account, Customer, Product, SimCard, Did, Invoice>;

struct ChangeSet {
  std::vector<EntityVersion> versions;    // new or replacing, each entity at most once
  std::vector<EntityRef> removed;         // SIM cards and DIDs that leave the inventory
  std::vector<ProvisioningEvent> events;  // in the order in which they are recorded
  std::string description;                // "account 380501112233 gets SIM 255010000000002"
  std::optional<EntityRef> subject;       // the entity that was created or changed

  // True where nothing changed and nothing is recorded (a block of what is blocked): that is no error.
  bool empty() const { return versions.empty() && removed.empty() && events.empty(); }
};

}  // namespace sim
