// What to do to the external system for one account: pure functions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "provisioner/account_facts.h"
#include "provisioner/external_system.h"

namespace prov {

// How PortaBilling's words become the HSS's.
struct Mapping {
  // A service is the LTE service where its type is this or its name contains it (in any case of letters) …
  std::string lte_service = "LTE";
  // … or stands here, by its i_service or name; the value is the profile. Else the profile is its name.
  std::map<std::string, std::string> profiles;
  // Values of an account's `status` that leave the service on; with any other it is barred.
  std::set<std::string> working_statuses = {"active", "ok", "customer_suspension_delayed",
                                            "customer_limiting_delayed"};
};

// The profile of the account's LTE service; "" where it has none.
std::string profile_of(const AccountFacts& facts, const Mapping& mapping);

// True where the account exists and is not to be served now.
bool is_barred(const AccountFacts& facts, const Mapping& mapping);

// The records that the HSS should hold for the account: one for each SIM card, none where it does not exist
// or has no LTE service.
std::vector<Subscriber> wanted_records(const AccountFacts& facts, const Mapping& mapping);

struct Put {
  Subscriber subscriber;
  friend bool operator==(const Put&, const Put&) = default;
};
struct Remove {
  std::string imsi;
  friend bool operator==(const Remove&, const Remove&) = default;
};
using HssOperation = std::variant<Put, Remove>;

struct AccountPlan {
  std::vector<std::string> claims;       // IMSIs to remember before the operations
  std::vector<HssOperation> operations;  // in this order: an old card goes before the new one comes
  std::vector<std::string> releases;     // IMSIs to forget after the operations

  friend bool operator==(const AccountPlan&, const AccountPlan&) = default;
};

// What to do where PortaBilling wants `wanted`, the HSS holds `current` (asked for every IMSI wanted,
// remembered or still on a card of the account) and we remember having put `remembered` for this account.
AccountPlan plan_account(const std::vector<Subscriber>& wanted,
                         const std::map<std::string, Subscriber>& current,
                         const std::vector<std::string>& remembered);

}  // namespace prov
