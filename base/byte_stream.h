// One TCP connection, plain or TLS, on an event loop: bytes come by callback, bytes go by write(). For the
// files of base/. Loop's thread only.
#pragma once

#include "base/event_loop_access.h"

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/tls_engine.h"

namespace base {

enum class StreamEnd {
  Fin,        // the peer will send no more; it may still read
  Cut,        // the same on TLS, but by TCP alone, without close_notify
  Reset,      // gone. May follow Fin or Cut
  TlsFailed,  // gone
};

// Whoever uses a stream. Each call may close the stream or destroy its owner.
class StreamOwner {
 public:
  virtual ~StreamOwner() = default;
  // The TLS handshake is done; not called for a plain connection.
  virtual void on_ready() = 0;
  virtual void on_bytes(std::string_view bytes) = 0;
  // All that was written has left, and it had not when write() returned.
  virtual void on_drained() = 0;
  // `reason` is for a person; empty unless TlsFailed.
  virtual void on_end(StreamEnd end, const std::string& reason) = 0;
};

class ByteStream : public std::enable_shared_from_this<ByteStream> {
 public:
  // `tls` is null for a plain connection.
  ByteStream(asio::ip::tcp::socket socket, std::unique_ptr<TlsEngine> tls);

  // Begins to read, and the handshake. The owner may be exchanged later.
  void start(std::weak_ptr<StreamOwner> owner);
  void set_owner(std::weak_ptr<StreamOwner> owner) { owner_ = std::move(owner); }
  bool is_ready() const { return is_ready_; }

  // Sends `bytes` behind what is not yet sent. REQUIRES: is_ready()
  void write(std::string bytes);
  // The same past the encryption.
  void write_raw(std::string bytes);
  // All that was written has left to the kernel; never again true after a failed write.
  bool is_drained() const;
  std::uint64_t bytes_sent() const { return bytes_sent_; }
  // Bytes that the peer's machine has not yet confirmed.
  int unacknowledged() const;

  void pause_reading() { is_paused_ = true; }
  void resume_reading();

  // Ends our direction (close_notify, FIN) when all that was written has left.
  void finish_writing();
  // Ends at once with RST.
  void reset();
  // Ends at once; the owner hears nothing more.
  void close();
  bool is_closed() const { return is_closed_; }

 private:
  void read();
  void on_read(std::size_t n);
  void flush();
  void end(StreamEnd how, const std::string& reason);

  asio::ip::tcp::socket socket_;
  std::unique_ptr<TlsEngine> tls_;
  std::weak_ptr<StreamOwner> owner_;
  std::vector<char> in_;
  std::string out_;  // being sent, from out_offset_ on
  std::size_t out_offset_ = 0;
  std::string out_next_;  // to be sent after it
  std::uint64_t bytes_sent_ = 0;
  bool is_ready_ = false;
  bool is_reading_ = false;
  bool is_paused_ = false;
  bool is_ended_ = false;    // nothing more will be read
  bool is_writing_ = false;  // waiting until the socket takes more
  bool write_failed_ = false;
  bool was_reset_ = false;
  bool fin_wanted_ = false;
  bool is_closed_ = false;
};

}  // namespace base
