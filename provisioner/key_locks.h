// Locks by name: who wants several takes all of them at once, so nobody waits for somebody who waits.
#pragma once

#include <set>
#include <string>

#include "base/mutex.h"

namespace prov {

class KeyLocks {
 public:
  // Holds the names until it is destroyed.
  class Held {
   public:
    Held(Held&& other) noexcept : locks_(other.locks_), keys_(std::move(other.keys_)) {
      other.locks_ = nullptr;
    }
    Held& operator=(Held&&) = delete;
    ~Held();

   private:
    friend class KeyLocks;
    Held(KeyLocks* locks, std::set<std::string> keys) : locks_(locks), keys_(std::move(keys)) {}
    KeyLocks* locks_;
    std::set<std::string> keys_;
  };

  // Waits until nobody holds any of them. Not for who holds some already.
  Held take(std::set<std::string> keys);

 private:
  base::Mutex mutex_;
  base::ConditionVariable released_;
  std::set<std::string> held_ GUARDED_BY(mutex_);
};

}  // namespace prov
