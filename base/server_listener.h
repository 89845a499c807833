// A listening TCP socket on an event loop. For the files of base/.
#pragma once

#include "base/event_loop_access.h"

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"

namespace base {

class ServerListener : public std::enable_shared_from_this<ServerListener> {
 public:
  using OnConnection = std::function<void(asio::ip::tcp::socket)>;

  // Binds and listens, with SO_REUSEADDR and without SO_REUSEPORT. Errors: Unavailable, Invalid (the
  // address), each naming address and port.
  static Result<std::shared_ptr<ServerListener>> open(EventLoop& loop, const std::string& address, int port);
  ~ServerListener();

  int port() const { return port_; }
  // Gives each connection that arrives, until close().
  void start(OnConnection on_connection);
  void close();

 private:
  ServerListener(EventLoop& loop, asio::ip::tcp::acceptor acceptor, int port);
  void wait();
  void accept_all();

  EventLoop& loop_;
  asio::ip::tcp::acceptor acceptor_;
  const int port_;
  OnConnection on_connection_;
  EventLoop::Timer retry_;
};

}  // namespace base
