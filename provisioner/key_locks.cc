#include "provisioner/key_locks.h"

#include <algorithm>
#include <utility>

namespace prov {

KeyLocks::Held KeyLocks::take(std::set<std::string> keys) {
  base::MutexLock lock(mutex_);
  while (true) {
    bool free = true;
    for (const auto& key : keys) free = free && !held_.contains(key);
    if (free) break;
    released_.wait(mutex_);
  }
  held_.insert(keys.begin(), keys.end());
  return {this, std::move(keys)};
}

KeyLocks::Held::~Held() {
  if (locks_ == nullptr) return;
  {
    base::MutexLock lock(locks_->mutex_);
    for (const auto& key : keys_) locks_->held_.erase(key);
  }
  locks_->released_.notify_all();
}

}  // namespace prov
