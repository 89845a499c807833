// What falls due at an instant of simulated time: restarts, delayed answers, waits on the clock. Ties go by
// order of insertion.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "base/virtual_time.h"

namespace sim {

class Agenda {
 public:
  using Id = std::pair<base::VirtualTime, std::uint64_t>;

  Id add(base::VirtualTime at, std::function<void()> work) {
    const Id id{at, ++last_};
    items_.emplace(id, std::move(work));
    return id;
  }
  void cancel(const Id& id) { items_.erase(id); }

  std::optional<base::VirtualTime> next_due() const {
    if (items_.empty()) return std::nullopt;
    return items_.begin()->first.first;
  }
  // Takes out the first that is due at `now`; null where none is.
  std::function<void()> take_due(base::VirtualTime now) {
    if (items_.empty() || items_.begin()->first.first > now) return nullptr;
    auto work = std::move(items_.begin()->second);
    items_.erase(items_.begin());
    return work;
  }

 private:
  std::map<Id, std::function<void()>> items_;
  std::uint64_t last_ = 0;
};

}  // namespace sim
