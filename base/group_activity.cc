#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <ctime>
#include <string_view>

#include "base/descriptor.h"
#include "base/process.h"

namespace base {
namespace {

// Calls `visit` for each number among the names of the folder.
template <class Visit>
void for_each_number_in(const char* folder, Visit visit) {
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(::opendir(folder), ::closedir);
  if (listing == nullptr) return;
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string_view name = entry->d_name;
    pid_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size()) visit(number);
  }
}

// The few fields of /proc/PID/stat (see proc(5)) that we need.
struct Stat {
  char state = 'X';
  std::uint64_t reaped_ticks = 0;  // of children that were waited for
  std::uint64_t threads = 0;
};

std::optional<Stat> read_stat(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return std::nullopt;
  std::array<char, 1024> buffer;
  const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
  if (size <= 0) return std::nullopt;
  std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  const std::size_t name_end = text.rfind(')');  // a name may hold blanks and brackets
  if (name_end == std::string_view::npos || name_end + 2 >= text.size()) return std::nullopt;
  text.remove_prefix(name_end + 2);

  Stat stat;
  stat.state = text.front();
  for (int field = 3; !text.empty() && field <= 20; ++field) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + end, value);
    if (field == 16 || field == 17) stat.reaped_ticks += value;
    if (field == 20) stat.threads = value;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return stat;
}

bool is_busy(char state) { return state == 'R' || state == 'D'; }

bool has_busy_thread(const std::string& folder) {
  bool busy = false;
  for_each_number_in((folder + "/task").c_str(), [&](pid_t thread) {
    if (busy) return;
    const auto stat = read_stat(folder + "/task/" + std::to_string(thread) + "/stat");
    busy = stat && is_busy(stat->state);
  });
  return busy;
}

// The exact CPU time of all the process's threads, those that ended included.
std::chrono::nanoseconds cpu_of(pid_t process) {
  clockid_t clock;
  timespec time;
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return {};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

GroupActivity group_activity(pid_t group) {
  const auto ticks_per_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  GroupActivity activity;
  for_each_number_in("/proc", [&](pid_t process) {
    if (::getpgid(process) != group) return;  // far cheaper than to read its stat
    const std::string folder = "/proc/" + std::to_string(process);
    const auto stat = read_stat(folder + "/stat");
    if (!stat) return;
    activity.cpu +=
        cpu_of(process) + std::chrono::nanoseconds(stat->reaped_ticks * (1'000'000'000 / ticks_per_second));
    if (stat->state == 'Z' && stat->threads <= 1) return;
    activity.processes += 1;
    activity.running =
        activity.running || is_busy(stat->state) || (stat->threads > 1 && has_busy_thread(folder));
  });
  return activity;
}

}  // namespace base
