#include "base/byte_stream.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <boost/asio/post.hpp>

namespace base {

using boost::system::error_code;
namespace error = asio::error;

namespace {
constexpr std::size_t kReadFirst = 8u << 10;
constexpr std::size_t kReadMost = 64u << 10;
}  // namespace

ByteStream::ByteStream(asio::ip::tcp::socket socket, std::unique_ptr<TlsEngine> tls)
    : socket_(std::move(socket)), tls_(std::move(tls)), is_ready_(!tls_) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
}

void ByteStream::start(std::weak_ptr<StreamOwner> owner) {
  owner_ = std::move(owner);
  in_.resize(kReadFirst);
  if (tls_) {
    std::string none;
    tls_->feed({}, none);  // a client's first message
    write_raw(tls_->take_output());
  }
  read();
}

void ByteStream::write(std::string bytes) {
  if (!tls_) return write_raw(std::move(bytes));
  tls_->send(bytes);
  write_raw(tls_->take_output());
}

void ByteStream::write_raw(std::string bytes) {
  if (is_closed_ || write_failed_ || fin_wanted_ || bytes.empty()) return;
  if (out_next_.empty()) {
    out_next_ = std::move(bytes);
  } else {
    out_next_ += bytes;
  }
  flush();
}

bool ByteStream::is_drained() const {
  return !write_failed_ && out_offset_ == out_.size() && out_next_.empty();
}

int ByteStream::unacknowledged() const {
  int bytes = 0;
  auto& socket = const_cast<asio::ip::tcp::socket&>(socket_);
  if (is_closed_ || ::ioctl(socket.native_handle(), SIOCOUTQ, &bytes) != 0) return 0;
  return bytes;
}

void ByteStream::flush() {
  if (is_writing_ || is_closed_ || write_failed_) return;
  for (;;) {
    if (out_offset_ == out_.size()) {
      out_.clear();
      out_offset_ = 0;
      out_.swap(out_next_);
      if (out_.empty()) break;
    }
    error_code code;
    const auto n =
        socket_.write_some(asio::buffer(out_.data() + out_offset_, out_.size() - out_offset_), code);
    if (!code) {
      out_offset_ += n;
      bytes_sent_ += n;
      continue;
    }
    if (code == error::would_block || code == error::try_again) {
      is_writing_ = true;
      socket_.async_wait(asio::ip::tcp::socket::wait_write, [self = shared_from_this()](const error_code&) {
        self->is_writing_ = false;
        if (self->is_closed_) return;
        self->flush();
        if (!self->is_drained()) return;
        if (const auto owner = self->owner_.lock()) owner->on_drained();
      });
      return;
    }
    write_failed_ = true;
    was_reset_ = code == error::connection_reset;
    out_.clear();
    out_next_.clear();
    out_offset_ = 0;
    if (!is_reading_) {  // else the read tells
      asio::post(socket_.get_executor(), [self = shared_from_this()] { self->end(StreamEnd::Reset, ""); });
    }
    return;
  }
  if (out_.capacity() > kReadMost) out_.shrink_to_fit();
  if (fin_wanted_) {
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }
}

void ByteStream::resume_reading() {
  is_paused_ = false;
  read();
}

void ByteStream::read() {
  if (is_reading_ || is_paused_ || is_ended_ || is_closed_) return;
  is_reading_ = true;
  socket_.async_read_some(asio::buffer(in_),
                          [self = shared_from_this()](const error_code& code, std::size_t n) {
                            self->is_reading_ = false;
                            if (self->is_closed_) return;
                            if (!code) return self->on_read(n);
                            const auto fin = self->tls_ ? StreamEnd::Cut : StreamEnd::Fin;
                            const bool is_fin = code == error::eof && !self->was_reset_;
                            self->end(is_fin ? fin : StreamEnd::Reset, "");
                          });
}

void ByteStream::on_read(std::size_t n) {
  const std::string_view bytes(in_.data(), n);
  if (!tls_) {
    if (const auto owner = owner_.lock()) owner->on_bytes(bytes);
  } else {
    std::string plain;
    const auto status = tls_->feed(bytes, plain);
    write_raw(tls_->take_output());
    if (!is_ready_ && tls_->is_ready()) {
      is_ready_ = true;
      if (const auto owner = owner_.lock()) owner->on_ready();
    }
    if (!is_closed_ && !plain.empty()) {
      if (const auto owner = owner_.lock()) owner->on_bytes(plain);
    }
    if (is_closed_) return;
    if (status == TlsEngine::Status::Closed) return end(StreamEnd::Fin, "");
    if (status == TlsEngine::Status::Failed) return end(StreamEnd::TlsFailed, tls_->error());
  }
  if (is_closed_) return;
  if (n == in_.size() && n < kReadMost) in_.resize(2 * n);
  read();
}

void ByteStream::end(StreamEnd how, const std::string& reason) {
  if (is_closed_) return;
  is_ended_ = true;
  if (const auto owner = owner_.lock()) owner->on_end(how, reason);
}

void ByteStream::finish_writing() {
  if (is_closed_ || fin_wanted_) return;
  if (tls_) {
    tls_->close();
    write_raw(tls_->take_output());
  }
  fin_wanted_ = true;
  flush();
}

void ByteStream::reset() {
  if (is_closed_) return;
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

void ByteStream::close() {
  if (is_closed_) return;
  is_closed_ = true;
  owner_.reset();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace base
