// bench_receiver [FILE]: a server on base::HttpServer that answers every POST 200, with the bytes of FILE as
// JSON, or with `{}`. Prints its port. `GET /count` tells how many POSTs came and the microseconds from the
// first to the last of them; `DELETE /count` begins anew. Ends on SIGTERM, and by itself after ten minutes.
#include <cstdio>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/file.h"
#include "base/http_server.h"

namespace {

constexpr std::chrono::minutes kLongest{10};

struct Count {
  std::size_t requests = 0;
  base::SteadyTime first{}, last{};

  void add(base::SteadyTime now) {
    if (requests++ == 0) first = now;
    last = now;
  }
  std::string text() const {
    const auto span = std::chrono::duration_cast<std::chrono::microseconds>(last - first).count();
    return "{\"requests\":" + std::to_string(requests) + ",\"span_us\":" + std::to_string(span) + "}";
  }
};

int fail(const std::string& what) {
  std::fprintf(stderr, "bench_receiver: %s\n", what.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string body = "{}";
  if (argc > 1) {
    auto read = base::read_file(argv[1]);
    if (!read) return fail(read.error().what);
    body = std::move(*read);
  }
  const base::SystemClock clock;
  Count count;
  base::EventLoop loop;
  const auto answer = [&](const base::HttpRequest& request, base::Reply reply) {
    if (request.method == "DELETE") count = {};
    if (request.method != "POST") return reply(base::json_response(200, count.text()));
    count.add(clock.now());
    reply(base::json_response(200, body));
  };
  const auto server = base::HttpServer::listen(loop, {}, answer);
  if (!server) return fail(server.error().what);
  std::printf("%d\n", (*server)->port());
  std::fflush(stdout);
  loop.run_for(kLongest);
  return 0;
}
