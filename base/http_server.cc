#include "base/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <vector>

#include "base/server_connection.h"
#include "base/server_listener.h"
#include "base/tls_engine.h"

namespace base {
namespace {

constexpr std::chrono::milliseconds kSweepLeast{5};
constexpr std::chrono::milliseconds kSweepMost{500};

}  // namespace

struct HttpServer::State final : ServerCore, std::enable_shared_from_this<HttpServer::State> {
  State(EventLoop& borrowed, HttpServerOptions given, HttpEndpoint called)
      : loop_(borrowed), options_(std::move(given)), endpoint_(std::move(called)) {
    const auto least = std::min(options_.read_timeout, options_.idle_timeout);
    sweep_every_ = std::clamp<std::chrono::milliseconds>(least / 8, kSweepLeast, kSweepMost);
  }

  EventLoop& loop() override { return loop_; }
  const HttpServerOptions& options() const override { return options_; }
  const HttpEndpoint& endpoint() const override { return endpoint_; }
  int port() const override { return listener_->port(); }
  SteadyTime now() const override { return clock_.now(); }
  void count_exchange(int by) override {
    open_exchanges_ += by;
    if (by > 0 && sweeps_late_) arm_sweep(sweep_every_);
  }

  const std::string& date() override {
    const auto now = std::chrono::floor<std::chrono::seconds>(clock_.wall_now());
    if (date_.empty() || now != date_of_) {
      date_of_ = now;
      date_ = http_date(now);
    }
    return date_;
  }

  void forget(ServerConnection& connection) override {
    std::erase_if(connections_, [&](const auto& kept) { return kept.get() == &connection; });
    if (connections_.empty()) sweep_.cancel();
  }

  void accept(asio::ip::tcp::socket socket) {
    if (connections_.size() >= options_.connections_max) return;  // closes it
    auto stream = std::make_shared<ByteStream>(std::move(socket), tls_ ? tls_->accept() : nullptr);
    connections_.push_back(std::make_shared<ServerConnection>(weak_from_this(), std::move(stream), options_));
    connections_.back()->start();
    if (!sweep_.is_armed() || sweeps_late_) arm_sweep(sweep_every_);
  }

  // Connections that only wait for a request are left alone until the first one's time is over: an idle
  // server spends no CPU, which whoever measures that it is idle depends on.
  void arm_next_sweep() {
    if (connections_.empty()) return;
    SteadyTime first = SteadyTime::max();
    for (const auto& connection : connections_) {
      if (!connection->is_waiting()) return arm_sweep(sweep_every_);
      first = std::min(first, connection->deadline());
    }
    arm_sweep(std::max(sweep_every_, std::chrono::ceil<std::chrono::milliseconds>(first - clock_.now())));
  }

  void arm_sweep(std::chrono::milliseconds after) {
    sweeps_late_ = after > sweep_every_;
    sweep_ = loop_.call_after(after, [this] {
      const auto self = shared_from_this();
      const std::vector<std::shared_ptr<ServerConnection>> all(connections_.begin(), connections_.end());
      for (const auto& connection : all) connection->check_deadline();
      arm_next_sweep();
    });
  }

  void stop() {
    listener_->close();
    sweep_.cancel();
    const auto all = std::exchange(connections_, {});
    for (const auto& connection : all) connection->close();
  }

  EventLoop& loop_;
  const HttpServerOptions options_;
  const HttpEndpoint endpoint_;
  const SystemClock clock_;
  std::optional<TlsContext> tls_;
  std::shared_ptr<ServerListener> listener_;
  std::list<std::shared_ptr<ServerConnection>> connections_;
  EventLoop::Timer sweep_;
  bool sweeps_late_ = false;  // the next sweep is more than `sweep_every_` after the last
  std::chrono::milliseconds sweep_every_;
  int open_exchanges_ = 0;
  WallTime date_of_{};
  std::string date_;
};

HttpServer::HttpServer(std::shared_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() { state_->stop(); }

Result<std::unique_ptr<HttpServer>> HttpServer::listen(EventLoop& loop, HttpServerOptions options,
                                                       HttpEndpoint endpoint) {
  auto state = std::make_shared<State>(loop, std::move(options), std::move(endpoint));
  if (state->options_.tls) {
    auto tls = TlsContext::server(*state->options_.tls);
    if (!tls) return tl::unexpected<Error>(tls.error());
    state->tls_ = std::move(*tls);
  }
  auto listener = ServerListener::open(loop, state->options_.address, state->options_.port);
  if (!listener) return tl::unexpected<Error>(listener.error());
  state->listener_ = std::move(*listener);
  state->listener_->start([weak = std::weak_ptr<State>(state)](asio::ip::tcp::socket socket) {
    if (const auto self = weak.lock()) self->accept(std::move(socket));
  });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

int HttpServer::port() const { return state_->port(); }

std::string HttpServer::origin() const {
  std::string host = state_->options_.address;
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return fmt::format("{}://{}:{}", state_->options_.tls ? "https" : "http", host, port());
}

std::size_t HttpServer::open_exchanges() const { return static_cast<std::size_t>(state_->open_exchanges_); }

}  // namespace base
