#include "base/sender_exchange.h"

#include "base/http_text.h"

namespace base {
namespace {

constexpr std::size_t kHeaderMax = 64u << 10;

std::string host_field(const Url& url) {
  const bool bare_v6 = url.host.find(':') != std::string::npos && url.host.front() != '[';
  std::string host = bare_v6 ? "[" + url.host + "]" : url.host;
  if (url.port != (url.is_tls() ? 443 : 80)) host += ":" + std::to_string(url.port);
  return host;
}

}  // namespace

SenderExchange::SenderExchange(std::weak_ptr<SenderCore> sender, HttpSender::Id id, OutgoingRequest request)
    : sender_(std::move(sender)), id_(id), request_(std::move(request)) {}

std::string SenderExchange::origin() const { return request_.url.scheme + "://" + host_field(request_.url); }

void SenderExchange::start() {
  const auto sender = sender_.lock();
  if (!sender || is_over_) return;
  if (request_.deadline) {
    deadline_ = sender->loop().call_after(*request_.deadline, [this] { finish(HttpFailure::Timeout); });
  }
  // A script often leaves its connection unusable, and a connection of its own tells what it did to it.
  auto idle = request_.script ? nullptr : sender->take_idle(origin());
  if (!idle) return connect();
  is_reused_ = true;
  use(std::move(idle));
}

void SenderExchange::connect() {
  const auto sender = sender_.lock();
  if (!sender) return;
  if (request_.url.is_tls() && !sender->tls()) return finish(HttpFailure::BadCertificate);
  connector_ = std::make_shared<Connector>(
      sender->loop(), [weak = weak_from_this()](Result<asio::ip::tcp::socket, HttpFailure> socket) {
        const auto self = weak.lock();
        const auto core = self ? self->sender_.lock() : nullptr;
        if (!core || self->is_over_) return;
        self->connector_.reset();
        if (!socket) return self->finish(socket.error());
        auto tls = self->request_.url.is_tls()
                       ? core->tls()->connect(without_brackets(self->request_.url.host))
                       : nullptr;
        self->use(std::make_shared<ByteStream>(std::move(*socket), std::move(tls)));
      });
  connector_->start(request_.url.host, request_.url.port);
}

void SenderExchange::use(std::shared_ptr<ByteStream> stream) {
  stream_ = std::move(stream);
  if (is_reused_) {
    stream_->set_owner(weak_from_this());
  } else {
    stream_->start(weak_from_this());
  }
  if (stream_->is_ready()) begin();
}

void SenderExchange::on_ready() { begin(); }

void SenderExchange::begin() {
  reader_ =
      std::make_unique<ResponseReader>(kHeaderMax, request_.answer_bytes_max, request_.method == "HEAD");
  sent_before_ = stream_->bytes_sent();
  if (!request_.script) return send_request();
  const auto sender = sender_.lock();
  if (!sender) return;
  script_ = std::make_unique<ScriptWriter>(sender->loop(), *stream_, *request_.script,
                                           [this](ScriptWriter::End end) { end_script(end); });
  script_->run();
}

void SenderExchange::send_request() {
  stream_->write(request_bytes(request_.method, request_.url.target, host_field(request_.url),
                               request_.headers, request_.body));
}

void SenderExchange::end_script(ScriptWriter::End end) {
  if (end == ScriptWriter::End::Rst) finish(HttpFailure::Reset);
}

void SenderExchange::on_drained() {
  if (script_) script_->run();
}

void SenderExchange::on_bytes(std::string_view bytes) {
  if (is_over_ || !reader_) return;
  heard_any_ = true;
  in_.append(bytes);
  in_.erase(0, reader_->feed(in_));
  if (reader_->state() == ReadState::Bad) {
    return finish(reader_->error().is_limit ? HttpFailure::TooLarge : HttpFailure::Malformed);
  }
  if (reader_->state() == ReadState::Done) finish(reader_->take());
}

void SenderExchange::on_end(StreamEnd end, const std::string&) {
  if (is_over_) return;
  if (!reader_) {  // still within the handshake
    if (end == StreamEnd::Reset) return finish(HttpFailure::Reset);
    return finish(end == StreamEnd::TlsFailed ? HttpFailure::BadCertificate : HttpFailure::Closed);
  }
  const bool has_begun = reader_->state() != ReadState::Start;
  switch (end) {
    case StreamEnd::Fin:
    case StreamEnd::Cut:
      if (!heard_any_ && was_stale()) {
        stream_->close();
        reader_.reset();
        is_reused_ = false;
        return connect();
      }
      if (!has_begun) return finish(HttpFailure::Closed);
      return end_of_answer(end == StreamEnd::Fin);
    case StreamEnd::Reset:
      return finish(has_begun ? HttpFailure::Truncated : HttpFailure::Reset);
    case StreamEnd::TlsFailed:
      return finish(HttpFailure::Malformed);
  }
}

// On TLS only close_notify may end a body that has no length; anyone can send a FIN.
void SenderExchange::end_of_answer(bool orderly) {
  if (orderly) reader_->feed_end();
  if (orderly && reader_->state() == ReadState::Done) return finish(reader_->take());
  finish(HttpFailure::Truncated);
}

// A kept connection that was closed before the request reached the peer's machine: part of the request is
// unconfirmed. Where all of it was confirmed the peer may have acted on it, so its silence is an outcome.
bool SenderExchange::was_stale() const {
  if (!is_reused_) return false;
  return stream_->unacknowledged() > 0 || stream_->bytes_sent() == sent_before_;
}

void SenderExchange::finish(HttpOutcome outcome) {
  if (std::exchange(is_over_, true)) return;
  const auto self = shared_from_this();
  const auto sender = sender_.lock();
  const bool may_keep = std::holds_alternative<HttpResponse>(outcome) && !request_.script && in_.empty() &&
                        reader_->keep_alive() && stream_->is_drained() &&
                        !field_has_token(request_.headers, "Connection", "close");
  if (may_keep && sender) {
    sender->keep_idle(origin(), std::exchange(stream_, nullptr));
  }
  drop();
  if (sender) sender->end_exchange(id_, std::move(outcome));
}

void SenderExchange::drop() {
  is_over_ = true;
  deadline_.cancel();
  script_.reset();
  if (connector_) std::exchange(connector_, nullptr)->cancel();
  if (stream_) std::exchange(stream_, nullptr)->close();
}

}  // namespace base
