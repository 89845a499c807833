#include "base/decimal.h"

#include <cstdlib>

namespace base {
namespace {

constexpr std::size_t kCharactersMax = 400;
constexpr int kExponentMax = 400;

std::string take_digits(std::string_view& text) {
  std::string digits(text.substr(0, text.find_first_not_of("0123456789")));
  text.remove_prefix(digits.size());
  return digits;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// Moves the point by `exponent` places to the right.
void move_point(std::string& whole, std::string& fraction, int exponent) {
  const auto places = static_cast<std::size_t>(std::abs(exponent));
  std::string& from = exponent > 0 ? fraction : whole;
  if (from.size() < places) {
    from.insert(exponent > 0 ? from.size() : 0, places - from.size(), '0');
  }
  if (exponent > 0) {
    whole += fraction.substr(0, places);
    fraction.erase(0, places);
  } else {
    fraction.insert(0, whole.substr(whole.size() - places));
    whole.erase(whole.size() - places);
  }
}

std::strong_ordering compare_magnitude(std::string_view whole_a, std::string_view fraction_a,
                                       std::string_view whole_b, std::string_view fraction_b) {
  if (const auto order = whole_a.size() <=> whole_b.size(); order != 0) return order;
  if (const auto order = whole_a <=> whole_b; order != 0) return order;
  return fraction_a <=> fraction_b;
}

}  // namespace

std::optional<Decimal> Decimal::read(std::string_view text) {
  if (text.size() > kCharactersMax) return std::nullopt;
  Decimal result;
  result.negative_ = take(text, "-");
  result.whole_ = take_digits(text);
  if (result.whole_.empty()) return std::nullopt;
  if (take(text, ".")) {
    result.fraction_ = take_digits(text);
    if (result.fraction_.empty()) return std::nullopt;
  }
  if (take(text, "eE")) {
    const bool shrinks = take(text, "-");
    if (!shrinks) take(text, "+");
    const std::string digits = take_digits(text);
    if (digits.empty() || digits.size() > 3 || std::stoi(digits) > kExponentMax) return std::nullopt;
    move_point(result.whole_, result.fraction_, shrinks ? -std::stoi(digits) : std::stoi(digits));
  }
  if (!text.empty()) return std::nullopt;
  result.whole_.erase(0, result.whole_.find_first_not_of('0'));
  result.fraction_.erase(result.fraction_.find_last_not_of('0') + 1);
  if (result.whole_.empty() && result.fraction_.empty()) result.negative_ = false;
  return result;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_) return b.negative_ <=> a.negative_;
  const auto order = compare_magnitude(a.whole_, a.fraction_, b.whole_, b.fraction_);
  return a.negative_ ? 0 <=> order : order;
}

}  // namespace base
