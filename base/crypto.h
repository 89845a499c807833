// The few things of OpenSSL that the rooms need, as functions over values. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace base {

std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);                       // without padding
std::optional<std::string> base64_decode(std::string_view text);     // strict
std::optional<std::string> base64url_decode(std::string_view text);  // strict, without padding

enum class HmacAlgorithm { Sha1, Sha256 };
std::string hmac(HmacAlgorithm algorithm, std::string_view secret, std::string_view message);  // raw bytes
std::string sha256_hex(std::string_view bytes);

// Compares without telling by its time where they differ.
bool equal_secrets(std::string_view a, std::string_view b);

// `bytes` of the operating system's randomness, as hexadecimal digits: for secrets of real installations.
std::string random_hex(int bytes);

// Signs JWTs with RS256. The RSA-2048 key is made once per process, at the first call of warm_up() or
// sign(), which takes 50–400 ms; every call after it 0.3 ms.
class JwtSigner {
 public:
  static JwtSigner& process_wide();  // the key's cost allows one per process

  // Starts making the key on a thread of its own; sign() waits for it where it must.
  void warm_up();
  // Returns when the key is there. Before anything is timed: a machine without a free CPU takes seconds.
  void wait_for_key();
  // The token `header.payload.signature` with the header exactly {"alg":"RS256"}.
  std::string sign(const Json& payload);
  std::string public_key_pem();

  JwtSigner(const JwtSigner&) = delete;
  JwtSigner& operator=(const JwtSigner&) = delete;

 private:
  JwtSigner();
  ~JwtSigner();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace base
