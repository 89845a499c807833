#include "provisioner/retry_policy.h"

#include <gtest/gtest.h>

namespace prov {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

RetryPolicy steady() {
  RetryPolicy policy;
  policy.jitter_percent = 0;
  return policy;
}

TEST(NextDelay, DoublesUpToTheLongest) {
  base::Rng rng(1);
  EXPECT_EQ(next_delay(steady(), 1, milliseconds(0), rng), seconds(5));
  EXPECT_EQ(next_delay(steady(), 2, milliseconds(0), rng), seconds(10));
  EXPECT_EQ(next_delay(steady(), 8, milliseconds(0), rng), seconds(640));
  EXPECT_EQ(next_delay(steady(), 9, milliseconds(0), rng), minutes(15));
  EXPECT_EQ(next_delay(steady(), 2'000'000'000, milliseconds(0), rng), minutes(15));
}

TEST(NextDelay, MakesTheLastTryAtTheEndAndThenGivesUp) {
  base::Rng rng(1);
  EXPECT_EQ(next_delay(steady(), 50, hours(26) - minutes(1), rng), minutes(1));
  EXPECT_EQ(next_delay(steady(), 51, hours(26), rng), std::nullopt);
}

TEST(NextDelay, GivesUpAfterTheLastAttempt) {
  base::Rng rng(1);
  auto policy = steady();
  policy.attempts_max = 3;
  EXPECT_TRUE(next_delay(policy, 2, milliseconds(0), rng));
  EXPECT_EQ(next_delay(policy, 3, milliseconds(0), rng), std::nullopt);
}

TEST(NextDelay, JitterShortensByAtMostItsShareAndComesFromTheSeed) {
  RetryPolicy policy;
  policy.jitter_percent = 20;
  base::Rng rng(7), same(7);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const auto delay = next_delay(policy, 3, milliseconds(0), rng);
    ASSERT_TRUE(delay);
    EXPECT_GE(*delay, seconds(16));
    EXPECT_LE(*delay, seconds(20));
    EXPECT_EQ(delay, next_delay(policy, 3, milliseconds(0), same));
    differs = differs || *delay != seconds(20);
  }
  EXPECT_TRUE(differs);
}

TEST(NextDelay, SurvivesAnExternalSystemThatIsDownForADay) {
  base::Rng rng(3);
  milliseconds elapsed{0};
  int failures = 0;
  while (elapsed < hours(24)) {
    const auto delay = next_delay(RetryPolicy(), ++failures, elapsed, rng);
    ASSERT_TRUE(delay) << "gave up after " << elapsed.count() << " ms";
    elapsed += *delay;
  }
  EXPECT_LT(failures, 200);
}

}  // namespace
}  // namespace prov
