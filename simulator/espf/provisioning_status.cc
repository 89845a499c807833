#include "simulator/espf/provisioning_status.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace sim {
namespace {

constexpr std::int64_t kFirstCustomGroup = 1001;

constexpr std::array<std::pair<ProvisioningStatus, std::string_view>, 4> kWords{{
    {ProvisioningStatus::Ok, "OK"},
    {ProvisioningStatus::InProgress, "IN_PROGRESS"},
    {ProvisioningStatus::Retry, "RETRY"},
    {ProvisioningStatus::Failed, "FAILED"},
}};

}  // namespace

std::string_view status_word(ProvisioningStatus status) {
  for (const auto& [value, word] : kWords) {
    if (value == status) return word;
  }
  return "OK";
}

std::optional<ProvisioningStatus> status_of_word(std::string_view word) {
  for (const auto& [value, text] : kWords) {
    if (text == word) return value;
  }
  return std::nullopt;
}

ServiceGroups::ServiceGroups() : ServiceGroups(predefined_service_groups()) {}

ServiceGroups::ServiceGroups(std::vector<ServiceGroup> groups)
    : groups_(std::move(groups)), next_(kFirstCustomGroup) {
  for (const auto& group : groups_) next_ = std::max(next_, group.i_group.value() + 1);
}

const ServiceGroup* ServiceGroups::find(std::string_view name) const {
  const auto found = std::ranges::find(groups_, name, &ServiceGroup::name);
  return found == groups_.end() ? nullptr : &*found;
}

base::Result<ServiceGroup> ServiceGroups::create(const std::string& name) {
  if (name.empty()) return base::fail(base::ErrorKind::Invalid, "a service group needs a name");
  if (base::character_count(name) > kGroupNameCharactersMax) {
    return base::fail(base::ErrorKind::Invalid, "a service group's name has at most " +
                                                    std::to_string(kGroupNameCharactersMax) + " characters");
  }
  if (find(name) != nullptr) {
    return base::fail(base::ErrorKind::Conflict, "the service group `" + name + "` exists already");
  }
  if (groups_.size() >= kGroupsMax) {
    return base::fail(base::ErrorKind::Limit,
                      "there are at most " + std::to_string(kGroupsMax) + " service groups");
  }
  ServiceGroup group;
  group.i_group = IGroup(next_++);
  group.name = name;
  group.is_custom = true;
  groups_.push_back(group);
  return group;
}

base::Result<void> ServiceGroups::remove(IGroup i_group) {
  const auto found = std::ranges::find(groups_, i_group, &ServiceGroup::i_group);
  if (found == groups_.end()) {
    return base::fail(base::ErrorKind::NotFound,
                      "there is no service group " + std::to_string(i_group.value()));
  }
  if (!found->is_custom) {
    return base::fail(base::ErrorKind::Conflict, "the service group `" + found->name + "` is pre-defined");
  }
  groups_.erase(found);
  return {};
}

void ProvisioningStatuses::post(IAccount account, const std::string& group, AccountStatus status) {
  statuses_[account][group] = std::move(status);
}

std::optional<AccountStatus> ProvisioningStatuses::find(IAccount account, const std::string& group) const {
  const auto groups = statuses_.find(account);
  if (groups == statuses_.end()) return std::nullopt;
  const auto status = groups->second.find(group);
  if (status == groups->second.end()) return std::nullopt;
  return status->second;
}

std::map<std::string, AccountStatus> ProvisioningStatuses::of(IAccount account) const {
  const auto groups = statuses_.find(account);
  return groups == statuses_.end() ? std::map<std::string, AccountStatus>{} : groups->second;
}

}  // namespace sim
