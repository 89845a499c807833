#include "base/tls.h"

#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cassert>
#include <cstring>

#include "base/openssl_handles.h"

namespace base {
namespace {

constexpr long kDay = 24L * 60 * 60;
constexpr const char* kServerNames = "IP:127.0.0.1,IP:::1,DNS:localhost";

KeyPtr make_key() {
  KeyPtr key(EVP_EC_gen("P-256"));
  assert(key);
  return key;
}

std::string text_of(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string certificate_text(X509* certificate) {
  BioPtr memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(memory.get(), certificate);
  return text_of(memory.get());
}

std::string key_text(EVP_PKEY* key) {
  BioPtr memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(memory.get());
}

void add_extension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  assert(extension);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// A certificate for `key` that is not yet signed. `issuer` is null for one that signs itself.
CertificatePtr make_certificate(const std::string& common_name, EVP_PKEY* key, X509* issuer) {
  CertificatePtr certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  unsigned char serial[16];
  RAND_bytes(serial, sizeof serial);
  serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40);
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
  BN_free(number);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3650 * kDay);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const auto add = [&](const char* field, const std::string& value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0);
  };
  add("O", "espf test");
  add("CN", common_name.substr(0, 64));
  X509_set_issuer_name(certificate.get(), issuer ? X509_get_subject_name(issuer) : name);
  return certificate;
}

}  // namespace

std::vector<CertificatePtr> read_certificates(const std::string& pem) {
  BioPtr memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<CertificatePtr> certificates;
  while (X509* next = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) {
    certificates.emplace_back(next);
  }
  const auto last = ERR_peek_last_error();
  const bool at_end = ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) certificates.clear();
  return certificates;
}

KeyPtr read_private_key(const std::string& pem) {
  BioPtr memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };
  KeyPtr key(PEM_read_bio_PrivateKey(memory.get(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();
  return key;
}

std::string take_openssl_error() {
  const auto code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return "";
  const char* reason = ERR_reason_error_string(code);
  return reason ? reason : "TLS error";
}

struct TestCertificateAuthority::State {
  KeyPtr key;
  CertificatePtr certificate;
  std::string pem;
};

TestCertificateAuthority::TestCertificateAuthority() : state_(std::make_unique<State>()) {
  state_->key = make_key();
  state_->certificate = make_certificate("espf test CA", state_->key.get(), nullptr);
  X509* self = state_->certificate.get();
  add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(self, self, NID_subject_key_identifier, "hash");
  X509_sign(self, state_->key.get(), EVP_sha256());
  state_->pem = certificate_text(self);
}

TestCertificateAuthority::~TestCertificateAuthority() = default;

const std::string& TestCertificateAuthority::certificate_pem() const { return state_->pem; }

CertificateAndKey TestCertificateAuthority::issue(const std::string& common_name) const {
  const KeyPtr key = make_key();
  X509* authority = state_->certificate.get();
  const CertificatePtr certificate = make_certificate(common_name, key.get(), authority);
  add_extension(certificate.get(), authority, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), authority, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate.get(), authority, NID_ext_key_usage, "serverAuth");
  add_extension(certificate.get(), authority, NID_subject_key_identifier, "hash");
  add_extension(certificate.get(), authority, NID_authority_key_identifier, "keyid");
  add_extension(certificate.get(), authority, NID_subject_alt_name, kServerNames);
  X509_sign(certificate.get(), state_->key.get(), EVP_sha256());
  return {certificate_text(certificate.get()), key_text(key.get())};
}

Result<CertificateAndKey> check_certificate(CertificateAndKey pair, const std::string& name) {
  const auto certificates = read_certificates(pair.certificate_pem);
  if (certificates.empty()) {
    return fail(ErrorKind::Invalid, name + ": no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
  }
  const auto key = read_private_key(pair.private_key_pem);
  if (!key) {
    return fail(ErrorKind::Invalid,
                name + ": no private key in PEM form that can be read without a passphrase");
  }
  const bool fits = X509_check_private_key(certificates.front().get(), key.get()) == 1;
  ERR_clear_error();
  if (!fits) return fail(ErrorKind::Invalid, name + ": the private key does not fit the certificate");
  return pair;
}

}  // namespace base
