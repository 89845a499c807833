#include "provisioner/following_clock.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json.h"
#include "provisioner/json_values.h"

namespace prov {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr milliseconds kAnswerWithin{5'000};
constexpr milliseconds kPollLength{25'000};
constexpr milliseconds kPollAgainAfter{200};
// Several questions of one moment are one. Shorter than the quiet that the simulated time needs before it
// jumps.
constexpr milliseconds kOneMoment{5};

FollowingClock::Connection socket_connection() {
  auto client = std::make_unique<base::SocketHttpClient>();
  auto* const borrowed = client.get();
  return {std::move(client), [borrowed] { borrowed->stop(); }};
}

}  // namespace

FollowingClock::FollowingClock(base::Url url, Connect connect)
    : url_(std::move(url)), connect_(std::move(connect)), questions_(connect_()) {}

base::Result<std::unique_ptr<FollowingClock>> FollowingClock::follow(base::Url url) {
  return follow(std::move(url), socket_connection);
}

base::Result<std::unique_ptr<FollowingClock>> FollowingClock::follow(base::Url url, Connect connect) {
  std::unique_ptr<FollowingClock> clock(new FollowingClock(std::move(url), std::move(connect)));
  const auto first = clock->ask(*clock->questions_.client, std::nullopt);
  if (!first) {
    return base::fail(base::ErrorKind::Unavailable,
                      "the clock at " + clock->url_.origin() + " does not tell the time");
  }
  clock->keep(*first);
  return clock;
}

std::optional<std::int64_t> FollowingClock::ask(base::HttpClient& client,
                                                std::optional<std::int64_t> until) const {
  base::ClientRequest request{url_, "GET", {}, ""};
  auto timeout = kAnswerWithin;
  if (until) {
    request.url.target += (url_.target.find('?') == std::string::npos ? "?" : "&");
    request.url.target +=
        "until=" + std::to_string(*until) + "&max_wait_ms=" + std::to_string(kPollLength.count());
    timeout += kPollLength;
  }
  const auto outcome = client.send(request, timeout);
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  if (response == nullptr || response->status != 200) return {};
  const auto json = base::parse_json(response->body, {.bytes_max = 4096, .depth_max = 4});
  if (!json) return {};
  return integer_member(*json, "unix_us");
}

std::int64_t FollowingClock::keep(std::int64_t unix_us) const {
  base::MutexLock lock(mutex_);
  latest_us_ = std::max(latest_us_, unix_us);
  asked_at_ = std::chrono::steady_clock::now();
  return latest_us_;
}

base::SteadyTime FollowingClock::now() const {
  std::int64_t latest = 0;
  {
    base::MutexLock lock(mutex_);
    latest = latest_us_;
    if (std::chrono::steady_clock::now() - asked_at_ < kOneMoment)
      return base::SteadyTime(microseconds(latest));
  }
  if (const auto answer = ask(*questions_.client, std::nullopt)) latest = keep(*answer);
  return base::SteadyTime(microseconds(latest));
}

base::WallTime FollowingClock::wall_now() const {
  return base::WallTime(duration_cast<base::WallTime::duration>(now().time_since_epoch()));
}

void FollowingClock::wait_until(base::SteadyTime deadline) {
  const auto until = std::chrono::ceil<microseconds>(deadline.time_since_epoch()).count();
  std::uint64_t wakes = 0;
  const auto connection = connect_();
  {
    base::MutexLock lock(mutex_);
    wakes = wakes_;
    waits_.insert(&connection);
  }
  while (true) {
    const auto answer = ask(*connection.client, until);
    const auto latest = answer ? keep(*answer) : 0;
    base::MutexLock lock(mutex_);
    if (!answer && wakes_ == wakes) woken_.wait_for(mutex_, kPollAgainAfter);
    if (latest >= until || wakes_ != wakes) {
      waits_.erase(&connection);
      return;
    }
  }
}

void FollowingClock::wake_all() {
  base::MutexLock lock(mutex_);
  wakes_ += 1;
  for (const auto* connection : waits_) connection->stop();
  woken_.notify_all();
}

}  // namespace prov
