#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <optional>

#include "base/descriptor.h"
#include "base/process.h"

namespace base {
namespace {

// Listens as a server does that sets `option` (0: none). Returns no descriptor where it may not.
Descriptor listen_on(int port, int option) {
  Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (option != 0) ::setsockopt(listener.get(), SOL_SOCKET, option, &on, sizeof(on));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return {};
  if (::listen(listener.get(), 8) != 0) return {};
  return listener;
}

TEST(HeldPort, LetsAServerThatReusesAddressesListen) {
  for (const int option : {SO_REUSEADDR, SO_REUSEPORT}) {
    const auto held = HeldPort::hold().value();
    EXPECT_FALSE(accepts_connections(held.port()));
    {
      const Descriptor listener = listen_on(held.port(), option);
      EXPECT_TRUE(listener);
      EXPECT_TRUE(accepts_connections(held.port()));
    }
    EXPECT_FALSE(accepts_connections(held.port()));
    EXPECT_TRUE(listen_on(held.port(), option)) << "a second start";
  }
}

TEST(HeldPort, IsKeptFromOthersUntilItIsGivenUp) {
  auto held = std::make_optional(HeldPort::hold().value());
  const int port = held->port();
  EXPECT_GT(port, 0);
  EXPECT_FALSE(listen_on(port, 0));
  HeldPort moved = std::move(*held);
  held.reset();
  EXPECT_EQ(moved.port(), port);
  EXPECT_FALSE(listen_on(port, 0));
  moved = HeldPort::hold().value();
  EXPECT_NE(moved.port(), port);
  EXPECT_TRUE(listen_on(port, 0));
}

}  // namespace
}  // namespace base
