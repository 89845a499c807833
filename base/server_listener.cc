#include "base/server_listener.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace base {

using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr int kBacklog = 4096;
constexpr int kAcceptedAtOnce = 64;
constexpr std::chrono::milliseconds kRetryAfter{50};  // where the process is out of descriptors

// Port 0 is any that is free: nobody named it.
std::string place(const std::string& address, int port) {
  return port == 0 ? "`" + address + "`" : fmt::format("port {} of `{}`", port, address);
}

std::string why_not_bound(int error, const std::string& address, int port) {
  switch (error) {
    case EADDRINUSE:
      return fmt::format("port {} of {} is taken by another program: end that one or choose another port",
                         port, address);
    case EACCES:
      return fmt::format("port {} of {} may not be used without privileges", port, address);
    case EADDRNOTAVAIL:
      return fmt::format("cannot listen on {}: it is no address of this machine", place(address, port));
    default:
      return fmt::format("cannot listen on {}: {}", place(address, port), std::strerror(error));
  }
}

}  // namespace

ServerListener::ServerListener(EventLoop& loop, tcp::acceptor acceptor, int port)
    : loop_(loop), acceptor_(std::move(acceptor)), port_(port) {}
ServerListener::~ServerListener() = default;

Result<std::shared_ptr<ServerListener>> ServerListener::open(EventLoop& loop, const std::string& address,
                                                             int port) {
  error_code code;
  const auto ip = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, code);
  if (code) {
    return fail(ErrorKind::Invalid,
                fmt::format("cannot listen on {}: it is no IP address; write one of this machine, such as "
                            "127.0.0.1, or 0.0.0.0 for all",
                            place(address, port)));
  }
  if (port < 0 || port > 65535)
    return fail(ErrorKind::Invalid, fmt::format("cannot listen on {}: no such port", place(address, port)));
  const tcp::endpoint endpoint(ip, static_cast<std::uint16_t>(port));
  const int descriptor =
      ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return fail(ErrorKind::Unavailable, why_not_bound(errno, address, port));
  const auto give_up = [&](int error) {
    ::close(descriptor);
    return fail(ErrorKind::Unavailable, why_not_bound(error, address, port));
  };
  const int on = 1;
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(descriptor, endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0)
    return give_up(errno);
  if (::listen(descriptor, kBacklog) != 0) return give_up(errno);
  tcp::acceptor acceptor(loop.access().io);
  acceptor.assign(endpoint.protocol(), descriptor, code);
  if (code) return give_up(code.value());
  acceptor.set_option(tcp::no_delay(true), code);  // inherited by what it accepts
  const int bound_port = acceptor.local_endpoint(code).port();
  return std::shared_ptr<ServerListener>(new ServerListener(loop, std::move(acceptor), bound_port));
}

void ServerListener::start(OnConnection on_connection) {
  on_connection_ = std::move(on_connection);
  wait();
}

void ServerListener::wait() {
  acceptor_.async_wait(tcp::acceptor::wait_read, [weak = weak_from_this()](const error_code& code) {
    const auto self = weak.lock();
    if (self && !code) self->accept_all();
  });
}

void ServerListener::accept_all() {
  const auto self = shared_from_this();
  for (int i = 0; i < kAcceptedAtOnce && acceptor_.is_open(); ++i) {
    // Asio's own accept leaves the descriptor to children.
    const int descriptor =
        ::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor < 0) {
      if (errno == ECONNABORTED || errno == EINTR) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) break;
      retry_ = loop_.call_after(kRetryAfter, [this] { wait(); });
      return;
    }
    error_code code;
    tcp::socket socket(loop_.access().io);
    socket.assign(acceptor_.local_endpoint(code).protocol(), descriptor, code);
    if (code) {
      ::close(descriptor);
      continue;
    }
    on_connection_(std::move(socket));
  }
  if (acceptor_.is_open()) wait();
}

void ServerListener::close() {
  error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
}

}  // namespace base
