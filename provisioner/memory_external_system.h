// An ExternalSystem in memory, for tests: it holds records, counts changes and fails when told to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "provisioner/external_system.h"

namespace prov {

class MemoryExternalSystem final : public ExternalSystem {
 public:
  Outcome<std::optional<Subscriber>> find(const std::string& imsi) override;
  Outcome<void> put(const Subscriber& subscriber) override;
  Outcome<void> remove(const std::string& imsi) override;

  // The next `times` calls fail and do nothing.
  void fail_next(int times, Failure with);
  // "PUT 255…", "DELETE 255…", in order; reading is not a change.
  std::vector<std::string> changes() const;
  std::map<std::string, Subscriber> records() const;

 private:
  std::optional<Failure> next_failure() REQUIRES(mutex_);

  mutable base::Mutex mutex_;
  std::map<std::string, Subscriber> records_ GUARDED_BY(mutex_);
  std::vector<std::string> changes_ GUARDED_BY(mutex_);
  int failures_left_ GUARDED_BY(mutex_) = 0;
  Failure failure_ GUARDED_BY(mutex_);
};

}  // namespace prov
