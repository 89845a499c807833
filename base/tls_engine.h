// TLS between memory and memory (OpenSSL, hidden): whoever owns the socket carries the bytes. For the files
// of base/.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/tls.h"

namespace base {

// One side of one TLS connection.
class TlsEngine {
 public:
  enum class Status {
    Open,
    Closed,  // the peer said that it will send no more (close_notify)
    Failed,  // see error(); what is left to send (an alert) stands in the output
  };

  ~TlsEngine();
  TlsEngine(const TlsEngine&) = delete;
  TlsEngine& operator=(const TlsEngine&) = delete;

  // Begins, or goes on with, the handshake after `wire` arrived; then appends what was decrypted to `plain`.
  Status feed(std::string_view wire, std::string& plain);
  // The handshake is done.
  bool is_ready() const;
  // Encrypts. REQUIRES: is_ready()
  void send(std::string_view plain);
  // Says that we will send no more (close_notify).
  void close();

  // Returns what is to be sent on the wire by now, and forgets it.
  std::string take_output();
  // OpenSSL's word for the failure: "certificate verify failed", "http request".
  const std::string& error() const;

 private:
  friend class TlsContext;
  struct State;
  explicit TlsEngine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What the connections of one server, or of one client, share.
class TlsContext {
 public:
  // Errors: Invalid, as check_certificate().
  static Result<TlsContext> server(const CertificateAndKey& pair);
  // `ca_pem` is trusted beside the system's. Errors: Invalid, where it is no PEM.
  static Result<TlsContext> client(const std::string& ca_pem, bool verify_peer);

  TlsContext(TlsContext&&) noexcept;
  TlsContext& operator=(TlsContext&&) noexcept;
  ~TlsContext();

  std::unique_ptr<TlsEngine> accept() const;
  // `host`: a name (sent as SNI and checked) or an address (checked).
  std::unique_ptr<TlsEngine> connect(const std::string& host) const;

 private:
  struct State;
  explicit TlsContext(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace base
