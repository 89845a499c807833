#include "simulator/espf/send_rate.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

const base::VirtualTime kStart = *base::parse_datetime("2026-01-31 12:00:00");

TEST(SendRate, HasNoLimitAtZeroPerSecond) {
  SendRate rate(0, 10);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(rate.may_send(kStart));
    rate.take(kStart);
  }
  EXPECT_EQ(rate.next(), std::nullopt);
}

TEST(SendRate, IsTheAverageOverALongTime) {
  SendRate rate(3, 5);
  int sent = 0;
  auto now = kStart;
  while (now < kStart + std::chrono::seconds(100)) {
    rate.take(now);
    ++sent;
    now = std::max(now, *rate.next());
  }
  // 3 a second for 100 s, and the burst of 5 at the start; the interval is rounded up to whole microseconds.
  EXPECT_EQ(sent, 304);
}

TEST(SendRate, MaySendExactlyFromNextOn) {
  SendRate rate(7, 1);
  rate.take(kStart);
  ASSERT_TRUE(rate.next().has_value());
  EXPECT_FALSE(rate.may_send(*rate.next() - base::VirtualDuration(1)));
  EXPECT_TRUE(rate.may_send(*rate.next()));
}

TEST(SendRate, TakesABurstBelowOneAsOne) {
  SendRate rate(10, 0);
  EXPECT_TRUE(rate.may_send(kStart));
  rate.take(kStart);
  EXPECT_FALSE(rate.may_send(kStart));
}

TEST(SendRate, StaysWithinItsTypeWhereItIsTiny) {
  SendRate rate(1e-300, 1000);
  for (int i = 0; i < 1000; ++i) rate.take(kStart);
  EXPECT_FALSE(rate.may_send(kStart + std::chrono::hours(1)));
}

}  // namespace
}  // namespace sim
