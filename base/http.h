// HTTP as values: requests, responses, what goes wrong, and what is written to a wire on purpose.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace base {

// Whether a header may have the name: a token of RFC 9110.
bool is_header_name(std::string_view name);
// Whether messages have it of themselves, as Date and Content-Length: it can carry nothing else.
bool is_message_header(std::string_view name);
// Whether it can be the value of a header: it stands on one line.
bool is_header_text(std::string_view text);

// Header fields in order; names compare without case; a field may stand several times.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

  void add(std::string name, std::string value);  // behind the others
  void set(std::string name, std::string value);  // in place of all of that name
  void remove(std::string_view name);
  // Returns the first of that name, or null.
  const std::string* find(std::string_view name) const;
  std::size_t count(std::string_view name) const;

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }
  friend bool operator==(const Headers&, const Headers&) = default;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct HttpRequest {
  std::string method{};  // "POST"
  std::string target{};  // as written on the request line: path and query
  Headers headers{};
  std::string body{};
  bool over_tls = false;
  int local_port = 0;  // the port it arrived at; 0 for one that we send
};

struct HttpResponse {
  int status = 200;
  Headers headers{};  // with `Transfer-Encoding: chunked` the body is sent in chunks
  std::string body{};
};

HttpResponse json_response(int status, std::string body);

// Why there is no response.
enum class HttpFailure {
  Refused,         // no connection: refused, unreachable, no such host
  Reset,           // RST while sending or waiting
  Closed,          // FIN before the first byte of a response
  Truncated,       // the connection ended within a response
  Malformed,       // bytes that are no HTTP response
  TooLarge,        // a response over our limit
  BadCertificate,  // the TLS handshake failed
  Timeout,         // the total deadline passed
  Cancelled,       // we gave it up
};
std::string_view failure_name(HttpFailure failure);  // "connection refused", "no answer in time", …

using HttpOutcome = std::variant<HttpResponse, HttpFailure>;

// What to write to a connection in place of an orderly message. A server's script that ends without Fin, Rst
// or Hold leaves the connection open for the next request.
namespace wire {
struct Bytes {
  std::string bytes;
};
struct Pause {
  std::chrono::milliseconds length;
};
struct Fin {};   // orderly close
struct Rst {};   // reset
struct Hold {};  // nothing more; the connection stays until the peer or the server ends it
struct Plain {
  std::string bytes;
};  // on a TLS connection: bytes past the encryption
}  // namespace wire
using WireStep = std::variant<wire::Bytes, wire::Pause, wire::Fin, wire::Rst, wire::Hold, wire::Plain>;
using WireScript = std::vector<WireStep>;

// The bytes of an orderly response, with Content-Length where missing, for use within a script.
std::string wire_bytes(const HttpResponse& response);

// The one answer to one request. Move-only, used once, at any later time, on the server's thread. Dropped
// without use, it closes the connection without an answer (like Fin).
class Reply {
 public:
  using Answer = std::variant<HttpResponse, WireScript>;
  using Send = std::function<void(Answer)>;

  Reply() = default;
  explicit Reply(Send send) : send_(std::move(send)) {}
  Reply(Reply&& other) noexcept : send_(std::exchange(other.send_, nullptr)) {}
  Reply& operator=(Reply&& other) noexcept;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply();

  void operator()(HttpResponse response);
  void operator()(WireScript script);
  bool is_open() const { return send_ != nullptr; }

 private:
  Send send_;
};

// Answers requests, through the Reply, now or later. (Not "handler": that is the ESPF's word.)
using HttpEndpoint = std::function<void(HttpRequest, Reply)>;

// What reached a server and could not be read as a request; it was answered with `status` and closed. Status
// 0: it could not be answered (the connection was reset, the TLS handshake failed).
struct BadRequest {
  std::string reason;  // "header too large", "bad Content-Length"
  std::string head;    // the first bytes, at most 512
  int status = 400;
  int local_port = 0;
  std::string target{};  // as written on the request line; "" where the mistake stands before its end
};

}  // namespace base
