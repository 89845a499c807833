// Sends HTTP requests asynchronously on one event loop (Boost.Beast): exact errors, one total deadline,
// cancellable, and able to send what no client library would.
//
// Keeps idle connections (at most 16 per origin, 30 s) and uses them again; a kept connection that turns out
// to have been closed before it took the request is replaced once by a new one, unseen. (Where the peer's
// machine had confirmed the whole request, the peer may have acted on it: that is HttpFailure::Closed.)
// HTTP/1.1; redirects are answers.
//
// Threads: as HttpServer.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/event_loop.h"
#include "base/http.h"
#include "base/uri.h"

namespace base {

struct OutgoingRequest {
  Url url{};  // where to; its target is what is requested
  std::string method = "POST";
  Headers headers{};  // Host and Content-Length are added where missing
  std::string body{};
  std::optional<std::chrono::milliseconds> deadline{};  // real time, for all of it; none: until cancelled
  // Sent in place of the orderly request, on a connection of its own; then the answer is read. After Fin it
  // still may come; after Rst the outcome is Reset.
  std::optional<WireScript> script{};
  std::size_t answer_bytes_max = 16u << 20;
};

struct HttpSenderOptions {
  std::string ca_pem{};  // trusted beside the system's; empty: the system's alone. What is no
                         // PEM makes every HTTPS request fail as BadCertificate
  bool verify_peer = true;
};

class HttpSender {
 public:
  HttpSender(EventLoop& loop, HttpSenderOptions options);
  ~HttpSender();  // cancels all, without calling back
  HttpSender(const HttpSender&) = delete;
  HttpSender& operator=(const HttpSender&) = delete;

  using Id = std::uint64_t;
  // Calls `done` exactly once, later, on the loop's thread, never from within send().
  Id send(OutgoingRequest request, std::function<void(HttpOutcome)> done);
  // Ends it with HttpFailure::Cancelled, given to `done` later, too. Nothing where it is over.
  void cancel(Id id);

  std::size_t open_exchanges() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace base
