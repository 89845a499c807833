// Sockets without HTTP, for tests of what speaks it: blocking to connect, else polled between the loop's
// work.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/event_loop.h"

namespace base::testing {

inline constexpr std::chrono::milliseconds kWaitMax{10'000};

// Runs the loop until `done()` is true; unlike run_until(), asks also while nothing happens on the loop.
bool wait_for(EventLoop& loop, const std::function<bool()>& done, std::chrono::milliseconds limit = kWaitMax);

class RawSocket {
 public:
  static RawSocket connect_to(int port);
  explicit RawSocket(int descriptor) : descriptor_(descriptor) {}
  RawSocket(RawSocket&& other) noexcept;
  RawSocket& operator=(RawSocket&& other) noexcept;
  ~RawSocket();

  bool is_open() const { return descriptor_ >= 0; }
  bool send(std::string_view bytes);
  void finish_writing();
  void reset();
  void close();

  // Takes what has arrived; after it the flags are up to date.
  const std::string& received();
  bool saw_fin();
  bool saw_reset();
  bool is_over() { return saw_fin() || saw_reset(); }

  // Runs the loop until `text` has arrived; returns whether it has.
  bool wait_for_text(EventLoop& loop, std::string_view text);
  bool wait_for_end(EventLoop& loop);

 private:
  void poll();

  int descriptor_ = -1;
  std::string received_;
  bool fin_ = false;
  bool reset_ = false;
};

// Listens on a port of 127.0.0.1.
class RawListener {
 public:
  RawListener();
  ~RawListener();
  RawListener(const RawListener&) = delete;
  RawListener& operator=(const RawListener&) = delete;
  int port() const { return port_; }
  // Runs the loop until a connection arrives; the result is not open where none does.
  RawSocket accept(EventLoop& loop);
  bool has_connection();  // one waits to be accepted

 private:
  int descriptor_ = -1;
  int port_ = 0;
};

}  // namespace base::testing
