#include "base/long_integers.h"

#include <gmock/gmock.h>

namespace base {
namespace {

using testing::ElementsAre;

TEST(LongIntegers, AreThoseThatNo64BitTypeHolds) {
  EXPECT_THAT(
      long_integers(R"({"a": 18446744073709551615, "b": -9223372036854775808, "c": 1e300, "d": 0.1})", 9),
      ElementsAre());
  EXPECT_THAT(long_integers(R"([18446744073709551616, -9223372036854775809,89380012345678900011])", 9),
              ElementsAre("18446744073709551616", "-9223372036854775809", "89380012345678900011"));
  EXPECT_THAT(long_integers(R"({"89380012345678900011": "89380012345678900011 \" 89380012345678900011"})", 9),
              ElementsAre());
  EXPECT_THAT(long_integers(R"([89380012345678900011.5, 89380012345678900011e1])", 9), ElementsAre());
  EXPECT_THAT(long_integers(R"([89380012345678900011, 89380012345678900012])", 1),
              ElementsAre("89380012345678900011"));
  EXPECT_THAT(long_integers("89380012345678900011", 9), ElementsAre("89380012345678900011"));
  EXPECT_THAT(long_integers("\"89380012345678900011\\", 9), ElementsAre());
}

}  // namespace
}  // namespace base
