#include "base/rng.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace base {
namespace {

// The reference implementation's stream (prng.di.unimi.it/splitmix64.c).
TEST(Rng, DrawsTheStreamOfSplitMix64) {
  Rng rng(1234567);
  EXPECT_EQ(rng.next(), 6457827717110365317u);
  EXPECT_EQ(rng.next(), 3203168211198807973u);
  EXPECT_EQ(rng.next(), 9817491932198370423u);
  EXPECT_EQ(Rng(0).next(), 0xe220a8397b1dcdafu);
}

// A change here changes every run that somebody wants to repeat.
TEST(Rng, KeepsForksAndTextsAsTheyAlwaysWere) {
  Rng fork = Rng(1).fork("tokens");
  EXPECT_EQ(fork.next(), 7733090181324359953u);
  EXPECT_EQ(Rng(1).hex(20), "1cc52098ced2a01976ce");
}

TEST(Rng, ForksDependOnSeedAndLabelAlone) {
  Rng drawn(7);
  drawn.next();
  EXPECT_EQ(drawn.fork("a").next(), Rng(7).fork("a").next());
  EXPECT_NE(Rng(7).fork("a").next(), Rng(7).fork("b").next());
  EXPECT_NE(Rng(7).fork("a").next(), Rng(8).fork("a").next());
  EXPECT_NE(Rng(7).fork("").next(), Rng(7).next());
}

TEST(Rng, BelowReachesEveryValueEvenlyAndNoOther) {
  Rng rng(42);
  std::array<int, 7> drawn{};
  for (int i = 0; i < 7000; ++i) drawn.at(rng.below(7)) += 1;
  for (const int times : drawn) {
    EXPECT_GT(times, 850);
    EXPECT_LT(times, 1150);
  }
  EXPECT_EQ(rng.below(1), 0u);
}

TEST(Rng, BelowHoldsForBoundsNearTheWholeRange) {
  Rng rng(3);
  const std::uint64_t bound = (1ull << 63) + 1;
  for (int i = 0; i < 1000; ++i) EXPECT_LT(rng.below(bound), bound);
}

TEST(Rng, HexHasTheLengthAskedForAndDiffers) {
  Rng rng(5);
  std::set<std::string> texts;
  for (int i = 0; i < 100; ++i) texts.insert(rng.hex(33));
  EXPECT_EQ(texts.size(), 100u);
  for (const std::string& text : texts) {
    EXPECT_EQ(text.size(), 33u);
    EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos) << text;
  }
  EXPECT_EQ(rng.hex(0), "");
}

}  // namespace
}  // namespace base
