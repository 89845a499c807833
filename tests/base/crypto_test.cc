#include "base/crypto.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace base {
namespace {

std::string hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

// RFC 4648, section 10.
TEST(Base64, WritesAndReadsTheVectorsOfRfc4648) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Base64, KeepsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(base64_decode(base64(bytes)), bytes);
  EXPECT_EQ(base64url_decode(base64url(bytes)), bytes);
  EXPECT_EQ(base64("\xfb\xff\xfe"), "+//+");
  EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(base64url("f"), "Zg");
}

TEST(Base64, RefusesWhatIsNotStrict) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z===", "====", "Zm9v=", "Zh==", "Zm9=", "Zm9v\n", " Zm9v",
                           "Zm9-", "Zg==Zg==", "Z=g="}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << "`" << text << "`";
  }
  for (const char* text : {"Zg==", "Zh", "Zm9vY", "Zm9+", "Zm9/", "Zm 9"}) {
    EXPECT_EQ(base64url_decode(text), std::nullopt) << "`" << text << "`";
  }
}

// RFC 2202 and RFC 4231, test cases 2 and 6.
TEST(Hmac, ComputesTheVectorsOfTheRfcs) {
  const std::string question = "what do ya want for nothing?";
  EXPECT_EQ(hex(hmac(HmacAlgorithm::Sha1, "Jefe", question)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hex(hmac(HmacAlgorithm::Sha256, "Jefe", question)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  const std::string large = "Test Using Larger Than Block-Size Key - Hash Key First";
  EXPECT_EQ(hex(hmac(HmacAlgorithm::Sha1, std::string(80, '\xaa'), large)),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
  EXPECT_EQ(hex(hmac(HmacAlgorithm::Sha256, std::string(131, '\xaa'), large)),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, TakesAnEmptySecretAndMessage) {
  EXPECT_EQ(hex(hmac(HmacAlgorithm::Sha1, "", "")), "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
  EXPECT_EQ(hex(hmac(HmacAlgorithm::Sha1, {}, {})), "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
}

TEST(Sha256Hex, ComputesTheVectorsOfFips180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(EqualSecrets, ComparesWhole) {
  EXPECT_TRUE(equal_secrets("", ""));
  EXPECT_TRUE(equal_secrets("secret", "secret"));
  EXPECT_FALSE(equal_secrets("secret", "secreT"));
  EXPECT_FALSE(equal_secrets("secret", "secret "));
  EXPECT_FALSE(equal_secrets("", "s"));
}

TEST(RandomHex, DiffersAtEachCall) {
  const std::string text = random_hex(16);
  EXPECT_EQ(text.size(), 32u);
  EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(text, random_hex(16));
}

}  // namespace
}  // namespace base
