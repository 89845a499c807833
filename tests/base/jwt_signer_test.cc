#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "base/crypto.h"

namespace base {
namespace {

bool verifies(const std::string& token, const std::string& public_key_pem) {
  const std::size_t dot = token.rfind('.');
  const auto signature = base64url_decode(token.substr(dot + 1));
  if (!signature) return false;
  BIO* bio = BIO_new_mem_buf(public_key_pem.data(), static_cast<int>(public_key_pem.size()));
  EVP_PKEY* key = PEM_read_bio_PUBKEY(bio, nullptr, nullptr, nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const bool right =
      EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1 &&
      EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(signature->data()), signature->size(),
                       reinterpret_cast<const unsigned char*>(token.data()), dot) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  BIO_free(bio);
  return right;
}

TEST(JwtSigner, MakesAHeaderAPayloadAndASignatureThatVerifies) {
  JwtSigner& signer = JwtSigner::process_wide();
  const std::string token = signer.sign({{"iat", 1526045288}, {"aud", "porta"}});
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(token.find('.', second + 1), std::string::npos);
  EXPECT_EQ(base64url_decode(token.substr(0, first)), R"({"alg":"RS256"})");
  EXPECT_EQ(base64url_decode(token.substr(first + 1, second - first - 1)),
            R"({"aud":"porta","iat":1526045288})");
  EXPECT_TRUE(verifies(token, signer.public_key_pem()));

  std::string forged = token;
  forged[first + 3] = forged[first + 3] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(verifies(forged, signer.public_key_pem()));
}

TEST(JwtSigner, SignsOnSeveralThreadsWithOneKey) {
  JwtSigner& signer = JwtSigner::process_wide();
  signer.warm_up();
  std::array<std::string, 4> tokens;
  {
    std::vector<std::thread> threads;
    threads.reserve(tokens.size());
    for (std::string& token : tokens) threads.emplace_back([&] { token = signer.sign({{"n", 1}}); });
    for (std::thread& thread : threads) thread.join();
  }
  for (const std::string& token : tokens) EXPECT_TRUE(verifies(token, signer.public_key_pem()));
}

}  // namespace
}  // namespace base
