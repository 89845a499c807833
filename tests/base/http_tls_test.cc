// The server and the sender over TLS, with each other and with OpenSSL's own word for what is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/http_sender.h"
#include "base/http_server.h"
#include "base/tls.h"
#include "raw_socket.h"

namespace base {
namespace {

using ::testing::HasSubstr;
using testing::RawListener;
using testing::RawSocket;
using ::testing::StartsWith;
using testing::wait_for;

class HttpTlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    HttpServerOptions options;
    options.tls = authority_.issue("server");
    options.on_bad_request = [this](BadRequest bad) { bad_.push_back(std::move(bad)); };
    auto made = HttpServer::listen(loop_, options, [this](const HttpRequest& request, Reply reply) {
      ++requests_;
      was_tls_ = request.over_tls;
      if (script_) return reply(*script_);
      reply(HttpResponse{200, {}, "<" + request.body + ">"});
    });
    ASSERT_TRUE(made) << made.error().what;
    server_ = std::move(*made);
  }

  HttpSender trusting() { return {loop_, {.ca_pem = authority_.certificate_pem()}}; }

  HttpOutcome outcome(HttpSender& sender, OutgoingRequest request) {
    std::optional<HttpOutcome> got;
    sender.send(std::move(request), [&](HttpOutcome given) { got = std::move(given); });
    EXPECT_TRUE(wait_for(loop_, [&] { return got.has_value(); })) << "no outcome";
    return got.value_or(HttpFailure::Timeout);
  }

  HttpOutcome outcome(HttpSender& sender, const std::string& host = "127.0.0.1", std::string body = "hello") {
    return outcome(sender, {.url = {"https", host, server_->port(), "/"}, .body = std::move(body)});
  }

  static std::string text(const HttpOutcome& outcome) {
    if (const auto* failure = std::get_if<HttpFailure>(&outcome)) return std::string(failure_name(*failure));
    return std::get<HttpResponse>(outcome).body;
  }

  EventLoop loop_;
  TestCertificateAuthority authority_;
  std::unique_ptr<HttpServer> server_;
  std::optional<WireScript> script_;
  std::vector<BadRequest> bad_;
  int requests_ = 0;
  bool was_tls_ = false;
};

TEST_F(HttpTlsTest, ServesAndSends) {
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "<hello>");
  EXPECT_EQ(text(outcome(sender, "localhost")), "<hello>");
  EXPECT_TRUE(was_tls_);
  EXPECT_THAT(server_->origin(), StartsWith("https://127.0.0.1:"));
}

TEST_F(HttpTlsTest, CarriesWhatIsLargerThanARecordAndASocketsBuffer) {
  auto sender = trusting();
  const std::string large(5u << 20, 'x');
  EXPECT_EQ(text(outcome(sender, "127.0.0.1", large)).size(), large.size() + 2);
}

TEST_F(HttpTlsTest, ASenderThatDoesNotKnowTheAuthorityRefuses) {
  HttpSender sender(loop_, {});
  EXPECT_EQ(text(outcome(sender)), "TLS handshake failed");
  ASSERT_TRUE(wait_for(loop_, [&] { return !bad_.empty(); })) << "the server reports it";
  EXPECT_EQ(bad_[0].status, 0);
  EXPECT_THAT(bad_[0].reason, HasSubstr("unknown ca"));
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpTlsTest, ASenderThatDoesNotVerifyTakesIt) {
  HttpSender sender(loop_, {.verify_peer = false});
  EXPECT_EQ(text(outcome(sender)), "<hello>");
}

TEST_F(HttpTlsTest, ASenderWithABrokenAuthorityRefuses) {
  HttpSender sender(loop_, {.ca_pem = "nonsense"});
  EXPECT_EQ(text(outcome(sender)), "TLS handshake failed");
}

TEST_F(HttpTlsTest, TheAddressMustStandInTheCertificate) {
  auto sender = trusting();
  server_.reset();
  auto made = HttpServer::listen(loop_, {.address = "127.0.0.2", .tls = authority_.issue("server")},
                                 [](const HttpRequest&, Reply reply) { reply(HttpResponse{}); });
  ASSERT_TRUE(made);
  server_ = std::move(*made);
  EXPECT_EQ(text(outcome(sender, "127.0.0.2")), "TLS handshake failed");
}

TEST_F(HttpTlsTest, PlainHttpOnTheHttpsPortIsAnsweredInPlain) {
  auto peer = RawSocket::connect_to(server_->port());
  peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_THAT(peer.received(), StartsWith("HTTP/1.1 400 "));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_EQ(bad_[0].reason, "plain HTTP on the HTTPS port");
}

TEST_F(HttpTlsTest, GarbageOnTheHttpsPortIsReported) {
  auto peer = RawSocket::connect_to(server_->port());
  peer.send(std::string("\0\1\2\3\4\5\6\7\10\11\12\13\14", 13));
  ASSERT_TRUE(peer.wait_for_end(loop_));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_THAT(bad_[0].reason, StartsWith("TLS failed: "));
}

TEST_F(HttpTlsTest, AKnockOnTheHttpsPortIsNotReported) {
  {
    auto peer = RawSocket::connect_to(server_->port());
    loop_.run_for(std::chrono::milliseconds(1));
  }
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "<hello>");
  EXPECT_TRUE(bad_.empty());
}

TEST_F(HttpTlsTest, APeerThatSpeaksNoTlsFailsTheHandshake) {
  RawListener listener;
  auto sender = trusting();
  std::optional<HttpOutcome> got;
  sender.send({.url = {"https", "127.0.0.1", listener.port(), "/"}},
              [&](HttpOutcome given) { got = std::move(given); });
  auto accepted = listener.accept(loop_);
  accepted.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(wait_for(loop_, [&] { return got.has_value(); }));
  EXPECT_EQ(text(*got), "TLS handshake failed");
}

TEST_F(HttpTlsTest, APeerThatGoesAwayDuringTheHandshakeIsClosedOrReset) {
  for (const bool by_reset : {false, true}) {
    RawListener listener;
    auto sender = trusting();
    std::optional<HttpOutcome> got;
    sender.send({.url = {"https", "127.0.0.1", listener.port(), "/"}},
                [&](HttpOutcome given) { got = std::move(given); });
    auto accepted = listener.accept(loop_);
    if (by_reset) {
      accepted.reset();
    } else {
      accepted.finish_writing();
    }
    ASSERT_TRUE(wait_for(loop_, [&] { return got.has_value(); }));
    EXPECT_EQ(text(*got), by_reset ? "reset" : "closed without an answer");
  }
}

// Scripts over TLS.

TEST_F(HttpTlsTest, HalfAnAnswerAndAFinIsTruncated) {
  script_ = {wire::Bytes{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}, wire::Fin{}};
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "answer cut short");
}

TEST_F(HttpTlsTest, ABodyThatEndsWithCloseNotifyIsWhole) {
  script_ = {wire::Bytes{"HTTP/1.1 200 OK\r\n\r\nwhole"}, wire::Fin{}};
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "whole");
}

TEST_F(HttpTlsTest, AFinWithoutAByteIsClosed) {
  script_ = {wire::Fin{}};
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "closed without an answer");
}

TEST_F(HttpTlsTest, ARstIsReset) {
  script_ = {wire::Rst{}};
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "reset");
}

TEST_F(HttpTlsTest, PlainBytesPastTheEncryptionAreMalformed) {
  script_ = {wire::Plain{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}, wire::Hold{}};
  auto sender = trusting();
  EXPECT_EQ(text(outcome(sender)), "answer is not HTTP");
}

TEST_F(HttpTlsTest, ASenderWritesPlainBytesPastTheEncryption) {
  auto sender = trusting();
  const auto got = outcome(sender, {.url = {"https", "127.0.0.1", server_->port(), "/"},
                                    .script = WireScript{wire::Plain{"GET / HTTP/1.1\r\n\r\n"}}});
  EXPECT_TRUE(std::holds_alternative<HttpFailure>(got));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_THAT(bad_[0].reason, StartsWith("TLS failed: "));
}

TEST_F(HttpTlsTest, AConnectionIsUsedAgain) {
  auto sender = trusting();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(text(outcome(sender)), "<hello>");
  HttpServerOptions one_connection;
  one_connection.tls = authority_.issue("server");
  one_connection.connections_max = 1;
  auto made = HttpServer::listen(loop_, one_connection, [](const HttpRequest&, Reply reply) {
    reply(HttpResponse{200, {}, "again"});
  });
  ASSERT_TRUE(made);
  server_ = std::move(*made);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(text(outcome(sender)), "again");
}

TEST_F(HttpTlsTest, AServerNeedsAKeyThatFits) {
  CertificateAndKey mixed = authority_.issue("a");
  mixed.private_key_pem = authority_.issue("b").private_key_pem;
  const auto made = HttpServer::listen(loop_, {.tls = mixed}, [](const HttpRequest&, Reply) {});
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().what, HasSubstr("the private key does not fit the certificate"));
}

TEST(CheckCertificate, SaysWhatIsWrong) {
  const TestCertificateAuthority authority;
  const auto good = authority.issue("a");
  EXPECT_TRUE(check_certificate(good, "server.pem"));

  auto no_certificate = good;
  no_certificate.certificate_pem = "nonsense";
  EXPECT_THAT(check_certificate(no_certificate, "server.pem").error().what,
              HasSubstr("server.pem: no certificate in PEM form"));

  auto no_key = good;
  no_key.private_key_pem = good.certificate_pem;
  EXPECT_THAT(check_certificate(no_key, "server.pem").error().what,
              HasSubstr("server.pem: no private key in PEM form"));

  auto other_key = good;
  other_key.private_key_pem = authority.issue("b").private_key_pem;
  EXPECT_EQ(check_certificate(other_key, "server.pem").error().what,
            "server.pem: the private key does not fit the certificate");
}

}  // namespace
}  // namespace base
