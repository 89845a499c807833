// One connection of an HttpServer. For the files of base/.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_stream.h"
#include "base/clock.h"
#include "base/http.h"
#include "base/http_reader.h"
#include "base/http_server.h"
#include "base/script_writer.h"

namespace base {

class ServerConnection;

// What the connections of one server share.
class ServerCore {
 public:
  virtual ~ServerCore() = default;
  virtual EventLoop& loop() = 0;
  virtual const HttpServerOptions& options() const = 0;
  virtual const HttpEndpoint& endpoint() const = 0;
  virtual int port() const = 0;
  virtual SteadyTime now() const = 0;
  virtual const std::string& date() = 0;  // the Date field's value, now
  virtual void count_exchange(int by) = 0;
  virtual void forget(ServerConnection& connection) = 0;
};

class ServerConnection final : public StreamOwner, public std::enable_shared_from_this<ServerConnection> {
 public:
  ServerConnection(std::weak_ptr<ServerCore> server, std::shared_ptr<ByteStream> stream,
                   const HttpServerOptions& options);
  void start();
  // Acts where a limit of time has passed.
  void check_deadline();
  // True between requests: until one begins, nothing but deadline() concerns it.
  bool is_waiting() const { return phase_ == Phase::Reading && !exchange_open_ && stream_->is_ready(); }
  SteadyTime deadline() const { return deadline_; }
  // Ends it without telling the server.
  void close();

  void on_ready() override;
  void on_bytes(std::string_view bytes) override;
  void on_drained() override;
  void on_end(StreamEnd end, const std::string& reason) override;

 private:
  enum class Phase {
    Reading,    // a request, or waiting for one
    Answering,  // the endpoint has the request
    Writing,    // an orderly answer
    Scripting,
    Held,
    Lingering,  // our direction is ended; what still comes is thrown away
    Gone,
  };

  void read_requests();
  // Reads on in what has arrived. Returns false where more is needed.
  bool read_on(ServerCore& server);
  void ask_endpoint(ServerCore& server);
  void answer(Reply::Answer answer);
  void write_response(ServerCore& server, const HttpResponse& response);
  void end_script(ScriptWriter::End end);
  // The answer is wholly written.
  void finish_exchange();
  void refuse(int status, const std::string& reason);
  void report(const BadRequest& bad);
  BadRequest bad_request(int status, const std::string& reason) const;
  void linger();
  void drop();
  void open_exchange(ServerCore& server);
  void close_exchange();
  bool watch_progress(SteadyTime now);

  std::weak_ptr<ServerCore> server_;
  const std::shared_ptr<ByteStream> stream_;
  const std::chrono::milliseconds read_timeout_;
  const std::chrono::milliseconds idle_timeout_;
  RequestReader reader_;
  Phase phase_ = Phase::Reading;
  std::string in_;  // what has arrived, from in_offset_ on not yet read
  std::size_t in_offset_ = 0;
  std::string head_;  // the first bytes of a request whose body is awaited
  SteadyTime deadline_{};
  std::uint64_t sent_seen_ = 0;
  std::unique_ptr<ScriptWriter> script_;
  bool exchange_open_ = false;
  bool keep_alive_ = true;
  bool is_head_ = false;
  bool peer_ended_ = false;
  bool in_read_loop_ = false;
};

}  // namespace base
