#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

#include "base/descriptor.h"
#include "base/process.h"

// What is sent to the guardian: one packet for each call, a letter and then the group or the path.
namespace base {
namespace {

constexpr char kWatchGroup = 'G';
constexpr char kForgetGroup = 'g';
constexpr char kWatchFolder = 'F';
constexpr char kForgetFolder = 'f';
constexpr std::size_t kPacketBytesMax = 8192;
constexpr std::size_t kWatchedMax = 10'000;
constexpr int kEndWaitMilliseconds = 10'000;
constexpr int kRemoveTries = 50;
constexpr int kRemoveWaitMilliseconds = 20;

struct Watched {
  std::set<pid_t> groups;
  std::set<std::string> folders;
};

void take(Watched& watched, std::string_view packet) {
  const char letter = packet.front();
  const std::string_view rest = packet.substr(1);
  if (letter == kWatchFolder && watched.folders.size() < kWatchedMax) watched.folders.emplace(rest);
  if (letter == kForgetFolder) watched.folders.erase(std::string(rest));
  pid_t group = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), group);
  if (letter == kWatchGroup && group > 1 && watched.groups.size() < kWatchedMax) watched.groups.insert(group);
  if (letter == kForgetGroup) watched.groups.erase(group);
}

void clean_up(const Watched& watched) {
  for (const pid_t group : watched.groups) ::kill(-group, SIGKILL);
  for (const std::string& folder : watched.folders) {
    std::error_code error;
    // A process that was just killed may still be writing there.
    for (int i = 0; i < kRemoveTries; ++i) {
      std::filesystem::remove_all(folder, error);
      if (!error) break;
      ::poll(nullptr, 0, kRemoveWaitMilliseconds);
    }
  }
}

// Takes nothing along that would keep a terminal, a pipe or a folder of the parent's in use: the two
// descriptors given become 3 and 4, all others are closed.
void leave_the_parent(int socket, int parent) {
  ::setsid();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2}) {
    ::signal(signal, SIG_IGN);
  }
  ::prctl(PR_SET_NAME, "guardian");
  const int socket_copy = ::fcntl(socket, F_DUPFD, 5);
  const int parent_copy = ::fcntl(parent, F_DUPFD, 5);
  const int nothing = ::open("/dev/null", O_RDWR);
  for (const int standard : {0, 1, 2}) ::dup2(nothing, standard);
  ::dup2(socket_copy, 3);
  ::dup2(parent_copy, 4);
  ::close_range(5, ~0u, 0);
  if (::chdir("/") != 0) return;  // then it stays where it is
}

// Takes what was sent; returns false at the end of what will ever come.
bool take_all(Watched& watched, int socket) {
  std::array<char, kPacketBytesMax> packet;
  while (true) {
    const ssize_t size = ::recv(socket, packet.data(), packet.size(), MSG_DONTWAIT);
    if (size > 0) {
      take(watched, {packet.data(), static_cast<std::size_t>(size)});
    } else if (size == 0 || errno != EINTR) {
      return size < 0 && errno == EAGAIN;
    }
  }
}

[[noreturn]] void guard(int socket, int parent, const sigset_t& signal_mask) {
  leave_the_parent(socket, parent);
  ::sigprocmask(SIG_SETMASK, &signal_mask, nullptr);
  Watched watched;
  while (true) {
    // The socket may have been inherited by others, so that it alone does not tell the parent's end.
    std::array<pollfd, 2> polled = {{{3, POLLIN, 0}, {4, POLLIN, 0}}};
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    if (!take_all(watched, 3) || polled[1].revents != 0) break;
  }
  clean_up(watched);
  ::_exit(0);
}

}  // namespace

struct Guardian::State {
  Descriptor socket;
  pid_t process = 0;

  void send(char letter, const std::string& what) const {
    const std::string packet = letter + what;
    if (packet.size() <= kPacketBytesMax) ::send(socket.get(), packet.data(), packet.size(), MSG_NOSIGNAL);
  }
};

Result<std::unique_ptr<Guardian>> Guardian::start() {
  std::array<int, 2> pair;
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return fail(ErrorKind::Unavailable,
                "cannot start the guardian process: " + std::generic_category().message(errno));
  }
  Descriptor ours(pair[0]);
  Descriptor its(pair[1]);
  const Descriptor parent = process_descriptor(::getpid());
  // A signal to our group must not end the guardian before it ignores it.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t process = parent ? ::fork() : -1;
  if (process == 0) guard(its.get(), parent.get(), before);
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  if (process < 0) {
    return fail(ErrorKind::Unavailable,
                "cannot start the guardian process: " + std::generic_category().message(errno));
  }
  return std::unique_ptr<Guardian>(new Guardian(std::make_unique<State>(State{std::move(ours), process})));
}

Guardian::Guardian(std::unique_ptr<State> state) : state_(std::move(state)) {}

Guardian::~Guardian() {
  const Descriptor process = process_descriptor(state_->process);
  ::shutdown(state_->socket.get(), SHUT_RDWR);  // tells its end even to a copy that a fork inherited
  pollfd ended{process.get(), POLLIN, 0};
  if (::poll(&ended, 1, kEndWaitMilliseconds) == 0) ::kill(state_->process, SIGKILL);
  while (::waitpid(state_->process, nullptr, 0) < 0 && errno == EINTR) continue;
}

void Guardian::watch_group(pid_t group) { state_->send(kWatchGroup, std::to_string(group)); }

void Guardian::forget_group(pid_t group) { state_->send(kForgetGroup, std::to_string(group)); }

void Guardian::watch_folder(const std::string& path) {
  state_->send(kWatchFolder, std::filesystem::absolute(path).string());
}

void Guardian::forget_folder(const std::string& path) {
  state_->send(kForgetFolder, std::filesystem::absolute(path).string());
}

}  // namespace base
