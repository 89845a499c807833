#include "provisioner/memory_external_system.h"

#include <utility>

namespace prov {

std::optional<Failure> MemoryExternalSystem::next_failure() {
  if (failures_left_ == 0) return {};
  failures_left_ -= 1;
  return failure_;
}

Outcome<std::optional<Subscriber>> MemoryExternalSystem::find(const std::string& imsi) {
  base::MutexLock lock(mutex_);
  if (auto failed = next_failure()) return tl::unexpected(*failed);
  const auto found = records_.find(imsi);
  if (found == records_.end()) return std::optional<Subscriber>();
  return std::optional<Subscriber>(found->second);
}

Outcome<void> MemoryExternalSystem::put(const Subscriber& subscriber) {
  base::MutexLock lock(mutex_);
  if (auto failed = next_failure()) return tl::unexpected(*failed);
  records_[subscriber.imsi] = subscriber;
  changes_.push_back("PUT " + subscriber.imsi);
  return {};
}

Outcome<void> MemoryExternalSystem::remove(const std::string& imsi) {
  base::MutexLock lock(mutex_);
  if (auto failed = next_failure()) return tl::unexpected(*failed);
  if (records_.erase(imsi) > 0) changes_.push_back("DELETE " + imsi);
  return {};
}

void MemoryExternalSystem::fail_next(int times, Failure with) {
  base::MutexLock lock(mutex_);
  failures_left_ = times;
  failure_ = std::move(with);
}

std::vector<std::string> MemoryExternalSystem::changes() const {
  base::MutexLock lock(mutex_);
  return changes_;
}

std::map<std::string, Subscriber> MemoryExternalSystem::records() const {
  base::MutexLock lock(mutex_);
  return records_;
}

}  // namespace prov
