#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "base/descriptor.h"
#include "base/file.h"
#include "base/process.h"

namespace base {
namespace {

constexpr int kPatienceMilliseconds = 30'000;
constexpr unsigned kLifeSeconds = 120;  // nothing outlives a test that fails

bool ends_within(const Descriptor& process, int milliseconds) {
  pollfd polled{process.get(), POLLIN, 0};
  return ::poll(&polled, 1, milliseconds) == 1;
}

// A process that only waits, in a group of its own.
pid_t fork_sleeper() {
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::setpgid(0, 0);
    ::alarm(kLifeSeconds);
    while (true) ::pause();
  }
  ::setpgid(pid, pid);
  return pid;
}

struct Sleepers {
  pid_t watched;
  pid_t forgotten;
};

// What a program does that then is killed: it tells its sleepers through `tell` and waits.
[[noreturn]] void live_until_killed(int tell, const std::string& watched, const std::string& forgotten) {
  const auto guardian = Guardian::start();
  if (!guardian) ::_exit(1);
  ::alarm(kLifeSeconds);
  const Sleepers sleepers = {fork_sleeper(), fork_sleeper()};
  (*guardian)->watch_group(sleepers.watched);
  (*guardian)->watch_group(sleepers.forgotten);
  (*guardian)->forget_group(sleepers.forgotten);
  (*guardian)->watch_folder(watched);
  (*guardian)->watch_folder(forgotten);
  (*guardian)->forget_folder(forgotten);
  if (::write(tell, &sleepers, sizeof(sleepers)) != sizeof(sleepers)) ::_exit(1);
  while (true) ::pause();
}

TEST(Guardian, KillsAndRemovesWhatIsLeftWhenItsProcessIsKilled) {
  const auto watched = TemporaryFolder::make("watched").value();
  const auto forgotten = TemporaryFolder::make("forgotten").value();
  ASSERT_TRUE(write_file(watched.path() + "/x", "x"));
  std::array<int, 2> pipe;
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const Descriptor told(pipe[0]);
  Descriptor tell(pipe[1]);
  const pid_t program = ::fork();
  if (program == 0) live_until_killed(pipe[1], watched.path(), forgotten.path());
  tell.close();
  Sleepers sleepers{};
  ASSERT_EQ(::read(told.get(), &sleepers, sizeof(sleepers)), static_cast<ssize_t>(sizeof(sleepers)));
  const Descriptor watched_sleeper = process_descriptor(sleepers.watched);
  const Descriptor forgotten_sleeper = process_descriptor(sleepers.forgotten);
  EXPECT_FALSE(ends_within(watched_sleeper, 0));

  ::kill(program, SIGKILL);
  ::waitpid(program, nullptr, 0);

  EXPECT_TRUE(ends_within(watched_sleeper, kPatienceMilliseconds));
  int waited = 0;
  for (; waited < kPatienceMilliseconds && std::filesystem::exists(watched.path()); ++waited) {
    ::poll(nullptr, 0, 1);
  }
  EXPECT_FALSE(std::filesystem::exists(watched.path()));
  EXPECT_FALSE(ends_within(forgotten_sleeper, 0));
  EXPECT_TRUE(std::filesystem::exists(forgotten.path()));
  ::kill(sleepers.forgotten, SIGKILL);
}

TEST(Guardian, CleansUpWhenItIsDestroyedThoughTheTerminalWasInterrupted) {
  auto folder = TemporaryFolder::make("watched").value();
  const pid_t sleeper = fork_sleeper();
  const Descriptor process = process_descriptor(sleeper);
  {
    const auto guardian = Guardian::start();
    ASSERT_TRUE(guardian);
    (*guardian)->watch_group(sleeper);
    (*guardian)->watch_folder(folder.path());
    const std::string self = std::to_string(::getpid());
    const auto children = read_file("/proc/self/task/" + self + "/children").value();
    for (std::size_t at = 0; at < children.size(); at = children.find(' ', at) + 1) {
      const pid_t child = std::stoi(children.substr(at));
      if (child == sleeper) continue;
      for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::kill(child, signal);
    }
    EXPECT_FALSE(ends_within(process, 0));
  }
  EXPECT_TRUE(ends_within(process, kPatienceMilliseconds));
  EXPECT_FALSE(std::filesystem::exists(folder.path()));
  ::waitpid(sleeper, nullptr, 0);
}

}  // namespace
}  // namespace base
