#include "base/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/mutex.h"

namespace base {
namespace {

using std::chrono::duration_cast;
using std::chrono::floor;

struct CalendarTime {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
  unsigned weekday;
};

CalendarTime calendar_time(WallTime time) {
  const auto day = floor<std::chrono::days>(time);
  return {std::chrono::year_month_day(day),
          std::chrono::hh_mm_ss(floor<std::chrono::milliseconds>(time - day)),
          std::chrono::weekday(day).c_encoding()};
}

}  // namespace

struct SystemClock::State {
  Mutex mutex;
  ConditionVariable woken;
  std::uint64_t wakes GUARDED_BY(mutex) = 0;
};

SystemClock::SystemClock() : state_(std::make_unique<State>()) {}
SystemClock::~SystemClock() = default;

SteadyTime SystemClock::now() const { return std::chrono::steady_clock::now(); }

WallTime SystemClock::wall_now() const { return std::chrono::system_clock::now(); }

void SystemClock::wait_until(SteadyTime deadline) {
  MutexLock lock(state_->mutex);
  const std::uint64_t wakes = state_->wakes;
  while (state_->wakes == wakes && now() < deadline) state_->woken.wait_until(state_->mutex, deadline);
}

void SystemClock::wake_all() {
  {
    MutexLock lock(state_->mutex);
    state_->wakes += 1;
  }
  state_->woken.notify_all();
}

struct ManualClock::State {
  explicit State(WallTime from) : start(from) {}

  const WallTime start;
  Mutex mutex;
  SteadyTime now GUARDED_BY(mutex);
};

ManualClock::ManualClock(WallTime start) : state_(std::make_unique<State>(start)) {}
ManualClock::~ManualClock() = default;

SteadyTime ManualClock::now() const {
  MutexLock lock(state_->mutex);
  return state_->now;
}

WallTime ManualClock::wall_now() const {
  return state_->start + duration_cast<WallTime::duration>(now().time_since_epoch());
}

void ManualClock::wait_until(SteadyTime deadline) {
  MutexLock lock(state_->mutex);
  state_->now = std::max(state_->now, deadline);
}

void ManualClock::advance(std::chrono::milliseconds by) {
  MutexLock lock(state_->mutex);
  state_->now += by;
}

std::string http_date(WallTime time) {
  static constexpr std::array kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CalendarTime at = calendar_time(time);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kWeekdays.at(at.weekday),
                     unsigned{at.date.day()}, kMonths.at(unsigned{at.date.month()} - 1), int{at.date.year()},
                     at.time.hours().count(), at.time.minutes().count(), at.time.seconds().count());
}

std::string iso_time(WallTime time) {
  const CalendarTime at = calendar_time(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int{at.date.year()},
                     unsigned{at.date.month()}, unsigned{at.date.day()}, at.time.hours().count(),
                     at.time.minutes().count(), at.time.seconds().count(), at.time.subseconds().count());
}

}  // namespace base
