#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cassert>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/crypto.h"
#include "base/mutex.h"

namespace base {
namespace {

struct FreeOpenssl {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeOpenssl>;

}  // namespace

struct JwtSigner::State {
  Mutex mutex;
  ConditionVariable made;
  std::thread maker GUARDED_BY(mutex);
  Owned<EVP_PKEY> key GUARDED_BY(mutex);  // never changes once it is there

  // Returns the key, after waiting for it where it is still being made.
  EVP_PKEY* wait_for_key() {
    MutexLock lock(mutex);
    while (key == nullptr) made.wait(mutex);
    return key.get();
  }
};

JwtSigner::JwtSigner() : state_(std::make_unique<State>()) {
  OPENSSL_init_crypto(0, nullptr);  // so that OpenSSL's clean-up at exit comes after our destructor
}

JwtSigner::~JwtSigner() {
  std::thread maker;
  {
    MutexLock lock(state_->mutex);
    maker = std::move(state_->maker);
  }
  if (maker.joinable()) maker.join();
}

JwtSigner& JwtSigner::process_wide() {
  static JwtSigner signer;
  return signer;
}

void JwtSigner::warm_up() {
  MutexLock lock(state_->mutex);
  if (state_->maker.joinable()) return;
  state_->maker = std::thread([state = state_.get()] {
    Owned<EVP_PKEY> key(EVP_RSA_gen(2048));
    assert(key != nullptr);
    {
      MutexLock made_lock(state->mutex);
      state->key = std::move(key);
    }
    state->made.notify_all();
  });
}

void JwtSigner::wait_for_key() {
  warm_up();
  state_->wait_for_key();
}

std::string JwtSigner::sign(const Json& payload) {
  warm_up();
  EVP_PKEY* key = state_->wait_for_key();
  const std::string signed_text = base64url(R"({"alg":"RS256"})") + "." + base64url(dump(payload));
  const auto* text = reinterpret_cast<const unsigned char*>(signed_text.data());

  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  auto size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
  std::string signature(size, '\0');
  const bool done = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                   text, signed_text.size()) == 1;
  assert(done);
  static_cast<void>(done);
  signature.resize(size);
  return signed_text + "." + base64url(signature);
}

std::string JwtSigner::public_key_pem() {
  warm_up();
  const Owned<BIO> bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(bio.get(), state_->wait_for_key());
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

}  // namespace base
