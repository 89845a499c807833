// Child processes: spawned in a process group of their own, their output drained, their end noticed, and
// killed by a guardian when this process is gone, even by kill -9.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/event_loop.h"
#include "base/result.h"

namespace base {

// A small process of our own that kills the registered process groups and removes the registered folders
// when the process that started it is gone. Start it in main, before any thread. One per process.
class Guardian {
 public:
  // Errors: Unavailable.
  static Result<std::unique_ptr<Guardian>> start();
  ~Guardian();  // lets it kill and remove what is left, and waits for it
  void watch_group(pid_t group);
  void forget_group(pid_t group);
  void watch_folder(const std::string& path);
  void forget_folder(const std::string& path);

 private:
  struct State;
  explicit Guardian(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct ProcessOptions {
  std::vector<std::string> command;                // argv; the first is looked up in PATH
  std::map<std::string, std::string> environment;  // on top of ours
  std::string working_folder;                      // "" : ours
  std::size_t output_bytes_max =
      8u << 20;  // handed over; the rest is drained and its size told in a last line
};

struct ProcessEnd {
  bool by_signal = false;
  int code = 0;  // the exit code, or the signal's number
};
std::string describe(const ProcessEnd& end);  // "exit code 3", "signal 9 (Killed)"

// How busy a process group is. Two samples with equal `cpu` and not `running` mean: nothing was done between.
struct GroupActivity {
  bool running = false;  // a thread is running, ready to run or in disk wait
  std::chrono::nanoseconds cpu{
      0};                     // user and system time of its processes and of their children reaped so far
  std::size_t processes = 0;  // that have not ended
};
// Looks through /proc, in well under 1 ms for some hundred processes.
GroupActivity group_activity(pid_t group);

// Make, use and destroy it on the loop's thread (end(), pid() and activity(): any). The loop outlives it.
class ChildProcess {
 public:
  // posix_spawn with descriptors from 3 closed, no input, default signals, its own process group. `on_line`
  // is called on the loop's thread for each line of its stdout and stderr (a longer one than 4096 bytes comes
  // in pieces), `on_end` once when it has ended and what it wrote was handed over. What processes that it
  // left behind write later may still come as lines. Neither is called after the destruction, and both may
  // destroy this. Errors: Unavailable, "cannot start `x`: No such file or directory".
  static Result<std::unique_ptr<ChildProcess>> spawn(EventLoop& loop, ProcessOptions options,
                                                     std::function<void(std::string)> on_line,
                                                     std::function<void(ProcessEnd)> on_end,
                                                     Guardian* guardian = nullptr);
  // Kills what is left of the group, and reaps. Until then the child's id is not given to another process,
  // so that signal_group() never meets a stranger.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const;  // also its group
  std::optional<ProcessEnd> end() const;
  void signal_group(int signal);
  GroupActivity activity() const;

 private:
  struct State;
  explicit ChildProcess(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

// A port for a child to listen on: bound here (SO_REUSEADDR and SO_REUSEPORT) and never listened on, so that
// nobody else is given it while this lives and the child, which sets one of the two, may bind it.
class HeldPort {
 public:
  static Result<HeldPort> hold();  // on 127.0.0.1
  HeldPort(HeldPort&& other) noexcept;
  HeldPort& operator=(HeldPort&& other) noexcept;
  ~HeldPort();
  int port() const { return port_; }

 private:
  HeldPort(int descriptor, int port) : descriptor_(descriptor), port_(port) {}
  int descriptor_ = -1;
  int port_ = 0;
};

// True where a TCP connect to 127.0.0.1:port succeeds at once.
bool accepts_connections(int port);

}  // namespace base
