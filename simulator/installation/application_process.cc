#include "simulator/installation/application_process.h"

#include <fmt/format.h>

#include <csignal>
#include <utility>

#include "base/clock.h"
#include "base/map_reader.h"

namespace sim {
namespace {

constexpr std::size_t kOutputLinesMax = 200;
constexpr std::chrono::milliseconds kProbeInterval{5};

std::string command_text(const std::vector<std::string>& command) {
  return fmt::format("{}", fmt::join(command, " "));
}

}  // namespace

base::Result<std::unique_ptr<ApplicationProcess>> ApplicationProcess::prepare(base::EventLoop& loop,
                                                                              ApplicationOptions options,
                                                                              base::Guardian* guardian,
                                                                              Watcher watcher) {
  auto port = base::HeldPort::hold();
  if (!port) return tl::unexpected(port.error());
  return std::unique_ptr<ApplicationProcess>(
      new ApplicationProcess(loop, std::move(options), guardian, std::move(watcher), std::move(*port)));
}

ApplicationProcess::ApplicationProcess(base::EventLoop& loop, ApplicationOptions options,
                                       base::Guardian* guardian, Watcher watcher, base::HeldPort port)
    : loop_(loop),
      options_(std::move(options)),
      guardian_(guardian),
      watcher_(std::move(watcher)),
      port_(std::move(port)) {}

void ApplicationProcess::set_environment(std::map<std::string, std::string> environment) {
  environment_ = std::move(environment);
  environment_["ESPF_APPLICATION_PORT"] = std::to_string(port());
  for (const auto& [name, value] : options_.environment) environment_[name] = value;
}

void ApplicationProcess::start(std::function<void(base::Result<void>)> ready) {
  finish_start(base::fail(base::ErrorKind::Conflict, "it was started anew before it was ready"));
  ready_ = std::move(ready);
  timer_.cancel();
  // The one before may still listen on the port, and its end is not this one's.
  starts_anew_ = is_running();
  if (starts_anew_) return kill();
  spawn();
}

void ApplicationProcess::spawn() {
  asked_ = false;
  starts_anew_ = false;
  child_.reset();  // with what it may have left behind
  base::ProcessOptions process;
  process.command = options_.command;
  process.environment = environment_;
  process.working_folder = options_.working_folder;
  auto child = base::ChildProcess::spawn(
      loop_, std::move(process),
      [this](const std::string& line) {
        if (output_.size() == kOutputLinesMax) output_.pop_front();
        output_.push_back(line);
        watcher_.on_line(line);
      },
      [this](const base::ProcessEnd& end) { ended(end); }, guardian_);
  if (!child) {
    timer_ = loop_.call_after(std::chrono::milliseconds(0),
                              [this, error = child.error()] { finish_start(tl::unexpected(error)); });
    return;
  }
  child_ = std::move(*child);
  start_limit_ = base::SystemClock().now() + options_.ready_within;
  probe();
}

void ApplicationProcess::probe() {
  if (!ready_ || asked_ || !is_running()) return;
  if (base::accepts_connections(port())) {
    finish_start({});
    return;
  }
  if (base::SystemClock().now() >= start_limit_) {
    finish_start(base::fail(
        base::ErrorKind::Unavailable,
        fmt::format("`{}` runs but does not accept connections on port {} within {}",
                    command_text(options_.command), port(), base::duration_text(options_.ready_within))));
    return;
  }
  timer_ = loop_.call_after(kProbeInterval, [this] { probe(); });
}

void ApplicationProcess::finish_start(base::Result<void> outcome) {
  if (auto ready = std::exchange(ready_, nullptr)) ready(std::move(outcome));
}

void ApplicationProcess::ended(const base::ProcessEnd& end) {
  auto stopped = std::exchange(stopped_, nullptr);
  watcher_.on_end(end, asked_);
  if (stopped) return stopped();
  if (starts_anew_) return spawn();
  finish_start(base::fail(base::ErrorKind::Unavailable,
                          fmt::format("`{}` ended before it was ready: {}", command_text(options_.command),
                                      base::describe(end))));
}

void ApplicationProcess::kill() {
  asked_ = true;
  if (is_running()) child_->signal_group(SIGKILL);
}

void ApplicationProcess::stop(std::chrono::milliseconds grace, std::function<void()> stopped) {
  ready_ = nullptr;
  starts_anew_ = false;
  asked_ = true;
  if (!is_running()) {
    timer_ = loop_.call_after(std::chrono::milliseconds(0), std::move(stopped));
    return;
  }
  stopped_ = std::move(stopped);
  child_->signal_group(SIGTERM);
  timer_ = loop_.call_after(grace, [this] {
    if (is_running()) child_->signal_group(SIGKILL);
  });
}

base::GroupActivity ApplicationProcess::activity() const {
  return is_running() ? child_->activity() : base::GroupActivity{};
}

}  // namespace sim
