#include "base/connector.h"

#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/post.hpp>

namespace base {

using asio::ip::tcp;
using boost::system::error_code;

std::string without_brackets(const std::string& host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') return host.substr(1, host.size() - 2);
  return host;
}

Connector::Connector(EventLoop& loop, Done done)
    : io_(loop.access().io), done_(std::move(done)), resolver_(io_), socket_(io_) {}

void Connector::start(const std::string& host, int port) {
  error_code code;
  const auto address = asio::ip::make_address(without_brackets(host), code);
  if (!code) {
    endpoints_.emplace_back(address, static_cast<std::uint16_t>(port));
    asio::post(io_, [self = shared_from_this()] { self->try_next(); });
    return;
  }
  resolver_.async_resolve(
      host, std::to_string(port),
      [self = shared_from_this()](const error_code& failed, const tcp::resolver::results_type& found) {
        if (!failed) {
          for (const auto& entry : found) self->endpoints_.push_back(entry.endpoint());
        }
        self->try_next();
      });
}

void Connector::try_next() {
  if (!done_) return;
  if (next_ == endpoints_.size()) return finish(tl::unexpected(failure_));
  const auto endpoint = endpoints_[next_++];
  const auto protocol = endpoint.protocol();
  error_code code;
  socket_.close(code);
  // Asio's own open() leaves the descriptor to children.
  const int descriptor = ::socket(protocol.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return finish(tl::unexpected(failure_));
  socket_.assign(protocol, descriptor, code);
  if (code) {
    ::close(descriptor);
    return finish(tl::unexpected(failure_));
  }
  socket_.set_option(tcp::no_delay(true), code);
  socket_.async_connect(endpoint, [self = shared_from_this()](const error_code& failed) {
    if (failed) {
      const bool is_reset = failed == asio::error::connection_reset;
      self->failure_ = is_reset ? HttpFailure::Reset : HttpFailure::Refused;
      return self->try_next();
    }
    if (self->done_) self->finish(std::move(self->socket_));
  });
}

void Connector::finish(Result<tcp::socket, HttpFailure> outcome) {
  std::exchange(done_, nullptr)(std::move(outcome));
}

void Connector::cancel() {
  done_ = nullptr;
  resolver_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace base
