// An amount of money: whole 10⁻⁵ units of a currency. No double takes part in any of it.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace sim {

// Three capital letters of ISO 4217.
class Currency {
 public:
  constexpr Currency() = default;  // USD
  // Errors: Invalid.
  static base::Result<Currency> parse(std::string_view text);
  std::string text() const { return {letters_.begin(), letters_.end()}; }

  friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> letters_{'U', 'S', 'D'};
};

class Money {
 public:
  static constexpr std::int64_t kUnitsPerOne = 100'000;
  // 9,999,999,999.99999: at most 15 digits, so that a JSON number carries every amount exactly.
  static constexpr std::int64_t kUnitsMax = 999'999'999'999'999;

  constexpr Money() = default;  // 0 USD
  constexpr Money(std::int64_t units, Currency currency) : units_(units), currency_(currency) {}

  // Reads "12", "-0.5", "12.34567". Errors: Invalid (no decimal number, or more than 5 decimals), Limit.
  static base::Result<Money> parse(std::string_view text, Currency currency);

  constexpr std::int64_t units() const { return units_; }
  constexpr Currency currency() const { return currency_; }
  constexpr bool is_zero() const { return units_ == 0; }
  constexpr bool is_negative() const { return units_ < 0; }
  constexpr bool is_positive() const { return units_ > 0; }

  // "12.5", "-0.00001", "0": no trailing zeros, no currency.
  std::string text() const;
  // "12.50 USD": at least two decimals, for people.
  std::string text_with_currency() const;
  // A JSON number: an integer where it is whole.
  base::Json to_json() const;

  // REQUIRES: one currency. The result is held within ±kUnitsMax.
  friend Money operator+(Money a, Money b);
  friend Money operator-(Money a, Money b);
  friend constexpr Money operator-(Money a) { return {-a.units_, a.currency_}; }
  friend constexpr bool operator==(const Money&, const Money&) = default;
  // REQUIRES: one currency.
  friend std::strong_ordering operator<=>(Money a, Money b);

 private:
  std::int64_t units_ = 0;
  Currency currency_;
};

}  // namespace sim
