#include "simulator/billing/money.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sim {
namespace {

std::string read_back(const std::string& text) {
  const auto money = Money::parse(text, Currency());
  return money ? money->text() : "refused";
}

TEST(Money, ReadsAndWritesDecimalsExactly) {
  const std::pair<const char*, const char*> cases[] = {{"0", "0"},
                                                       {"12", "12"},
                                                       {"12.50", "12.5"},
                                                       {"-0.5", "-0.5"},
                                                       {"0.00001", "0.00001"},
                                                       {"007", "7"},
                                                       {"1.1000000", "1.1"},
                                                       {"-0", "0"},
                                                       {"9999999999.99999", "9999999999.99999"}};
  for (const auto& [text, shown] : cases) EXPECT_EQ(read_back(text), shown) << text;
}

TEST(Money, RefusesWhatIsNoAmount) {
  for (const char* text : {"", "-", ".5", "5.", "1,5", "1e5", "abc", "1.2.3", "+1", "0.000001", " 1",
                           "10000000000", "99999999999999999999999999"}) {
    EXPECT_EQ(read_back(text), "refused") << text;
  }
}

TEST(Money, IsAJsonNumberWithTheSameDigits) {
  for (const char* text : {"12", "12.5", "-0.00001", "9999999999.99999", "0.1", "1234567.89"}) {
    EXPECT_EQ(Money::parse(text, Currency())->to_json(), nlohmann::json::parse(text)) << text;
  }
  EXPECT_TRUE(Money(500'000, Currency()).to_json().is_number_integer());
}

TEST(Money, AddsWithoutLeavingItsRange) {
  const Money most(Money::kUnitsMax, Currency());
  EXPECT_EQ(most + most, most);
  EXPECT_EQ((Money(10, Currency()) - Money(30, Currency())).text(), "-0.0002");
}

TEST(Money, ShowsPeopleTheCurrency) {
  EXPECT_EQ(Money(1'250'000, *Currency::parse("EUR")).text_with_currency(), "12.50 EUR");
  EXPECT_FALSE(Currency::parse("eur"));
  EXPECT_FALSE(Currency::parse("EURO"));
}

}  // namespace
}  // namespace sim
