#include "raw_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace base::testing {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

bool wait_for(EventLoop& loop, const std::function<bool()>& done, std::chrono::milliseconds limit) {
  constexpr std::chrono::milliseconds kSlice{2};
  for (auto left = limit; left.count() > 0; left -= kSlice) {
    if (loop.run_until(done, kSlice)) return true;
  }
  return done();
}

RawSocket RawSocket::connect_to(int port) {
  RawSocket made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = loopback(port);
  if (::connect(made.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    made.close();
  }
  return made;
}

RawSocket::RawSocket(RawSocket&& other) noexcept { *this = std::move(other); }

RawSocket& RawSocket::operator=(RawSocket&& other) noexcept {
  if (this == &other) return *this;
  close();
  descriptor_ = std::exchange(other.descriptor_, -1);
  received_ = std::move(other.received_);
  fin_ = other.fin_;
  reset_ = other.reset_;
  return *this;
}

RawSocket::~RawSocket() { close(); }

bool RawSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void RawSocket::finish_writing() { ::shutdown(descriptor_, SHUT_WR); }

void RawSocket::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void RawSocket::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void RawSocket::poll() {
  char piece[65536];
  while (descriptor_ >= 0 && !fin_ && !reset_) {
    const auto n = ::recv(descriptor_, piece, sizeof piece, MSG_DONTWAIT);
    if (n > 0) {
      received_.append(piece, static_cast<std::size_t>(n));
    } else if (n == 0) {
      fin_ = true;
    } else {
      if (errno == EAGAIN || errno == EWOULDBLOCK) return;
      reset_ = true;
    }
  }
}

const std::string& RawSocket::received() {
  poll();
  return received_;
}

bool RawSocket::saw_fin() {
  poll();
  return fin_;
}

bool RawSocket::saw_reset() {
  poll();
  return reset_;
}

bool RawSocket::wait_for_text(EventLoop& loop, std::string_view text) {
  return wait_for(loop, [&] { return received().find(text) != std::string::npos; });
}

bool RawSocket::wait_for_end(EventLoop& loop) {
  return wait_for(loop, [&] { return is_over(); });
}

RawListener::RawListener() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  if (::bind(descriptor_, place, size) != 0) return;
  ::listen(descriptor_, 16);
  ::getsockname(descriptor_, place, &size);
  port_ = ntohs(address.sin_port);
}

RawListener::~RawListener() { ::close(descriptor_); }

bool RawListener::has_connection() {
  pollfd asked{descriptor_, POLLIN, 0};
  return ::poll(&asked, 1, 0) == 1;
}

RawSocket RawListener::accept(EventLoop& loop) {
  if (!wait_for(loop, [&] { return has_connection(); })) return RawSocket(-1);
  return RawSocket(::accept(descriptor_, nullptr, nullptr));
}

}  // namespace base::testing
