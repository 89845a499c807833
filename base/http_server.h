// An HTTP/1.1 server on one event loop (Boost.Asio and Beast's parser, hidden).
//
// Strict: a bad or doubled Content-Length, Content-Length with Transfer-Encoding, a header or body over its
// limit are answered 4xx and reported as BadRequest. Answers `Expect: 100-continue` itself. Keeps
// connections alive, serves pipelined requests in order. Adds Date, Content-Length and Connection to a
// response where missing; an HttpResponse for HEAD is sent without its body.
//
// Threads: construct, use and destroy on the loop's thread (or while the loop does not run).
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/event_loop.h"
#include "base/http.h"
#include "base/result.h"
#include "base/tls.h"

namespace base {

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  int port = 0;                            // 0: a free one
  std::optional<CertificateAndKey> tls{};  // HTTPS where given
  std::size_t header_bytes_max = 64u << 10;
  std::size_t body_bytes_max = 8u << 20;             // above: 413
  std::size_t connections_max = 1000;                // above: accepted and closed at once
  std::chrono::milliseconds read_timeout{30'000};    // from the first byte of a request to its end; also how
                                                     // long a peer may take nothing of its answer
  std::chrono::milliseconds idle_timeout{120'000};   // between requests
  std::function<void(BadRequest)> on_bad_request{};  // may be empty
  // What a bad request is answered, where text/plain with the reason will not do; may be empty. Not asked
  // where the status is 0, nor for plain HTTP on an HTTPS port. The connection is closed behind the answer.
  std::function<HttpResponse(const BadRequest&)> refusal{};
};

class HttpServer {
 public:
  // Binds and listens before it returns, without SO_REUSEPORT. Errors: Unavailable, "port 8080 is taken by
  // another program", in words that name address and port. Borrows `loop`.
  static Result<std::unique_ptr<HttpServer>> listen(EventLoop& loop, HttpServerOptions options,
                                                    HttpEndpoint endpoint);

  // Closes the listener and every connection; Replies that are still open become no-ops.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const;
  std::string origin() const;  // "http://127.0.0.1:41234"

  // Requests whose first byte has arrived and whose answer is not yet wholly written (or given up, as by a
  // script that reached Hold), those being read included; of pipelined ones, the first.
  std::size_t open_exchanges() const;

 private:
  struct State;
  explicit HttpServer(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace base
