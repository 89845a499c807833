// What Applications told the ESPF: each account's provisioning status in each service group, and the groups.
// Source: PortaOne, "Sending provisioning status for an account via ESPF API", "Manage service groups".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/virtual_time.h"
#include "simulator/billing/entities.h"
#include "simulator/billing/ids.h"

namespace sim {

enum class ProvisioningStatus { Ok, InProgress, Retry, Failed };
std::string_view status_word(ProvisioningStatus status);  // "OK", "IN_PROGRESS"
std::optional<ProvisioningStatus> status_of_word(std::string_view word);
inline constexpr std::size_t kStatusMessageCharactersMax = 4000;  // documented

inline constexpr std::size_t kGroupNameCharactersMax = 64;  // documented
inline constexpr std::size_t kGroupsMax = 1000;             // ours

class ServiceGroups {
 public:
  ServiceGroups();                                           // the eight pre-defined ones
  explicit ServiceGroups(std::vector<ServiceGroup> groups);  // a world's: World::service_groups()
  const std::vector<ServiceGroup>& list() const { return groups_; }
  // By its exact name; null where there is none.
  const ServiceGroup* find(std::string_view name) const;
  // A custom one, numbered from 1001 on. Errors: Invalid (no name, or over 64 characters), Conflict, Limit.
  base::Result<ServiceGroup> create(const std::string& name);
  // Errors: NotFound, Conflict (a pre-defined one).
  base::Result<void> remove(IGroup i_group);

 private:
  std::vector<ServiceGroup> groups_;
  std::int64_t next_;  // the number of the next custom one
};

struct AccountStatus {
  ProvisioningStatus status = ProvisioningStatus::Ok;
  std::string message;
  base::VirtualTime at;
};

// The last status of each account in each group, as posted. What a status means is the poster's business: any
// may follow any.
class ProvisioningStatuses {
 public:
  void post(IAccount account, const std::string& group, AccountStatus status);
  std::optional<AccountStatus> find(IAccount account, const std::string& group) const;
  std::map<std::string, AccountStatus> of(IAccount account) const;

 private:
  std::map<IAccount, std::map<std::string, AccountStatus>> statuses_;
};

}  // namespace sim
