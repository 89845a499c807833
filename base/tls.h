// Certificates and what a server or client needs of TLS. Minimum TLS 1.2.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace base {

struct CertificateAndKey {
  std::string certificate_pem;  // the chain
  std::string private_key_pem;
};

// A certificate authority for tests, made in memory: EC P-256, valid from a day ago for ten years.
class TestCertificateAuthority {
 public:
  TestCertificateAuthority();
  ~TestCertificateAuthority();
  TestCertificateAuthority(const TestCertificateAuthority&) = delete;
  TestCertificateAuthority& operator=(const TestCertificateAuthority&) = delete;

  const std::string& certificate_pem() const;
  // A server certificate for 127.0.0.1, ::1 and localhost.
  CertificateAndKey issue(const std::string& common_name) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads the user's own. Errors name the file and what is wrong: not PEM, the key does not fit.
Result<CertificateAndKey> check_certificate(CertificateAndKey pair, const std::string& name);

}  // namespace base
