#include "base/tls_engine.h"

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include "base/openssl_handles.h"

namespace base {

struct TlsEngine::State {
  SslPtr ssl;
  BIO* from_wire = nullptr;  // owned by ssl, as to_wire
  BIO* to_wire = nullptr;
  bool is_ready = false;
  std::string error;

  Status fail() {
    const long verdict = SSL_get_verify_result(ssl.get());
    error = take_openssl_error();
    if (verdict != X509_V_OK) error = X509_verify_cert_error_string(verdict);
    if (error.empty()) error = "TLS failed";
    return Status::Failed;
  }
};

TlsEngine::TlsEngine(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsEngine::~TlsEngine() = default;

TlsEngine::Status TlsEngine::feed(std::string_view wire, std::string& plain) {
  ERR_clear_error();
  SSL* ssl = state_->ssl.get();
  if (!wire.empty()) BIO_write(state_->from_wire, wire.data(), static_cast<int>(wire.size()));
  if (!state_->is_ready) {
    const int done = SSL_do_handshake(ssl);
    if (done != 1) {
      const int why = SSL_get_error(ssl, done);
      return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? Status::Open : state_->fail();
    }
    state_->is_ready = true;
  }
  for (;;) {
    char piece[16384];
    const int n = SSL_read(ssl, piece, sizeof piece);
    if (n > 0) {
      plain.append(piece, static_cast<std::size_t>(n));
      continue;
    }
    const int why = SSL_get_error(ssl, n);
    if (why == SSL_ERROR_ZERO_RETURN) return Status::Closed;
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? Status::Open : state_->fail();
  }
}

bool TlsEngine::is_ready() const { return state_->is_ready; }

void TlsEngine::send(std::string_view plain) {
  constexpr std::size_t kPieceMax = 1u << 20;
  while (!plain.empty()) {
    const auto piece = plain.substr(0, kPieceMax);
    ERR_clear_error();
    const int n = SSL_write(state_->ssl.get(), piece.data(), static_cast<int>(piece.size()));
    if (n <= 0) return;  // the connection has failed; feed() tells
    plain.remove_prefix(static_cast<std::size_t>(n));
  }
}

void TlsEngine::close() {
  ERR_clear_error();
  if (state_->is_ready && state_->error.empty()) SSL_shutdown(state_->ssl.get());
  ERR_clear_error();
}

std::string TlsEngine::take_output() {
  char* data = nullptr;
  const long size = BIO_get_mem_data(state_->to_wire, &data);
  if (size <= 0) return "";
  std::string out(data, static_cast<std::size_t>(size));
  (void)BIO_reset(state_->to_wire);
  return out;
}

const std::string& TlsEngine::error() const { return state_->error; }

struct TlsContext::State {
  SslContextPtr context;
  bool verify_peer = true;

  // An SSL on memory, which takes its state from the context.
  std::unique_ptr<TlsEngine::State> engine() const {
    auto made = std::make_unique<TlsEngine::State>();
    made->ssl.reset(SSL_new(context.get()));
    made->from_wire = BIO_new(BIO_s_mem());
    made->to_wire = BIO_new(BIO_s_mem());
    SSL_set_bio(made->ssl.get(), made->from_wire, made->to_wire);
    return made;
  }
};

namespace {

SslContextPtr make_context(const SSL_METHOD* method) {
  SslContextPtr context(SSL_CTX_new(method));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

bool is_address(const std::string& host) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, host.c_str(), bytes) == 1 || inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext& TlsContext::operator=(TlsContext&&) noexcept = default;
TlsContext::~TlsContext() = default;

Result<TlsContext> TlsContext::server(const CertificateAndKey& pair) {
  if (auto checked = check_certificate(pair, "the server's certificate"); !checked) {
    return tl::unexpected<Error>(checked.error());
  }
  auto state = std::make_unique<State>();
  state->context = make_context(TLS_server_method());
  const auto certificates = read_certificates(pair.certificate_pem);
  const auto key = read_private_key(pair.private_key_pem);
  bool taken = SSL_CTX_use_certificate(state->context.get(), certificates.front().get()) == 1;
  for (std::size_t i = 1; i < certificates.size(); ++i) {
    taken = taken && SSL_CTX_add1_chain_cert(state->context.get(), certificates[i].get()) == 1;
  }
  if (!taken || SSL_CTX_use_PrivateKey(state->context.get(), key.get()) != 1) {
    return fail(ErrorKind::Invalid, "the server's certificate cannot be used: " + take_openssl_error());
  }
  return TlsContext(std::move(state));
}

Result<TlsContext> TlsContext::client(const std::string& ca_pem, bool verify_peer) {
  auto state = std::make_unique<State>();
  state->context = make_context(TLS_client_method());
  state->verify_peer = verify_peer;
  SSL_CTX_set_verify(state->context.get(), verify_peer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  if (verify_peer) {
    SSL_CTX_set_default_verify_paths(state->context.get());
    const auto trusted = read_certificates(ca_pem);
    if (trusted.empty() && !ca_pem.empty()) {
      return fail(ErrorKind::Invalid, "the trusted certificates are not in PEM form");
    }
    X509_STORE* store = SSL_CTX_get_cert_store(state->context.get());
    for (const auto& certificate : trusted) X509_STORE_add_cert(store, certificate.get());
    ERR_clear_error();
  }
  return TlsContext(std::move(state));
}

std::unique_ptr<TlsEngine> TlsContext::accept() const {
  auto engine = state_->engine();
  SSL_set_accept_state(engine->ssl.get());
  return std::unique_ptr<TlsEngine>(new TlsEngine(std::move(engine)));
}

std::unique_ptr<TlsEngine> TlsContext::connect(const std::string& host) const {
  auto engine = state_->engine();
  SSL* ssl = engine->ssl.get();
  SSL_set_connect_state(ssl);
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl, host.c_str());
    if (state_->verify_peer) SSL_set1_host(ssl, host.c_str());
  }
  return std::unique_ptr<TlsEngine>(new TlsEngine(std::move(engine)));
}

}  // namespace base
