// Where real time comes from, and the only place where a program waits for it.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace base {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

// Implementations may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;

  // For intervals and deadlines. Never goes back.
  virtual SteadyTime now() const = 0;

  // For the Date header, tokens, logs and reports. May jump.
  virtual WallTime wall_now() const = 0;

  // Returns when now() is `deadline` or later, or when wake_all() was called.
  virtual void wait_until(SteadyTime deadline) = 0;

  // Lets every wait_until() that is under way return at once.
  virtual void wake_all() = 0;
};

class SystemClock final : public Clock {
 public:
  SystemClock();
  ~SystemClock() override;
  SteadyTime now() const override;
  WallTime wall_now() const override;
  void wait_until(SteadyTime deadline) override;
  void wake_all() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Time that moves only when told to: waiting for a deadline makes it now. It begins at SteadyTime() and
// `start`.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallTime start);
  ~ManualClock() override;
  SteadyTime now() const override;
  WallTime wall_now() const override;
  void wait_until(SteadyTime deadline) override;
  void wake_all() override {}
  void advance(std::chrono::milliseconds by);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "Fri, 11 May 2018 13:28:08 GMT" (RFC 7231 IMF-fixdate).
std::string http_date(WallTime time);
// "2018-05-11T13:28:08.123Z".
std::string iso_time(WallTime time);

}  // namespace base
