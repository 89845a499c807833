// A change that PortaBilling reports: what a change records and the ESPF delivers.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/json.h"
#include "simulator/billing/ids.h"

namespace sim {

// Without its i_event: the ESPF gives it one when it enters the queue.
struct ProvisioningEvent {
  std::string event_type;  // fine-grained, in the name of the configured release; or as scripted

  // Whose event it is: at most one of these, save Invoice/New and the like, which name the customer too.
  std::optional<IAccount> i_account;
  std::optional<ICustomer> i_customer;
  std::optional<IInvoice> i_invoice;
  std::optional<DidNumber> number;

  // Further variables of the fine-grained form (prev_balance …); an object.
  base::Json variables = base::Json::object();

  bool inherited = false;  // recorded for an account because its customer changed
  bool scripted = false;   // came from `emit`, not from a change of the world

  friend bool operator==(const ProvisioningEvent&, const ProvisioningEvent&) = default;
};

// "Account/Blocked account 1001": for people and tests. Variables are not shown.
std::string describe(const ProvisioningEvent& event);

}  // namespace sim
