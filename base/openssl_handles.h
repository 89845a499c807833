// Owners of OpenSSL's objects; for the files of base/.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

namespace base {

template <auto Free>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using BioPtr = std::unique_ptr<BIO, OpensslFree<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, OpensslFree<X509_free>>;
using SslContextPtr = std::unique_ptr<SSL_CTX, OpensslFree<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, OpensslFree<SSL_free>>;

// The certificates of a PEM text, in order; none where one of them cannot be read.
std::vector<CertificatePtr> read_certificates(const std::string& pem);
// Null where the text holds no private key that can be read without a passphrase.
KeyPtr read_private_key(const std::string& pem);
// OpenSSL's own word for the first error in its queue, which is emptied; "" where there is none.
std::string take_openssl_error();

}  // namespace base
