#include "simulator/espf/send_rate.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {

SendRate::SendRate(double per_second, int burst) {
  if (!(per_second > 0)) return;
  // Slower than one in a thousand years is as good as never, and keeps the arithmetic within its type.
  const double micros = std::min(std::ceil(1e6 / per_second), 3e16 / std::max(burst, 1));
  interval_ = base::VirtualDuration(std::max<std::int64_t>(1, static_cast<std::int64_t>(micros)));
  credit_ = interval_ * (std::max(burst, 1) - 1);
}

std::optional<base::VirtualTime> SendRate::next() const {
  if (!scheduled_) return std::nullopt;
  return *scheduled_ - credit_;
}

bool SendRate::may_send(base::VirtualTime now) const { return !scheduled_ || *scheduled_ - credit_ <= now; }

void SendRate::take(base::VirtualTime now) {
  assert(may_send(now));
  if (interval_.count() == 0) return;
  scheduled_ = (scheduled_ ? std::max(*scheduled_, now) : now) + interval_;
}

}  // namespace sim
