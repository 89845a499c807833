#include "base/event_loop.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <vector>

namespace base {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLimit{10'000};

TEST(EventLoop, RunsWhatWasPostedInItsOrder) {
  EventLoop loop;
  std::vector<int> ran;
  for (int i = 0; i < 3; ++i) loop.post([&ran, i] { ran.push_back(i); });
  EXPECT_TRUE(loop.run_until([&] { return ran.size() == 3; }, kLimit));
  EXPECT_EQ(ran, (std::vector<int>{0, 1, 2}));
}

TEST(EventLoop, AsksAfterEachPieceOfWorkWhetherItIsDone) {
  EventLoop loop;
  int ran = 0;
  for (int i = 0; i < 5; ++i) loop.post([&] { ++ran; });
  EXPECT_TRUE(loop.run_until([&] { return ran == 2; }, kLimit));
  EXPECT_EQ(ran, 2);
}

TEST(EventLoop, SaysThatItIsNotDoneWhenTheLimitPassed) {
  EventLoop loop;
  EXPECT_FALSE(loop.run_until([] { return false; }, milliseconds(5)));
}

TEST(EventLoop, IsStoppedFromAnotherThread) {
  EventLoop loop;
  std::thread other([&] { loop.stop(); });
  loop.run();
  other.join();
  bool ran = false;
  loop.post([&] { ran = true; });
  EXPECT_TRUE(loop.run_until([&] { return ran; }, kLimit)) << "it runs again after a stop";
}

TEST(EventLoop, TakesWorkFromAnotherThread) {
  EventLoop loop;
  int ran = 0;
  std::thread other([&] {
    for (int i = 0; i < 1000; ++i) loop.post([&] { ++ran; });
  });
  EXPECT_TRUE(loop.run_until([&] { return ran == 1000; }, kLimit));
  other.join();
}

TEST(EventLoopTimer, CallsInTheOrderOfTheirTimes) {
  EventLoop loop;
  std::vector<int> ran;
  auto late = loop.call_after(milliseconds(20), [&] { ran.push_back(2); });
  auto soon = loop.call_after(milliseconds(1), [&] { ran.push_back(1); });
  EXPECT_TRUE(soon.is_armed());
  EXPECT_TRUE(loop.run_until([&] { return ran.size() == 2; }, kLimit));
  EXPECT_EQ(ran, (std::vector<int>{1, 2}));
  EXPECT_FALSE(late.is_armed());
}

TEST(EventLoopTimer, IsCancelledByItsEnd) {
  EventLoop loop;
  bool called = false;
  bool later = false;
  {
    const auto dropped = loop.call_after(milliseconds(1), [&] { called = true; });
  }
  auto cancelled = loop.call_after(milliseconds(1), [&] { called = true; });
  cancelled.cancel();
  auto replaced = loop.call_after(milliseconds(1), [&] { called = true; });
  replaced = loop.call_after(milliseconds(10), [&] { later = true; });
  EXPECT_TRUE(loop.run_until([&] { return later; }, kLimit));
  EXPECT_FALSE(called);
}

TEST(EventLoopTimer, IsNotCalledWhenCancelledAfterItWasDue) {
  EventLoop loop;
  bool called = false;
  EventLoop::Timer second;
  // Both are due in the same turn; the first, which is run first, cancels the second.
  auto first = loop.call_after(milliseconds(0), [&] { second.cancel(); });
  second = loop.call_after(milliseconds(0), [&] { called = true; });
  loop.run_for(milliseconds(5));
  EXPECT_FALSE(called);
}

TEST(EventLoopTimer, MayArmItselfAgainFromItsCall) {
  EventLoop loop;
  int calls = 0;
  EventLoop::Timer timer;
  std::function<void()> again = [&] {
    if (++calls < 3) timer = loop.call_after(milliseconds(1), again);
  };
  timer = loop.call_after(milliseconds(1), again);
  EXPECT_TRUE(loop.run_until([&] { return calls == 3; }, kLimit));
}

TEST(EventLoopTimer, MayOutliveItsLoop) {
  EventLoop::Timer timer;
  {
    EventLoop loop;
    timer = loop.call_after(milliseconds(10'000), [] {});
  }
  timer.cancel();
  EXPECT_FALSE(timer.is_armed());
}

}  // namespace
}  // namespace base
