// How fast the ESPF sends: a token bucket in virtual time, in whole microseconds, so that one run is as the
// other.
#pragma once

#include <optional>

#include "base/virtual_time.h"

namespace sim {

class SendRate {
 public:
  // On average `per_second`, at most `burst` (at least 1) at one instant; 0 per second: no limit.
  SendRate(double per_second, int burst);

  // When the next one may be sent: at any instant from there on; nothing where there is no limit.
  std::optional<base::VirtualTime> next() const;
  bool may_send(base::VirtualTime now) const;
  // One is sent. REQUIRES: may_send(now)
  void take(base::VirtualTime now);

 private:
  base::VirtualDuration interval_{0};           // 0: no limit
  base::VirtualDuration credit_{0};             // how far the schedule may run ahead of time
  std::optional<base::VirtualTime> scheduled_;  // when all that was sent would have been sent at the average
};

}  // namespace sim
