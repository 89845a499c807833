#include "base/clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace base {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

WallTime wall(std::int64_t milliseconds_since_epoch) {
  return WallTime(milliseconds(milliseconds_since_epoch));
}

TEST(HttpDate, WritesTheDateOfRfc7231) {
  EXPECT_EQ(http_date(wall(784111777000)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(wall(1526045288999)), "Fri, 11 May 2018 13:28:08 GMT");
  EXPECT_EQ(http_date(wall(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(wall(1709251199000)), "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST(IsoTime, KeepsMillisecondsAndRoundsDown) {
  EXPECT_EQ(iso_time(wall(1526045288123)), "2018-05-11T13:28:08.123Z");
  EXPECT_EQ(iso_time(wall(1000)), "1970-01-01T00:00:01.000Z");
  EXPECT_EQ(iso_time(wall(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(ManualClock, StandsStillUntilToldToMove) {
  ManualClock clock(wall(1000));
  const SteadyTime start = clock.now();
  EXPECT_EQ(clock.now(), start);
  clock.advance(milliseconds(250));
  EXPECT_EQ(clock.now() - start, milliseconds(250));
  EXPECT_EQ(clock.wall_now(), wall(1250));
}

TEST(ManualClock, WaitingMakesTheDeadlineNowAndNeverGoesBack) {
  ManualClock clock(wall(0));
  const SteadyTime start = clock.now();
  clock.wait_until(start + hours(1));
  EXPECT_EQ(clock.now() - start, hours(1));
  clock.wait_until(start + seconds(1));
  EXPECT_EQ(clock.now() - start, hours(1));
}

TEST(SystemClock, WaitsUntilTheDeadlineHasPassed) {
  SystemClock clock;
  const SteadyTime deadline = clock.now() + milliseconds(2);
  clock.wait_until(deadline);
  EXPECT_GE(clock.now(), deadline);
}

TEST(SystemClock, WakeAllEndsAWait) {
  SystemClock clock;
  std::atomic<bool> returned = false;
  std::thread waiter([&] {
    clock.wait_until(clock.now() + hours(24));
    returned = true;
  });
  // A wake before the wait began is not for it, so wake until it has returned.
  while (!returned) clock.wake_all();
  waiter.join();
  EXPECT_TRUE(returned);
}

}  // namespace
}  // namespace base
