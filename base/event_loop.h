// One thread's event loop (Asio, hidden). Everything of one Installation runs on one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/clock.h"

namespace base {

class EventLoop {
 public:
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Runs `work` on the loop's thread, after what is already posted. Any thread.
  void post(std::function<void()> work);

  // A timer's handle: destroying or resetting it cancels the call.
  class Timer {
   public:
    Timer();
    ~Timer();
    Timer(Timer&&) noexcept;
    Timer& operator=(Timer&&) noexcept;
    void cancel();
    bool is_armed() const;

   private:
    friend class EventLoop;
    struct State;
    std::shared_ptr<State> state_;
  };
  // Calls `work` on the loop's thread once, `after` from now in real time. Loop's thread only.
  [[nodiscard]] Timer call_after(std::chrono::milliseconds after, std::function<void()> work);

  // Runs until stop(). The calling thread is the loop's thread meanwhile.
  void run();
  // Runs what is ready or becomes ready within `length`; returns early after stop().
  void run_for(std::chrono::milliseconds length);
  // Runs until `done()` is true (asked after each piece of work) or `limit` passed. Returns done().
  bool run_until(const std::function<bool()>& done, std::chrono::milliseconds limit);
  // Any thread.
  void stop();

  struct Access;  // for the files of base/ that own Asio
  Access& access() { return *access_; }

 private:
  std::unique_ptr<Access> access_;
};

}  // namespace base
