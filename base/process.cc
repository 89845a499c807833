#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <thread>

#include "base/descriptor.h"
#include "base/line_splitter.h"
#include "base/mutex.h"

namespace base {
namespace {

constexpr std::size_t kLineBytesMax = 4096;
constexpr int kKillWaitMilliseconds = 10'000;

tl::unexpected<Error> cannot_start(const std::string& name, int code) {
  return fail(ErrorKind::Unavailable,
              "cannot start `" + name + "`: " + std::generic_category().message(code));
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
  std::vector<std::string> all;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!added.contains(std::string(text.substr(0, text.find('='))))) all.emplace_back(text);
  }
  for (const auto& [name, value] : added) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// What posix_spawn is told, freed with its owner.
class SpawnSettings {
 public:
  SpawnSettings(int output, const std::string& folder) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, output, 1);
    ::posix_spawn_file_actions_adddup2(&actions_, output, 2);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    if (!folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());

    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// Returns how the child ended, and lets it be waited for again.
std::optional<ProcessEnd> look_at_end(pid_t pid) {
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT | WNOHANG) != 0) return std::nullopt;
  if (info.si_pid == 0) return std::nullopt;
  return ProcessEnd{.by_signal = info.si_code != CLD_EXITED, .code = info.si_status};
}

}  // namespace

std::string describe(const ProcessEnd& end) {
  if (!end.by_signal) return "exit code " + std::to_string(end.code);
  const char* name = ::sigdescr_np(end.code);
  return "signal " + std::to_string(end.code) + (name == nullptr ? "" : " (" + std::string(name) + ")");
}

struct ChildProcess::State {
  State(EventLoop& runs_on, std::size_t output_bytes_max)
      : loop(runs_on), splitter(kLineBytesMax, output_bytes_max) {}

  EventLoop& loop;
  std::function<void(std::string)> on_line;
  std::function<void(ProcessEnd)> on_end;
  std::atomic<bool> destroyed = false;
  pid_t pid = 0;
  Guardian* guardian = nullptr;
  Descriptor process;   // readable when it has ended
  Descriptor stopping;  // readable when the watcher is to end
  std::thread watcher;

  // The watcher's alone.
  Descriptor output;
  LineSplitter splitter;

  mutable Mutex mutex;
  std::optional<ProcessEnd> end GUARDED_BY(mutex);
};

namespace {

// The body of the thread that drains the output and notices the end. It shares the state with what it posts.
template <class State>
class Watcher {
 public:
  explicit Watcher(std::shared_ptr<State> state) : state_(std::move(state)) {}

  void run() {
    bool ended = false;
    while (state_->output || !ended) {
      std::array<pollfd, 3> polled = {{{state_->stopping.get(), POLLIN, 0},
                                       {state_->output.get(), POLLIN, 0},
                                       {ended ? -1 : state_->process.get(), POLLIN, 0}}};
      if (::poll(polled.data(), polled.size(), -1) < 0) continue;
      if (polled[0].revents != 0) return;
      if (polled[1].revents != 0) read_output();
      if (polled[2].revents != 0) {
        ended = true;
        take_end();
      }
    }
    post_lines(state_->splitter.finish());
  }

 private:
  // Reads once. Returns the number of bytes.
  std::size_t read_output() {
    const ssize_t size = ::read(state_->output.get(), buffer_.data(), buffer_.size());
    if (size > 0) {
      post_lines(state_->splitter.feed({buffer_.data(), static_cast<std::size_t>(size)}));
      return static_cast<std::size_t>(size);
    }
    if (size == 0 || (errno != EAGAIN && errno != EINTR)) state_->output.close();
    return 0;
  }

  // What the child wrote before its end is in the pipe; a process it left behind may go on filling it.
  void take_end() {
    const int in_pipe_max = state_->output ? ::fcntl(state_->output.get(), F_GETPIPE_SZ) : 0;
    for (int left = in_pipe_max; left > 0 && state_->output;) {
      const std::size_t size = read_output();
      if (size == 0) break;
      left -= static_cast<int>(size);
    }
    post_lines(state_->splitter.finish());
    const ProcessEnd end = look_at_end(state_->pid).value_or(ProcessEnd{});
    {
      MutexLock lock(state_->mutex);
      state_->end = end;
    }
    state_->loop.post([state = state_, end] {
      if (!state->destroyed) state->on_end(end);
    });
  }

  void post_lines(std::vector<std::string> lines) {
    if (lines.empty()) return;
    state_->loop.post([state = state_, lines = std::move(lines)]() mutable {
      for (std::string& line : lines) {
        if (state->destroyed) return;
        state->on_line(std::move(line));
      }
    });
  }

  std::shared_ptr<State> state_;
  std::array<char, 65536> buffer_;
};

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::spawn(EventLoop& loop, ProcessOptions options,
                                                          std::function<void(std::string)> on_line,
                                                          std::function<void(ProcessEnd)> on_end,
                                                          Guardian* guardian) {
  if (options.command.empty() || options.command.front().empty()) {
    return fail(ErrorKind::Unavailable, "cannot start a program: the command is empty");
  }
  const std::string name = options.command.front();
  if (!options.working_folder.empty() && !std::filesystem::is_directory(options.working_folder)) {
    return fail(ErrorKind::Unavailable,
                "cannot start `" + name + "`: there is no folder `" + options.working_folder + "`");
  }
  std::array<int, 2> pipe;
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return cannot_start(name, errno);
  auto state = std::make_shared<State>(loop, options.output_bytes_max);
  state->output = Descriptor(pipe[0]);
  Descriptor its_output(pipe[1]);
  state->stopping = Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!state->stopping || ::fcntl(state->output.get(), F_SETFL, O_NONBLOCK) != 0)
    return cannot_start(name, errno);

  std::vector<std::string> environment = environment_with(options.environment);
  const SpawnSettings settings(its_output.get(), options.working_folder);
  const int code = ::posix_spawnp(&state->pid, name.c_str(), settings.actions(), settings.attributes(),
                                  pointers_to(options.command).data(), pointers_to(environment).data());
  if (code != 0) return cannot_start(name, code);
  if (guardian != nullptr) guardian->watch_group(state->pid);
  its_output.close();
  state->on_line = std::move(on_line);
  state->on_end = std::move(on_end);
  state->guardian = guardian;
  state->process = process_descriptor(state->pid);
  std::unique_ptr<ChildProcess> child(new ChildProcess(state));
  if (!state->process) return cannot_start(name, errno);  // the destructor kills it
  state->watcher = std::thread([state] { Watcher<State>(state).run(); });
  return child;
}

ChildProcess::ChildProcess(std::shared_ptr<State> state) : state_(std::move(state)) {}

ChildProcess::~ChildProcess() {
  state_->destroyed = true;
  ::kill(-state_->pid, SIGKILL);
  ::kill(state_->pid, SIGKILL);  // where it moved to another group
  ::eventfd_write(state_->stopping.get(), 1);
  if (state_->watcher.joinable()) state_->watcher.join();
  pollfd ended{state_->process.get(), POLLIN, 0};
  while (::poll(&ended, 1, kKillWaitMilliseconds) < 0 && errno == EINTR) continue;
  if (state_->guardian != nullptr) state_->guardian->forget_group(state_->pid);
  ::waitid(P_PID, static_cast<id_t>(state_->pid), nullptr, WEXITED | WNOHANG);
}

pid_t ChildProcess::pid() const { return state_->pid; }

std::optional<ProcessEnd> ChildProcess::end() const {
  MutexLock lock(state_->mutex);
  return state_->end;
}

void ChildProcess::signal_group(int signal) { ::kill(-state_->pid, signal); }

GroupActivity ChildProcess::activity() const { return group_activity(state_->pid); }

}  // namespace base
