#include "simulator/billing/money.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/ascii.h"

namespace sim {
namespace {

constexpr int kDecimals = 5;

std::int64_t held(std::int64_t units) { return std::clamp(units, -Money::kUnitsMax, Money::kUnitsMax); }

// "-12.50000" with at least `decimals_min` of the five decimals.
std::string decimal(std::int64_t units, std::size_t decimals_min) {
  const std::int64_t magnitude = units < 0 ? -units : units;
  std::string decimals = std::to_string(magnitude % Money::kUnitsPerOne);
  decimals.insert(0, kDecimals - decimals.size(), '0');
  while (decimals.size() > decimals_min && decimals.back() == '0') decimals.pop_back();
  std::string text = (units < 0 ? "-" : "") + std::to_string(magnitude / Money::kUnitsPerOne);
  return decimals.empty() ? text : text + "." + decimals;
}

}  // namespace

base::Result<Currency> Currency::parse(std::string_view text) {
  const bool letters = std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (text.size() != 3 || !letters) {
    return base::fail(base::ErrorKind::Invalid,
                      "`" + std::string(text) + "` is not a currency: write three capital letters, as USD");
  }
  Currency currency;
  std::copy(text.begin(), text.end(), currency.letters_.begin());
  return currency;
}

base::Result<Money> Money::parse(std::string_view text, Currency currency) {
  const auto no_amount = [&](const std::string& why) {
    return base::fail(base::ErrorKind::Invalid, "`" + std::string(text) + "` is not an amount: " + why);
  };
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  if (rest.empty() || !base::is_digit(rest.front())) return no_amount("write it as 12.50");

  std::int64_t units = 0;
  int decimals = -1;  // none seen so far
  for (const char c : rest) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (!base::is_digit(c)) return no_amount("write it as 12.50");
    if (decimals >= kDecimals) {
      if (c != '0') return no_amount("it has more than 5 decimals");
      continue;
    }
    if (decimals >= 0) ++decimals;
    units = units * 10 + (c - '0');
    if (units > kUnitsMax) {
      return base::fail(base::ErrorKind::Limit, "`" + std::string(text) + "` is over 9999999999.99999");
    }
  }
  if (decimals == 0) return no_amount("a digit is missing after the point");
  for (int i = std::max(decimals, 0); i < kDecimals; ++i) {
    units *= 10;
    if (units > kUnitsMax) {
      return base::fail(base::ErrorKind::Limit, "`" + std::string(text) + "` is over 9999999999.99999");
    }
  }
  return Money(negative ? -units : units, currency);
}

std::string Money::text() const { return decimal(units_, 0); }

std::string Money::text_with_currency() const { return decimal(units_, 2) + " " + currency_.text(); }

base::Json Money::to_json() const {
  if (units_ % kUnitsPerOne == 0) return units_ / kUnitsPerOne;
  // The nearest double to a decimal text of at most 15 digits, which dumps as that text again.
  return std::strtod(text().c_str(), nullptr);
}

Money operator+(Money a, Money b) {
  assert(a.currency_ == b.currency_);
  return {held(a.units_ + b.units_), a.currency_};
}

Money operator-(Money a, Money b) { return a + -b; }

std::strong_ordering operator<=>(Money a, Money b) {
  assert(a.currency_ == b.currency_);
  return a.units_ <=> b.units_;
}

}  // namespace sim
