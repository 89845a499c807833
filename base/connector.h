// Opens TCP connections. For the files of base/.
#pragma once

#include "base/event_loop_access.h"

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/http.h"
#include "base/result.h"

namespace base {

// "[::1]" and "::1" are the same host.
std::string without_brackets(const std::string& host);

// One attempt to connect: to each address of `host` in turn, until one accepts.
class Connector : public std::enable_shared_from_this<Connector> {
 public:
  // Given Refused where none accepted, Reset where the last of them took it and reset it at once.
  using Done = std::function<void(Result<asio::ip::tcp::socket, HttpFailure>)>;

  Connector(EventLoop& loop, Done done);
  // Calls `done` later, once, unless cancelled before.
  void start(const std::string& host, int port);
  void cancel();

 private:
  void try_next();
  void finish(Result<asio::ip::tcp::socket, HttpFailure> outcome);

  asio::io_context& io_;
  Done done_;
  asio::ip::tcp::resolver resolver_;
  asio::ip::tcp::socket socket_;
  std::vector<asio::ip::tcp::endpoint> endpoints_;
  std::size_t next_ = 0;
  HttpFailure failure_ = HttpFailure::Refused;
};

}  // namespace base
