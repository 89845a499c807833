#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "base/descriptor.h"
#include "base/process.h"

namespace base {
namespace {

constexpr int kConnectWaitMilliseconds = 200;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

}  // namespace

Result<HeldPort> HeldPort::hold() {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  const int on = 1;
  if (!socket || ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
      ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) != 0 ||
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return fail(ErrorKind::Unavailable,
                "cannot hold a port of 127.0.0.1: " + std::generic_category().message(errno));
  }
  return HeldPort(socket.release(), ntohs(address.sin_port));
}

HeldPort::HeldPort(HeldPort&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), port_(other.port_) {}

HeldPort& HeldPort::operator=(HeldPort&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(port_, other.port_);
  return *this;
}

HeldPort::~HeldPort() { const Descriptor closed(descriptor_); }

bool accepts_connections(int port) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return false;
  const sockaddr_in address = loopback(port);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) return true;
  if (errno != EINPROGRESS) return false;
  pollfd waited{socket.get(), POLLOUT, 0};
  if (::poll(&waited, 1, kConnectWaitMilliseconds) != 1) return false;
  int code = 0;
  socklen_t size = sizeof(code);
  return ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &size) == 0 && code == 0;
}

}  // namespace base
