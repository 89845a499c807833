// Time as another program tells it: the simulated time of a test installation.
//
//   GET <url>                              → {"now":"…","unix_us":N}
//   GET <url>?until=<unix_us>&max_wait_ms=N → the same, once that time is reached or N ms of real time are
//   over
//
// A waiting thread holds one request of its own open; nothing else is ever polled. While the other program
// does not answer, time stands still.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <set>

#include "base/clock.h"
#include "base/http_client.h"
#include "base/mutex.h"
#include "base/result.h"

namespace prov {

class FollowingClock final : public base::Clock {
 public:
  // Makes the client of one wait, or of the questions for the time.
  struct Connection {
    std::unique_ptr<base::HttpClient> client;
    std::function<void()> stop;  // ends a request that is under way
  };
  using Connect = std::function<Connection()>;

  // Errors: Unavailable, where the program does not answer or answers something else.
  static base::Result<std::unique_ptr<FollowingClock>> follow(base::Url url);
  static base::Result<std::unique_ptr<FollowingClock>> follow(base::Url url, Connect connect);

  base::SteadyTime now() const override;  // the wall's time since 1970
  base::WallTime wall_now() const override;
  void wait_until(base::SteadyTime deadline) override;
  void wake_all() override;

 private:
  FollowingClock(base::Url url, Connect connect);
  // The time, or nothing where there was no answer. `until`: as a long poll.
  std::optional<std::int64_t> ask(base::HttpClient& client, std::optional<std::int64_t> until) const;
  std::int64_t keep(std::int64_t unix_us) const;

  const base::Url url_;
  const Connect connect_;
  const Connection questions_;

  mutable base::Mutex mutex_;
  mutable std::int64_t latest_us_ GUARDED_BY(mutex_) = 0;
  mutable std::chrono::steady_clock::time_point asked_at_ GUARDED_BY(mutex_);
  std::uint64_t wakes_ GUARDED_BY(mutex_) = 0;
  std::set<const Connection*> waits_ GUARDED_BY(mutex_);
  base::ConditionVariable woken_;
};

}  // namespace prov
