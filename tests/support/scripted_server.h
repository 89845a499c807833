// A server of raw bytes for tests of clients: what it says is not checked, so it can say anything.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace test {

struct ScriptedAnswer {
  enum class Then { KeepOpen, Fin, Rst, Hold };
  std::string bytes;
  Then then = Then::KeepOpen;
};

// Serves one connection after the other on a port of 127.0.0.1, on a thread of its own, until destroyed.
class ScriptedServer {
 public:
  // `answer` is called on the server's thread with each whole request as it came.
  explicit ScriptedServer(std::function<ScriptedAnswer(const std::string&)> answer)
      : answer_(std::move(answer)),
        listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        stopping_(::eventfd(0, EFD_CLOEXEC)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      std::abort();
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~ScriptedServer() {
    ::eventfd_write(stopping_, 1);
    thread_.join();
    ::close(listener_);
    ::close(stopping_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const { return port_; }
  std::string url(const std::string& target) const {
    return "http://127.0.0.1:" + std::to_string(port_) + target;
  }
  int connections() const { return connections_; }
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  // False when the server is to end.
  bool wait_for(int descriptor) const {
    std::array<pollfd, 2> polled = {{{stopping_, POLLIN, 0}, {descriptor, POLLIN, 0}}};
    ::poll(polled.data(), polled.size(), -1);
    return polled[0].revents == 0;
  }

  void serve() {
    while (wait_for(listener_)) {
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      connections_ += 1;
      while (answer_one(connection)) continue;
      ::close(connection);
    }
  }

  static std::size_t length_of(const std::string& head) {
    const std::size_t at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
  }

  // False when the connection is done with.
  bool answer_one(int connection) {
    std::string request;
    std::size_t head_end = std::string::npos;
    while (head_end == std::string::npos || request.size() < head_end + 4 + length_of(request)) {
      std::array<char, 65536> piece;
      if (!wait_for(connection)) return false;
      const ssize_t size = ::recv(connection, piece.data(), piece.size(), 0);
      if (size <= 0) return false;
      request.append(piece.data(), static_cast<std::size_t>(size));
      head_end = request.find("\r\n\r\n");
    }
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const ScriptedAnswer answer = answer_(request);
    for (std::size_t sent = 0; sent < answer.bytes.size();) {
      const ssize_t size =
          ::send(connection, answer.bytes.data() + sent, answer.bytes.size() - sent, MSG_NOSIGNAL);
      if (size <= 0) return false;
      sent += static_cast<std::size_t>(size);
    }
    if (answer.then == ScriptedAnswer::Then::Hold) {
      while (wait_for(connection)) {
        std::array<char, 1024> ignored;
        if (::recv(connection, ignored.data(), ignored.size(), 0) <= 0) return false;
      }
    }
    if (answer.then == ScriptedAnswer::Then::Rst) {
      const linger at_once{1, 0};
      ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    }
    return answer.then == ScriptedAnswer::Then::KeepOpen;
  }

  std::function<ScriptedAnswer(const std::string&)> answer_;
  int listener_;
  int stopping_;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace test
