#include "base/decimal.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Decimal, OrdersExactly) {
  struct Case {
    const char* a;
    const char* b;
    std::strong_ordering expected;
  };
  constexpr auto less = std::strong_ordering::less;
  constexpr auto equal = std::strong_ordering::equal;
  const Case cases[] = {
      {"1", "2", less},
      {"9", "10", less},
      {"1", "1.0", equal},
      {"1.5", "1.50", equal},
      {"0012", "12", equal},
      {"-0", "0", equal},
      {"-1", "0", less},
      {"-2", "-1", less},
      {"-1.5", "-1.25", less},
      {"0.09", "0.1", less},
      {"1.2", "1.25", less},
      {"1e3", "1000", equal},
      {"1.5E+2", "150", equal},
      {"1e-05", "0.00001", equal},
      {"12e-1", "1.2", equal},
      {"1.25e1", "12.5", equal},
      {"89380062300000000001", "89380062300000000002", less},
      {"0.1", "1e400", less},
      {"1e-400", "0.1", less},
      {"0e5", "0", equal},
  };
  for (const Case& each : cases) {
    const auto a = Decimal::read(each.a);
    const auto b = Decimal::read(each.b);
    ASSERT_TRUE(a && b) << each.a << " " << each.b;
    EXPECT_TRUE((*a <=> *b) == each.expected) << each.a << " " << each.b;
    EXPECT_TRUE((*b <=> *a) == (0 <=> each.expected)) << each.a << " " << each.b;
    EXPECT_EQ(*a == *b, each.expected == equal);
  }
}

TEST(Decimal, ReadsNothingElse) {
  for (const char* text : {"", "-", "+1", "1.", ".5", "1e", "1e+", "1e401", "1e0000", "0x1", "1 ", " 1",
                           "1,5", "--1", "1.2.3", "inf", "nan", "1e5.5"}) {
    EXPECT_FALSE(Decimal::read(text)) << text;
  }
  EXPECT_TRUE(Decimal::read(std::string(400, '9')));
  EXPECT_FALSE(Decimal::read(std::string(401, '9')));
}

}  // namespace
}  // namespace base
