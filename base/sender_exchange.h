// One request of an HttpSender, from its connection to its outcome. For the files of base/.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/byte_stream.h"
#include "base/connector.h"
#include "base/http_reader.h"
#include "base/http_sender.h"
#include "base/script_writer.h"

namespace base {

class SenderExchange;

// What the exchanges of one sender share.
class SenderCore {
 public:
  virtual ~SenderCore() = default;
  virtual EventLoop& loop() = 0;
  // Null where there is no TLS to be had.
  virtual const TlsContext* tls() = 0;
  // An idle connection to that origin; null where there is none.
  virtual std::shared_ptr<ByteStream> take_idle(const std::string& origin) = 0;
  virtual void keep_idle(const std::string& origin, std::shared_ptr<ByteStream> stream) = 0;
  virtual void end_exchange(HttpSender::Id id, HttpOutcome outcome) = 0;
};

class SenderExchange final : public StreamOwner, public std::enable_shared_from_this<SenderExchange> {
 public:
  SenderExchange(std::weak_ptr<SenderCore> sender, HttpSender::Id id, OutgoingRequest request);

  void start();
  // Ends it with that outcome.
  void give_up(HttpFailure why) { finish(why); }
  // Ends it without an outcome.
  void drop();

  void on_ready() override;
  void on_bytes(std::string_view bytes) override;
  void on_drained() override;
  void on_end(StreamEnd end, const std::string& reason) override;

 private:
  std::string origin() const;
  void connect();
  void use(std::shared_ptr<ByteStream> stream);
  void begin();
  void send_request();
  void end_script(ScriptWriter::End end);
  void end_of_answer(bool orderly);
  bool was_stale() const;
  void finish(HttpOutcome outcome);

  std::weak_ptr<SenderCore> sender_;
  const HttpSender::Id id_;
  OutgoingRequest request_;
  EventLoop::Timer deadline_;
  std::shared_ptr<Connector> connector_;
  std::shared_ptr<ByteStream> stream_;
  std::unique_ptr<ScriptWriter> script_;
  std::unique_ptr<ResponseReader> reader_;
  std::string in_;
  std::uint64_t sent_before_ = 0;
  bool is_reused_ = false;  // the connection had carried another request
  bool heard_any_ = false;  // a byte of an answer
  bool is_over_ = false;
};

}  // namespace base
