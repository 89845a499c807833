#include "base/virtual_time.h"

#include <fmt/format.h>

namespace base {
namespace {

using Days = std::chrono::sys_days;

// Takes `width` digits off the front of `text`, and `after` behind them where it is not 0.
std::optional<int> take_number(std::string_view& text, std::size_t width, char after) {
  const std::size_t length = width + (after == 0 ? 0 : 1);
  if (text.size() < length || (after != 0 && text[width] != after)) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(length);
  return value;
}

}  // namespace

std::string date_text(VirtualTime time) {
  const std::chrono::year_month_day date(Days(std::chrono::floor<std::chrono::days>(time.since_epoch)));
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

std::string datetime_text(VirtualTime time) {
  const auto in_day = time.since_epoch - std::chrono::floor<std::chrono::days>(time.since_epoch);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(in_day));
  return fmt::format("{} {:02}:{:02}:{:02}", date_text(time), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::optional<VirtualTime> parse_datetime(std::string_view text) {
  const bool has_clock = text.size() > 10;
  const auto year = take_number(text, 4, '-');
  const auto month = take_number(text, 2, '-');
  const auto day = take_number(text, 2, has_clock ? ' ' : '\0');
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  VirtualTime time{Days(date).time_since_epoch()};
  if (has_clock) {
    const auto hour = take_number(text, 2, ':');
    const auto minute = take_number(text, 2, ':');
    const auto second = take_number(text, 2, '\0');
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    time.since_epoch +=
        std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
  }
  if (!text.empty()) return std::nullopt;
  return time;
}

}  // namespace base
