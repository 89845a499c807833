// bench_load URL BODY_FILE SECONDS CONNECTIONS ["Name: value"…]: POSTs the same JSON again and again (with
// `-` for BODY_FILE, GETs the URL) by base::HttpSender, CONNECTIONS requests at once, each connection kept
// open. Prints
// {"requests":…,"failures":…,"seconds":…}. Gives up after a hundred failures. A failure is any outcome but
// 200.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/file.h"
#include "base/http_sender.h"

namespace {

constexpr int kFailuresMax = 100;
constexpr int kSecondsMax = 60;
constexpr int kConnectionsMax = 16;  // what HttpSender keeps open to one origin

int fail(const std::string& what) {
  std::fprintf(stderr, "bench_load: %s\n", what.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return fail("write URL BODY_FILE SECONDS CONNECTIONS [\"Name: value\"...]");
  auto url = base::parse_url(argv[1]);
  if (!url) return fail(url.error().what);
  const bool is_get = std::string_view(argv[2]) == "-";
  const auto body = is_get ? base::Result<std::string>("") : base::read_file(argv[2]);
  if (!body) return fail(body.error().what);
  const double seconds = std::atof(argv[3]);
  const int connections = std::atoi(argv[4]);
  if (!(seconds > 0 && seconds <= kSecondsMax)) return fail("SECONDS are more than 0, at most 60");
  if (connections < 1 || connections > kConnectionsMax) return fail("CONNECTIONS are 1 to 16");

  base::OutgoingRequest request;
  request.url = *url;
  request.body = *body;
  if (is_get) request.method = "GET";
  if (!is_get) request.headers.add("Content-Type", "application/json");
  for (int i = 5; i < argc; ++i) {
    const std::string field = argv[i];
    const auto colon = field.find(": ");
    if (colon == std::string::npos) return fail("`" + field + "` is no \"Name: value\"");
    request.headers.add(field.substr(0, colon), field.substr(colon + 2));
  }

  const base::SystemClock clock;
  long requests = 0;
  int failures = 0;
  bool over = false;
  base::EventLoop loop;
  base::HttpSender sender(loop, {});
  std::function<void()> send_one = [&] {
    sender.send(request, [&](const base::HttpOutcome& outcome) {
      if (over) return;
      const auto* response = std::get_if<base::HttpResponse>(&outcome);
      requests += 1;
      if (response == nullptr || response->status != 200) failures += 1;
      if (failures < kFailuresMax) return send_one();
      over = true;
      loop.stop();
    });
  };
  const auto begin = clock.now();
  for (int i = 0; i < connections; ++i) send_one();
  loop.run_for(std::chrono::milliseconds(static_cast<long>(seconds * 1000)));
  over = true;
  const double took = std::chrono::duration<double>(clock.now() - begin).count();
  std::printf("{\"requests\":%ld,\"failures\":%d,\"seconds\":%.6f}\n", requests, failures, took);
  return 0;
}
