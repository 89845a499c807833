// Decimal numbers compared exactly, as an ICCID of 20 digits or an amount does not fit a double.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace base {

class Decimal {
 public:
  // Reads "12", "-1.50", "1e-5", "0012"; nothing where it is no number, has over 400 characters or an
  // exponent over 400.
  static std::optional<Decimal> read(std::string_view text);

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  bool negative_ = false;
  std::string whole_;     // without leading zeros
  std::string fraction_;  // without trailing zeros
};

}  // namespace base
