// How long to wait before trying again, and when to give up.
#pragma once

#include <chrono>
#include <optional>

#include "base/rng.h"

namespace prov {

// The wait doubles (by default) from `initial` to `longest`; jitter shortens it by up to `jitter_percent`, so
// that many accounts do not come back at one instant. The defaults survive an external system that is down
// for a day.
struct RetryPolicy {
  std::chrono::milliseconds initial{5'000};
  int factor_percent = 200;
  std::chrono::milliseconds longest{15 * 60'000};
  std::chrono::milliseconds give_up_after{26 * 3'600'000};  // from the first failure
  int attempts_max = 0;                                     // 0: as many as the time allows
  int jitter_percent = 20;
};

// How long to wait after the `failures`-th failure in a row, the first of which was `elapsed` ago. Nothing:
// give up. The last try falls at give_up_after exactly. REQUIRES: failures > 0
std::optional<std::chrono::milliseconds> next_delay(const RetryPolicy& policy, int failures,
                                                    std::chrono::milliseconds elapsed, base::Rng& rng);

}  // namespace prov
