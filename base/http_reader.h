// Reading HTTP/1 messages from bytes as they come (Boost.Beast's strict parser, hidden); no sockets. For the
// files of base/.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/http.h"

namespace base {

enum class ReadState {
  Start,   // no byte taken yet
  Header,  // within the start line and the fields
  Body,
  Done,
  Bad,
};

// Why a message cannot be read. `status` is what a server answers it with.
struct ReadError {
  int status = 400;
  std::string reason;
  bool is_limit = false;  // well-formed so far, but over one of our limits
};

// Reads requests, one after the other. Refuses, beside what HTTP forbids: a doubled Content-Length even if
// both are equal, a Transfer-Encoding that is not `chunked`, HTTP/1.1 without exactly one Host, and an
// expectation other than 100-continue. Trailers are dropped.
class RequestReader {
 public:
  RequestReader(std::size_t header_bytes_max, std::size_t body_bytes_max);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Returns how many of `bytes` were taken. The others are given again, with more behind them, unless the
  // state is Done (they belong to the next request) or Bad.
  std::size_t feed(std::string_view bytes);
  ReadState state() const;
  const ReadError& error() const;  // while Bad

  // The request's target; "" before its request line is read.
  const std::string& target() const;

  // From Body on.
  bool keep_alive() const;
  bool expects_continue() const;

  // While Done: returns the request and makes ready for the next.
  HttpRequest take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads one response; interim ones (1xx other than 101) are passed over.
class ResponseReader {
 public:
  // `to_head`: the response is to a HEAD request and has no body.
  ResponseReader(std::size_t header_bytes_max, std::size_t body_bytes_max, bool to_head);
  ~ResponseReader();
  ResponseReader(const ResponseReader&) = delete;
  ResponseReader& operator=(const ResponseReader&) = delete;

  std::size_t feed(std::string_view bytes);
  // The connection ended: a body without a length is Done with it.
  void feed_end();
  ReadState state() const;
  const ReadError& error() const;
  bool keep_alive() const;
  HttpResponse take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace base
