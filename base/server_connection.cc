#include "base/server_connection.h"

#include <algorithm>

#include "base/http_text.h"

namespace base {
namespace {

constexpr std::size_t kHeadMax = 512;
constexpr std::size_t kReadAheadMax = 64u << 10;
constexpr std::chrono::milliseconds kLinger{2000};

HttpResponse plain_answer(int status, const std::string& reason) {
  return {status, {{"Content-Type", "text/plain"}}, reason + "\n"};
}

}  // namespace

ServerConnection::ServerConnection(std::weak_ptr<ServerCore> server, std::shared_ptr<ByteStream> stream,
                                   const HttpServerOptions& options)
    : server_(std::move(server)),
      stream_(std::move(stream)),
      read_timeout_(options.read_timeout),
      idle_timeout_(options.idle_timeout),
      reader_(options.header_bytes_max, options.body_bytes_max) {}

void ServerConnection::start() {
  if (const auto server = server_.lock()) {
    deadline_ = server->now() + (stream_->is_ready() ? idle_timeout_ : read_timeout_);
  }
  stream_->start(weak_from_this());
}

void ServerConnection::close() {
  phase_ = Phase::Gone;
  close_exchange();
  script_.reset();
  stream_->close();
}

void ServerConnection::drop() {
  if (phase_ == Phase::Gone) return;
  const auto self = shared_from_this();
  close();
  if (const auto server = server_.lock()) server->forget(*this);
}

void ServerConnection::open_exchange(ServerCore& server) {
  exchange_open_ = true;
  server.count_exchange(1);
}

void ServerConnection::close_exchange() {
  if (!std::exchange(exchange_open_, false)) return;
  if (const auto server = server_.lock()) server->count_exchange(-1);
}

void ServerConnection::on_ready() {
  if (const auto server = server_.lock()) deadline_ = server->now() + idle_timeout_;
}

void ServerConnection::on_bytes(std::string_view bytes) {
  if (phase_ == Phase::Lingering || phase_ == Phase::Held || phase_ == Phase::Gone) return;
  in_.append(bytes);
  if (phase_ == Phase::Reading) {
    read_requests();
  } else if (in_.size() >= kReadAheadMax) {
    stream_->pause_reading();
  }
}

void ServerConnection::read_requests() {
  const auto server = server_.lock();
  if (!server || in_read_loop_) return;
  in_read_loop_ = true;
  while (phase_ == Phase::Reading && read_on(*server)) {
  }
  in_read_loop_ = false;
  if (phase_ == Phase::Gone) return;
  in_.erase(0, in_offset_);
  in_offset_ = 0;
  if (phase_ == Phase::Reading) stream_->resume_reading();
  if (phase_ == Phase::Reading && peer_ended_) {
    if (exchange_open_) return refuse(400, "the connection ended within the request");
    linger();
  }
}

bool ServerConnection::read_on(ServerCore& server) {
  if (!exchange_open_) {
    // Empty lines in front of a request are passed over (RFC 9112, 2.2).
    while (in_offset_ < in_.size() && (in_[in_offset_] == '\r' || in_[in_offset_] == '\n')) ++in_offset_;
    if (in_offset_ == in_.size()) return false;
    open_exchange(server);
    head_.clear();
    deadline_ = server.now() + read_timeout_;
  }
  const bool was_in_body = reader_.state() == ReadState::Body;
  const auto bytes = std::string_view(in_).substr(in_offset_);
  if (!was_in_body) head_ = bytes.substr(0, kHeadMax);
  const auto taken = reader_.feed(bytes);
  in_offset_ += taken;
  switch (reader_.state()) {
    case ReadState::Bad:
      refuse(reader_.error().status, reader_.error().reason);
      return false;
    case ReadState::Done:
      ask_endpoint(server);
      return true;
    case ReadState::Body:
      if (!was_in_body && reader_.expects_continue() && in_offset_ == in_.size()) {
        stream_->write("HTTP/1.1 100 Continue\r\n\r\n");
      }
      return false;
    case ReadState::Start:
    case ReadState::Header:
      return false;
  }
  return false;
}

void ServerConnection::ask_endpoint(ServerCore& server) {
  keep_alive_ = reader_.keep_alive();
  HttpRequest request = reader_.take();
  request.over_tls = server.options().tls.has_value();
  request.local_port = server.port();
  is_head_ = request.method == "HEAD";
  phase_ = Phase::Answering;
  Reply reply([weak = weak_from_this()](Reply::Answer given) {
    if (const auto self = weak.lock()) self->answer(std::move(given));
  });
  server.endpoint()(std::move(request), std::move(reply));
}

void ServerConnection::answer(Reply::Answer given) {
  const auto server = server_.lock();
  if (!server || phase_ != Phase::Answering) return;
  const auto self = shared_from_this();
  deadline_ = server->now() + read_timeout_;
  sent_seen_ = stream_->bytes_sent();
  if (auto* response = std::get_if<HttpResponse>(&given)) {
    return write_response(*server, *response);
  }
  phase_ = Phase::Scripting;
  script_ = std::make_unique<ScriptWriter>(server->loop(), *stream_, std::get<WireScript>(std::move(given)),
                                           [this](ScriptWriter::End end) { end_script(end); });
  script_->run();
}

void ServerConnection::write_response(ServerCore& server, const HttpResponse& response) {
  if (field_has_token(response.headers, "Connection", "close")) keep_alive_ = false;
  phase_ = Phase::Writing;
  stream_->write(response_bytes(response, {server.date(), keep_alive_ ? "keep-alive" : "close", is_head_}));
  if (stream_->is_drained()) finish_exchange();
}

void ServerConnection::end_script(ScriptWriter::End end) {
  // The writer calls this last of all and is kept until the next answer.
  switch (end) {
    case ScriptWriter::End::Finished:
      return finish_exchange();
    case ScriptWriter::End::Rst:
      return drop();
    case ScriptWriter::End::Fin:
      return linger();
    case ScriptWriter::End::Held:
      close_exchange();
      phase_ = Phase::Held;
      in_.clear();
      in_offset_ = 0;
      stream_->resume_reading();
      if (peer_ended_) drop();
      return;
  }
}

void ServerConnection::finish_exchange() {
  const auto self = shared_from_this();
  close_exchange();
  if (!keep_alive_) return linger();
  phase_ = Phase::Reading;
  if (const auto server = server_.lock()) deadline_ = server->now() + idle_timeout_;
  read_requests();
}

void ServerConnection::on_drained() {
  const auto self = shared_from_this();
  if (phase_ == Phase::Scripting) return script_->run();
  if (phase_ == Phase::Writing) return finish_exchange();
  if (phase_ == Phase::Lingering && peer_ended_) drop();
}

BadRequest ServerConnection::bad_request(int status, const std::string& reason) const {
  const auto server = server_.lock();
  return {reason, head_, status, server ? server->port() : 0, reader_.target()};
}

void ServerConnection::report(const BadRequest& bad) {
  const auto server = server_.lock();
  if (!server || !server->options().on_bad_request) return;
  server->options().on_bad_request(bad);
}

void ServerConnection::refuse(int status, const std::string& reason) {
  const auto self = shared_from_this();
  phase_ = Phase::Writing;
  keep_alive_ = false;
  is_head_ = false;
  const BadRequest bad = bad_request(status, reason);
  report(bad);
  const auto server = server_.lock();
  if (!server || phase_ == Phase::Gone) return;
  sent_seen_ = stream_->bytes_sent();
  deadline_ = server->now() + read_timeout_;
  const auto& refusal = server->options().refusal;
  write_response(*server, refusal ? refusal(bad) : plain_answer(status, reason));
}

void ServerConnection::on_end(StreamEnd end, const std::string& reason) {
  const auto self = shared_from_this();
  switch (end) {
    case StreamEnd::Reset:
      if (phase_ == Phase::Reading && exchange_open_) {
        report(bad_request(0, "the connection was reset within the request"));
      }
      return drop();
    case StreamEnd::TlsFailed:
      if (phase_ != Phase::Reading) return drop();
      if (reason == "http request") {
        report(bad_request(400, "plain HTTP on the HTTPS port"));
        if (phase_ == Phase::Gone) return;
        stream_->write_raw(response_bytes(plain_answer(400, "this port speaks HTTPS"), {"", "close"}));
        return linger();
      }
      report(bad_request(0, "TLS failed: " + reason));
      return drop();
    case StreamEnd::Fin:
    case StreamEnd::Cut:
      break;
  }
  peer_ended_ = true;
  switch (phase_) {
    case Phase::Reading:
      return read_requests();
    case Phase::Held:
      return drop();
    case Phase::Lingering:
      if (stream_->is_drained()) drop();
      return;
    default:
      return;  // it may still want its answer
  }
}

// Ends our direction and waits a little for the peer to end its own: closing while it still sends would
// reset the connection, and the peer might lose the answer.
void ServerConnection::linger() {
  close_exchange();
  phase_ = Phase::Lingering;
  in_.clear();
  in_offset_ = 0;
  stream_->finish_writing();
  if (peer_ended_ && stream_->is_drained()) return drop();
  if (const auto server = server_.lock()) deadline_ = server->now() + std::min(kLinger, idle_timeout_);
  stream_->resume_reading();
}

bool ServerConnection::watch_progress(SteadyTime now) {
  const auto sent = stream_->bytes_sent();
  if (stream_->is_drained() || sent != sent_seen_) {
    sent_seen_ = sent;
    deadline_ = now + read_timeout_;
    return true;
  }
  return now < deadline_;
}

void ServerConnection::check_deadline() {
  const auto server = server_.lock();
  if (!server) return;
  const auto now = server->now();
  switch (phase_) {
    case Phase::Reading:
      if (now < deadline_) return;
      if (!exchange_open_) return linger();
      return refuse(408, "the request did not arrive in " + std::to_string(read_timeout_.count()) + " ms");
    case Phase::Writing:
    case Phase::Scripting:
      if (!watch_progress(now)) drop();  // the peer does not take its answer
      return;
    case Phase::Lingering:
      if (now >= deadline_) drop();
      return;
    case Phase::Answering:
    case Phase::Held:
    case Phase::Gone:
      return;
  }
}

}  // namespace base
