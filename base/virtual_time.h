// The simulated PortaBilling's own time: it stands still, jumps or follows real time as its timeline says.
// A type of its own, so that it never mixes with base::Clock's.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct VirtualTime {
  std::chrono::microseconds since_epoch{0};  // UTC

  friend constexpr auto operator<=>(const VirtualTime&, const VirtualTime&) = default;
};

using VirtualDuration = std::chrono::microseconds;

constexpr VirtualTime operator+(VirtualTime time, VirtualDuration by) { return {time.since_epoch + by}; }
constexpr VirtualTime operator-(VirtualTime time, VirtualDuration by) { return {time.since_epoch - by}; }
constexpr VirtualDuration operator-(VirtualTime a, VirtualTime b) { return a.since_epoch - b.since_epoch; }

// "2026-01-31 12:00:00": how PortaBilling writes an instant, in UTC.
std::string datetime_text(VirtualTime time);
// "2026-01-31".
std::string date_text(VirtualTime time);
// Reads "2026-01-31 12:00:00" or "2026-01-31"; nothing where it is not a date of the calendar.
std::optional<VirtualTime> parse_datetime(std::string_view text);

constexpr std::optional<VirtualTime> earlier(std::optional<VirtualTime> a, std::optional<VirtualTime> b) {
  if (!a) return b;
  if (!b) return a;
  return *a <= *b ? a : b;
}

}  // namespace base
