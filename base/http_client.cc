#include "base/http_client.h"

#include <httplib.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"

#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "the library was built with OpenSSL: link PkgConfig::HTTPLIB for its macros"
#endif

namespace base {
namespace {

constexpr std::size_t kBodyBytesMax = 64u << 20;
constexpr std::size_t kIdleMax = 64;
constexpr std::chrono::milliseconds kStopInterval{10};

using Connection = std::unique_ptr<httplib::ClientImpl>;

// OpenSSL compares the name. The library does so too, but takes an IPv4 address (0.11) for the right one
// where memory that it does not initialise happens to hold the certificate's.
void check_name(httplib::SSLClient& tls, const std::string& host) {
  X509_VERIFY_PARAM* wanted = SSL_CTX_get0_param(tls.ssl_context());
  if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) != 1) {
    X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), 0);
  }
}

Connection make_connection(const Url& url, const SocketHttpClientOptions& options) {
  Connection connection;
  if (url.is_tls()) {
    auto tls = std::make_unique<httplib::SSLClient>(url.host, url.port);
    SSL_CTX_set_min_proto_version(tls->ssl_context(), TLS1_2_VERSION);
    tls->enable_server_certificate_verification(options.verify_peer);
    if (options.verify_peer) check_name(*tls, url.host);
    if (!options.ca_file.empty()) tls->set_ca_cert_path(options.ca_file);
    connection = std::move(tls);
  } else {
    connection = std::make_unique<httplib::ClientImpl>(url.host, url.port);
  }
  connection->set_keep_alive(true);
  connection->set_tcp_nodelay(true);
  connection->set_url_encode(false);
  connection->set_decompress(false);
  return connection;
}

// What came of an exchange, as far as the library tells.
struct Exchange {
  HttpResponse response;
  bool has_head = false;
  bool too_large = false;
  httplib::Error error = httplib::Error::Success;
  int code = 0;  // errno behind it
  bool timed_out = false;
};

HttpFailure failure_of(const Exchange& exchange) {
  using httplib::Error;
  if (exchange.too_large) return HttpFailure::TooLarge;
  switch (exchange.error) {
    case Error::Connection:
    case Error::BindIPAddress:
      return exchange.timed_out ? HttpFailure::Timeout : HttpFailure::Refused;
    case Error::ConnectionTimeout:
      return HttpFailure::Timeout;
    case Error::SSLConnection:
      return exchange.timed_out ? HttpFailure::Timeout : HttpFailure::BadCertificate;
    case Error::SSLLoadingCerts:
    case Error::SSLServerVerification:
      return HttpFailure::BadCertificate;
    default:
      break;
  }
  if (exchange.timed_out) return HttpFailure::Timeout;
  // The library's own shutdown of a connection that was reset leaves ENOTCONN.
  const bool reset = exchange.code == ECONNRESET || exchange.code == EPIPE || exchange.code == ENOTCONN;
  if (reset) return HttpFailure::Reset;
  return exchange.has_head ? HttpFailure::Truncated : HttpFailure::Closed;
}

httplib::Request to_library(const ClientRequest& request, Exchange& exchange) {
  httplib::Request made;
  made.method = request.method;
  made.path = request.url.target;
  for (const auto& [name, value] : request.headers) made.headers.emplace(name, value);
  if (request.url.host.find(':') != std::string::npos && made.headers.count("Host") == 0) {
    made.headers.emplace("Host", "[" + request.url.host + "]:" + std::to_string(request.url.port));
  }
  made.body = request.body;
  made.response_handler = [&exchange](const httplib::Response&) { return exchange.has_head = true; };
  made.content_receiver = [&exchange](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    exchange.too_large = size > kBodyBytesMax - exchange.response.body.size();
    if (!exchange.too_large) exchange.response.body.append(data, size);
    return !exchange.too_large;
  };
  return made;
}

Exchange exchange_with(httplib::ClientImpl& connection, const ClientRequest& request,
                       std::chrono::milliseconds timeout) {
  connection.set_connection_timeout(timeout);
  connection.set_read_timeout(timeout);
  connection.set_write_timeout(timeout);
  Exchange exchange;
  httplib::Request made = to_library(request, exchange);
  httplib::Response response;
  const SystemClock clock;
  const SteadyTime start = clock.now();
  errno = 0;
  if (connection.send(made, response, exchange.error)) {
    exchange.response.status = response.status;
    for (const auto& [name, value] : response.headers) exchange.response.headers.add(name, value);
  } else {
    exchange.code = errno;
    exchange.timed_out = clock.now() - start >= timeout;
  }
  return exchange;
}

}  // namespace

struct SocketHttpClient::State {
  explicit State(SocketHttpClientOptions given) : options(std::move(given)) {}

  const SocketHttpClientOptions options;
  Mutex mutex;
  ConditionVariable returned;
  std::map<std::string, std::vector<Connection>> idle GUARDED_BY(mutex);
  std::set<httplib::ClientImpl*> busy GUARDED_BY(mutex);
  bool stopped GUARDED_BY(mutex) = false;

  // Returns null after stop().
  Connection take(const Url& url) {
    MutexLock lock(mutex);
    if (stopped) return nullptr;
    std::vector<Connection>& kept = idle[url.origin()];
    Connection connection;
    if (kept.empty()) {
      connection = make_connection(url, options);
    } else {
      connection = std::move(kept.back());
      kept.pop_back();
    }
    busy.insert(connection.get());
    return connection;
  }

  // Returns false after stop().
  bool give_back(const Url& url, Connection connection, bool usable) {
    MutexLock lock(mutex);
    busy.erase(connection.get());
    returned.notify_all();
    std::vector<Connection>& kept = idle[url.origin()];
    if (usable && !stopped && kept.size() < kIdleMax) kept.push_back(std::move(connection));
    return !stopped;
  }
};

SocketHttpClient::SocketHttpClient(SocketHttpClientOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}

SocketHttpClient::~SocketHttpClient() { stop(); }

HttpOutcome SocketHttpClient::send(const ClientRequest& request, std::chrono::milliseconds timeout) {
  Connection connection = state_->take(request.url);
  if (connection == nullptr) return HttpFailure::Cancelled;
  Exchange exchange = exchange_with(*connection, request, std::max(timeout, std::chrono::milliseconds(1)));
  const bool answered = exchange.error == httplib::Error::Success;
  const bool goes_on = state_->give_back(request.url, std::move(connection), answered);
  if (answered) return std::move(exchange.response);
  return goes_on ? failure_of(exchange) : HttpFailure::Cancelled;
}

void SocketHttpClient::stop() {
  MutexLock lock(state_->mutex);
  state_->stopped = true;
  state_->idle.clear();
  while (!state_->busy.empty()) {
    // Again and again, since one that was just connecting does not remember it.
    for (httplib::ClientImpl* connection : state_->busy) connection->stop();
    state_->returned.wait_for(state_->mutex, kStopInterval);
  }
}

}  // namespace base
