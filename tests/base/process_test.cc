#include "base/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>

#include <functional>

#include "base/clock.h"
#include "base/descriptor.h"
#include "base/file.h"

namespace base {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr milliseconds kPatience = seconds(30);

// Asks again every millisecond, for at most kPatience.
bool comes_true(const std::function<bool()>& holds) {
  SystemClock clock;
  const SteadyTime deadline = clock.now() + kPatience;
  while (!holds() && clock.now() < deadline) clock.wait_until(clock.now() + milliseconds(1));
  return holds();
}

bool ends(const Descriptor& process) {
  pollfd polled{process.get(), POLLIN, 0};
  return ::poll(&polled, 1, static_cast<int>(kPatience.count())) == 1;
}

class ChildProcessTest : public testing::Test {
 protected:
  void spawn(ProcessOptions options) {
    child_ = ChildProcess::spawn(
                 loop_, std::move(options), [this](std::string line) { lines_.push_back(std::move(line)); },
                 [this](ProcessEnd end) { ends_.push_back(end); })
                 .value();
  }
  void spawn_shell(const std::string& text) {
    ProcessOptions options;
    options.command = {"sh", "-c", text};
    spawn(std::move(options));
  }
  void run_to_end() {
    ASSERT_TRUE(loop_.run_until([this] { return !ends_.empty(); }, kPatience)) << "the child does not end";
  }
  void run_to_lines(std::size_t count) {
    ASSERT_TRUE(loop_.run_until([=, this] { return lines_.size() >= count; }, kPatience)) << "no lines";
  }

  EventLoop loop_;
  std::vector<std::string> lines_;
  std::vector<ProcessEnd> ends_;
  std::unique_ptr<ChildProcess> child_;
};

TEST_F(ChildProcessTest, TellsTheExitCodeOnceAfterTheOutput) {
  spawn_shell("echo out; echo err >&2; printf unfinished; exit 3");
  run_to_end();
  EXPECT_THAT(lines_, ElementsAre("out", "err", "unfinished"));
  ASSERT_EQ(ends_.size(), 1u);
  EXPECT_FALSE(ends_[0].by_signal);
  EXPECT_EQ(ends_[0].code, 3);
  ASSERT_TRUE(child_->end());
  EXPECT_EQ(child_->end()->code, 3);
}

TEST_F(ChildProcessTest, TellsTheSignal) {
  spawn_shell("kill -9 $$");
  run_to_end();
  EXPECT_TRUE(ends_[0].by_signal);
  EXPECT_EQ(ends_[0].code, SIGKILL);
}

TEST_F(ChildProcessTest, SignalsTheWholeGroup) {
  spawn_shell("sleep 600 & echo $!; wait");
  run_to_lines(1);
  const Descriptor grandchild = process_descriptor(std::stoi(lines_.at(0)));
  EXPECT_FALSE(child_->end());
  child_->signal_group(SIGTERM);
  run_to_end();
  EXPECT_EQ(ends_[0].code, SIGTERM);
  EXPECT_TRUE(ends(grandchild));
}

TEST_F(ChildProcessTest, StartsWithDefaultSignalsNoInputAndNoDescriptorOfOurs) {
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  spawn_shell("grep SigBlk /proc/self/status; cat; ls /proc/self/fd | tail -n +4; kill -PIPE $$");
  run_to_end();
  ::signal(SIGPIPE, before);
  EXPECT_EQ(ends_[0].code, SIGPIPE);
  // The fourth is the one by which ls reads the folder; a fifth would be ours.
  EXPECT_THAT(lines_, ElementsAre("SigBlk:\t0000000000000000", "3"));
}

TEST_F(ChildProcessTest, RunsInItsOwnGroupFolderAndEnvironment) {
  const auto folder = TemporaryFolder::make("process").value();
  ASSERT_EQ(::setenv("ESPF_TEST_KEPT", "kept", 1), 0);
  ASSERT_EQ(::setenv("ESPF_TEST_PUT", "before", 1), 0);
  ProcessOptions options;
  options.command = {"sh", "-c", "pwd; echo $ESPF_TEST_KEPT $ESPF_TEST_PUT; ps -o pgid= -p $$ | tr -d ' '"};
  options.environment = {{"ESPF_TEST_PUT", "after"}};
  options.working_folder = folder.path();
  spawn(std::move(options));
  run_to_end();
  EXPECT_THAT(lines_, ElementsAre(folder.path(), "kept after", std::to_string(child_->pid())));
}

TEST_F(ChildProcessTest, DrainsTenMegabytesAndKeepsItsLimit) {
  spawn_shell("yes " + std::string(99, 'x') + " | head -c 10485760");
  run_to_end();
  EXPECT_EQ(ends_[0].code, 0);
  ASSERT_FALSE(lines_.empty());
  EXPECT_EQ(lines_.back(), "[2097152 more bytes of output left out]");
  // 8 MiB are 83,886 lines of a hundred bytes, 8 bytes of a further one, and the line above.
  EXPECT_EQ(lines_.size(), 83'888u);
}

TEST_F(ChildProcessTest, EndsThoughAProcessLeftBehindKeepsTheOutputOpen) {
  spawn_shell("sleep 600 & echo $!");
  run_to_end();
  ASSERT_EQ(lines_.size(), 1u);
  const Descriptor left_behind = process_descriptor(std::stoi(lines_[0]));
  child_.reset();
  EXPECT_TRUE(ends(left_behind));
}

TEST_F(ChildProcessTest, KillsTheGroupWhenDestroyed) {
  spawn_shell("trap '' TERM INT; sleep 600 & echo $!; wait; sleep 600");
  run_to_lines(1);
  const Descriptor child = process_descriptor(child_->pid());
  const Descriptor grandchild = process_descriptor(std::stoi(lines_.at(0)));
  child_.reset();
  EXPECT_TRUE(ends(child));
  EXPECT_TRUE(ends(grandchild));
  EXPECT_THAT(ends_, IsEmpty());
}

TEST_F(ChildProcessTest, CallsNothingAfterItsDestruction) {
  spawn_shell("echo a; echo b");
  ASSERT_TRUE(comes_true([this] { return child_->end().has_value(); }));
  child_.reset();
  loop_.run_for(milliseconds(1));
  EXPECT_THAT(lines_, IsEmpty());
  EXPECT_THAT(ends_, IsEmpty());
}

TEST_F(ChildProcessTest, MayBeDestroyedByItsOwnCallbacks) {
  ProcessOptions options;
  options.command = {"sh", "-c", "echo a; echo b; echo c"};
  int lines = 0;
  child_ = ChildProcess::spawn(
               loop_, options,
               [&](const std::string&) {
                 lines += 1;
                 child_.reset();
               },
               [&](ProcessEnd) { ADD_FAILURE() << "called after the destruction"; })
               .value();
  EXPECT_TRUE(loop_.run_until([&] { return child_ == nullptr; }, kPatience));
  loop_.run_for(milliseconds(1));
  EXPECT_EQ(lines, 1);

  child_ = ChildProcess::spawn(
               loop_, options, [](const std::string&) {}, [&](ProcessEnd) { child_.reset(); })
               .value();
  EXPECT_TRUE(loop_.run_until([&] { return child_ == nullptr; }, kPatience));
}

TEST_F(ChildProcessTest, SaysWhatItCannotStart) {
  const auto error_of = [this](ProcessOptions options) {
    const auto child = ChildProcess::spawn(
        loop_, std::move(options), [](const std::string&) {}, [](ProcessEnd) {});
    return child ? Error{} : child.error();
  };
  ProcessOptions options;
  EXPECT_EQ(error_of(options).kind, ErrorKind::Unavailable);
  options.command = {"no-such-program-anywhere", "x"};
  EXPECT_EQ(error_of(options).what, "cannot start `no-such-program-anywhere`: No such file or directory");
  options.command = {"/dev/null"};
  EXPECT_EQ(error_of(options).what, "cannot start `/dev/null`: Permission denied");
  options.command = {"sh"};
  options.working_folder = "/no/such/folder";
  EXPECT_EQ(error_of(options).what, "cannot start `sh`: there is no folder `/no/such/folder`");
}

TEST_F(ChildProcessTest, SeesWhetherTheGroupWorks) {
  spawn_shell("read x < /dev/null; sleep 600 & sleep 600");
  const auto rests = [this] {
    const GroupActivity before = child_->activity();
    const GroupActivity after = child_->activity();
    return before.processes == 3 && !before.running && !after.running && before.cpu == after.cpu;
  };
  EXPECT_TRUE(comes_true(rests));

  child_.reset();
  spawn_shell("(while :; do :; done) & wait");
  const GroupActivity start = child_->activity();
  EXPECT_TRUE(comes_true([this] { return child_->activity().running; }));
  EXPECT_TRUE(comes_true([&] { return child_->activity().cpu > start.cpu + milliseconds(1); }));
}

TEST_F(ChildProcessTest, CountsTheTimeOfChildrenThatWereReaped) {
  spawn_shell(
      "i=0; while [ $i -lt 20 ]; do sh -c 'j=0; while [ $j -lt 2000 ]; do j=$((j+1)); done'; i=$((i+1)); "
      "done; echo; sleep 600");
  std::chrono::nanoseconds seen{0};
  while (lines_.empty()) {
    loop_.run_until([this] { return !lines_.empty(); }, milliseconds(5));
    const std::chrono::nanoseconds cpu = child_->activity().cpu;
    // A child's time is known to the tick once it was reaped.
    EXPECT_GE(cpu + milliseconds(20), seen);
    seen = std::max(seen, cpu);
  }
  EXPECT_GT(child_->activity().cpu, milliseconds(0));
}

TEST(GroupActivity, IsNothingForAGroupThatDoesNotExist) {
  const GroupActivity activity = group_activity(2'000'000'000);
  EXPECT_EQ(activity.processes, 0u);
  EXPECT_FALSE(activity.running);
  EXPECT_EQ(activity.cpu.count(), 0);
}

TEST(Describe, NamesCodeOrSignal) {
  EXPECT_EQ(describe({.by_signal = false, .code = 3}), "exit code 3");
  EXPECT_EQ(describe({.by_signal = true, .code = 9}), "signal 9 (Killed)");
  EXPECT_EQ(describe({.by_signal = true, .code = 200}), "signal 200");
}

}  // namespace
}  // namespace base
