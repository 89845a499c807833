// The simulated time for Applications that follow it: `GET /clock` answers now; with `until` it answers when
// that instant has come, or after `max_wait_ms` of real time.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/uri.h"
#include "simulator/installation/state.h"

namespace sim {
namespace {

constexpr std::int64_t kMaxWaitMs = 60'000;
constexpr std::size_t kClockWaitsMax = 1000;

base::HttpResponse time_response(base::VirtualTime now) {
  base::Json body;
  body["now"] = base::datetime_text(now);
  body["unix_us"] = now.since_epoch.count();
  return base::json_response(200, base::dump(body));
}

std::optional<std::int64_t> integer_field(const base::FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key != name) continue;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size()) return number;
  }
  return std::nullopt;
}

}  // namespace

void InstallationState::on_clock_request(const base::HttpRequest& request, base::Reply reply) {
  if (frozen) return;
  const auto [path, query] = base::split_target(request.target);
  const auto fields = base::parse_form(query);
  if (request.method != "GET" || path != "/clock" || !fields) {
    return reply(base::json_response(404, R"({"error":"only GET /clock stands here"})"));
  }
  const auto until = integer_field(*fields, "until");
  if (!until || *until <= now().since_epoch.count() || clock_waits.size() >= kClockWaitsMax) {
    return reply(time_response(now()));
  }
  const std::uint64_t id = ++last_clock_wait;
  const auto answer = [this, id] {
    const auto found = clock_waits.find(id);
    if (found == clock_waits.end()) return;
    ClockWait wait = std::move(found->second);
    clock_waits.erase(found);
    agenda.cancel(wait.due);
    touch();
    wait.reply(time_response(now()));
  };
  const auto limit =
      std::clamp<std::int64_t>(integer_field(*fields, "max_wait_ms").value_or(25'000), 0, kMaxWaitMs);
  ClockWait wait{std::move(reply), {}, {}};
  wait.due = agenda.add(base::VirtualTime{base::VirtualDuration(*until)}, answer);
  wait.limit = loop.call_after(std::chrono::milliseconds(limit), answer);
  clock_waits.emplace(id, std::move(wait));
  touch();
}

void InstallationState::drop_clock_waits() {
  for (auto& [id, wait] : clock_waits) agenda.cancel(wait.due);
  clock_waits.clear();
}

}  // namespace sim
