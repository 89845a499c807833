// The blocking client seam: for the provisioner, the command line's own calls and tests.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/http.h"
#include "base/uri.h"

namespace base {

struct ClientRequest {
  Url url;
  std::string method = "GET";
  Headers headers;
  std::string body;
};

// Implementations may be called from any thread.
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Sends `request` and waits for the response; connect, send and each read wait at most `timeout`.
  virtual HttpOutcome send(const ClientRequest& request, std::chrono::milliseconds timeout) = 0;
};

struct SocketHttpClientOptions {
  std::string ca_file;  // "" : the system's
  bool verify_peer = true;
};

// Real sockets by cpp-httplib. Keeps connections open for later calls: per origin as many as calls were under
// way at once, at most 64. Follows no redirect and repeats nothing: a connection that the peer closed just
// then is a failure. What arrives and is no HTTP is told as Closed, since the library does not say.
// A response's body has at most 64 MiB; a body without a Content-Type is sent as text/plain.
class SocketHttpClient final : public HttpClient {
 public:
  explicit SocketHttpClient(SocketHttpClientOptions options = {});
  ~SocketHttpClient() override;
  HttpOutcome send(const ClientRequest& request, std::chrono::milliseconds timeout) override;
  // Lets calls that are under way return HttpFailure::Cancelled, and all later ones. Returns when they have;
  // one that is still connecting first comes to the end of that.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Calls a function in place of a peer: no socket, no thread, no time.
class LoopbackHttpClient final : public HttpClient {
 public:
  using Peer = std::function<HttpOutcome(const ClientRequest&)>;
  explicit LoopbackHttpClient(Peer peer) : peer_(std::move(peer)) {}
  HttpOutcome send(const ClientRequest& request, std::chrono::milliseconds) override {
    return peer_(request);
  }

 private:
  Peer peer_;
};

}  // namespace base
