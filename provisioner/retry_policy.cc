#include "provisioner/retry_policy.h"

#include <algorithm>
#include <cassert>

namespace prov {

std::optional<std::chrono::milliseconds> next_delay(const RetryPolicy& policy, int failures,
                                                    std::chrono::milliseconds elapsed, base::Rng& rng) {
  assert(failures > 0);
  if (policy.attempts_max > 0 && failures >= policy.attempts_max) return {};
  if (elapsed >= policy.give_up_after) return {};
  auto delay = std::min(policy.initial, policy.longest);
  for (int i = 1; i < failures && delay < policy.longest; ++i) {
    delay = std::min(policy.longest, delay * policy.factor_percent / 100);
    if (policy.factor_percent <= 100) break;
  }
  const auto range = delay.count() * policy.jitter_percent / 100;
  if (range > 0) delay -= std::chrono::milliseconds(rng.below(static_cast<std::uint64_t>(range) + 1));
  delay = std::max(delay, std::chrono::milliseconds(1));
  return std::min(delay, policy.give_up_after - elapsed);
}

}  // namespace prov
