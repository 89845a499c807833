// One Application under test as a supervised process: started on a held port, watched for readiness,
// restarted, stopped. Its end, when nobody asked for it, is a fact for the owner.
//
// Threads: the loop's.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_loop.h"
#include "base/process.h"
#include "base/result.h"
#include "simulator/installation/application.h"

namespace sim {

class ApplicationProcess {
 public:
  struct Watcher {
    std::function<void(const std::string&)> on_line;  // a line of its output
    // It ended; `asked` where we killed or stopped it.
    std::function<void(const base::ProcessEnd&, bool asked)> on_end;
  };

  // `environment` is complete but for ESPF_APPLICATION_PORT, which it adds. Borrows loop and guardian.
  static base::Result<std::unique_ptr<ApplicationProcess>> prepare(base::EventLoop& loop,
                                                                   ApplicationOptions options,
                                                                   base::Guardian* guardian, Watcher watcher);

  int port() const { return port_.port(); }
  void set_environment(std::map<std::string, std::string> environment);

  // Starts it; `ready` is called once: when it accepts connections, or with why it does not (it ended, or
  // ready_within passed). One that still runs is killed first, and has ended before the new one starts.
  void start(std::function<void(base::Result<void>)> ready);
  void kill();  // SIGKILL to its group; on_end follows
  // SIGTERM, SIGKILL after `grace`; `stopped` when it has ended (soon, where it does not run). A `ready` that
  // was not called yet is not called any more.
  void stop(std::chrono::milliseconds grace, std::function<void()> stopped);

  bool is_running() const { return child_ != nullptr && !child_->end(); }
  bool is_starting() const { return ready_ != nullptr; }
  base::GroupActivity activity() const;
  const std::deque<std::string>& output() const { return output_; }  // the last 200 lines

 private:
  ApplicationProcess(base::EventLoop& loop, ApplicationOptions options, base::Guardian* guardian,
                     Watcher watcher, base::HeldPort port);
  void spawn();
  void probe();
  void ended(const base::ProcessEnd& end);
  void finish_start(base::Result<void> outcome);

  base::EventLoop& loop_;
  ApplicationOptions options_;
  base::Guardian* guardian_;
  Watcher watcher_;
  base::HeldPort port_;
  std::map<std::string, std::string> environment_;
  std::unique_ptr<base::ChildProcess> child_;
  std::function<void(base::Result<void>)> ready_;
  std::function<void()> stopped_;
  base::SteadyTime start_limit_;
  base::EventLoop::Timer timer_;
  bool asked_ = false;        // we ended it
  bool starts_anew_ = false;  // start() was called while it ran
  std::deque<std::string> output_;
};

}  // namespace sim
