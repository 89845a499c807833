#include "base/http_sender.h"

#include <map>

#include "base/idle_connections.h"
#include "base/sender_exchange.h"
#include "base/tls_engine.h"

namespace base {

struct HttpSender::State final : SenderCore, std::enable_shared_from_this<HttpSender::State> {
  State(EventLoop& borrowed, HttpSenderOptions given)
      : loop_(borrowed), options_(std::move(given)), idle_(borrowed) {}

  struct Open {
    std::shared_ptr<SenderExchange> exchange;
    std::function<void(HttpOutcome)> done;
  };

  EventLoop& loop() override { return loop_; }

  const TlsContext* tls() override {
    if (!tls_tried_) {
      tls_tried_ = true;
      if (auto made = TlsContext::client(options_.ca_pem, options_.verify_peer)) tls_ = std::move(*made);
    }
    return tls_ ? &*tls_ : nullptr;
  }

  std::shared_ptr<ByteStream> take_idle(const std::string& origin) override { return idle_.take(origin); }

  void keep_idle(const std::string& origin, std::shared_ptr<ByteStream> stream) override {
    idle_.keep(origin, std::move(stream));
  }

  void end_exchange(Id id, HttpOutcome outcome) override {
    auto node = open_.extract(id);
    if (!node.empty() && node.mapped().done) node.mapped().done(std::move(outcome));
  }

  // Runs `act` on the exchange later, where both still exist then.
  template <class Act>
  void later(Id id, Act act) {
    loop_.post([weak = weak_from_this(), id, act] {
      const auto self = weak.lock();
      if (!self) return;
      const auto found = self->open_.find(id);
      if (found == self->open_.end()) return;
      const auto exchange = found->second.exchange;
      act(*exchange);
    });
  }

  EventLoop& loop_;
  const HttpSenderOptions options_;
  IdleConnections idle_;
  std::optional<TlsContext> tls_;
  bool tls_tried_ = false;
  Id last_id_ = 0;
  std::map<Id, Open> open_;
};

HttpSender::HttpSender(EventLoop& loop, HttpSenderOptions options)
    : state_(std::make_shared<State>(loop, std::move(options))) {}

HttpSender::~HttpSender() {
  const auto open = std::exchange(state_->open_, {});
  for (const auto& [id, kept] : open) kept.exchange->drop();
}

HttpSender::Id HttpSender::send(OutgoingRequest request, std::function<void(HttpOutcome)> done) {
  const Id id = ++state_->last_id_;
  auto exchange = std::make_shared<SenderExchange>(state_, id, std::move(request));
  state_->open_.emplace(id, State::Open{std::move(exchange), std::move(done)});
  state_->later(id, [](SenderExchange& begun) { begun.start(); });
  return id;
}

void HttpSender::cancel(Id id) {
  state_->later(id, [](SenderExchange& ended) { ended.give_up(HttpFailure::Cancelled); });
}

std::size_t HttpSender::open_exchanges() const { return state_->open_.size(); }

}  // namespace base
