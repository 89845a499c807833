#include <fmt/format.h>

#include <array>

#include "base/ascii.h"
#include "base/map_reader.h"

namespace base {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr std::array<Unit, 5> kUnits = {
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};  // the greatest first
constexpr std::int64_t kDigitsMax = 12;
constexpr std::int64_t kLongest = 36'500LL * 86'400'000;  // a hundred years

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    std::int64_t number = 0;
    std::int64_t digits = 0;
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
      if (++digits > kDigitsMax) return std::nullopt;
      number = number * 10 + (text.front() - '0');
    }
    const std::string_view name = text.substr(0, text.find_first_of("0123456789"));
    while (next_unit < kUnits.size() && kUnits[next_unit].name != name) ++next_unit;
    if (digits == 0 || next_unit == kUnits.size()) return std::nullopt;
    if (number > kLongest / kUnits[next_unit].milliseconds) return std::nullopt;
    total += number * kUnits[next_unit].milliseconds;
    next_unit += 1;
    text.remove_prefix(name.size());
  }
  if (total > kLongest) return std::nullopt;
  return std::chrono::milliseconds(total);
}

std::string duration_text(std::chrono::milliseconds duration) {
  std::int64_t left = duration.count();
  if (left == 0) return "0s";
  std::string result = left < 0 ? "-" : "";
  if (left < 0) left = -left;
  for (const Unit& unit : kUnits) {
    if (left >= unit.milliseconds) result += fmt::format("{}{}", left / unit.milliseconds, unit.name);
    left %= unit.milliseconds;
  }
  return result;
}

}  // namespace base
