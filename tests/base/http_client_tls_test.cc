#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <thread>

#include "base/event_loop.h"
#include "base/file.h"
#include "base/http_client.h"
#include "base/http_server.h"
#include "base/tls.h"

namespace base {
namespace {

using testing::VariantWith;

constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(30);

// A server over TLS that says "hello", on a thread of its own.
class SocketHttpClientTlsTest : public testing::Test {
 protected:
  SocketHttpClientTlsTest() {
    ::signal(SIGPIPE, SIG_IGN);  // as main does: the library's TLS client may write to a closed socket
    HttpServerOptions options;
    options.tls = authority_.issue("localhost");
    server_ = HttpServer::listen(loop_, options, [](const HttpRequest&, Reply reply) {
                reply(HttpResponse{200, {}, "hello"});
              }).value();
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~SocketHttpClientTlsTest() override {
    loop_.stop();
    thread_.join();
  }

  HttpOutcome ask(const SocketHttpClientOptions& options, const std::string& host) const {
    ClientRequest request;
    request.url = parse_url("https://" + host + ":" + std::to_string(server_->port()) + "/").value();
    return SocketHttpClient(options).send(request, kPatience);
  }
  std::string ca_file() const {
    std::string path = folder_.path() + "/ca.pem";
    EXPECT_TRUE(write_file(path, authority_.certificate_pem()));
    return path;
  }

  TemporaryFolder folder_ = TemporaryFolder::make("tls").value();
  TestCertificateAuthority authority_;
  EventLoop loop_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

TEST_F(SocketHttpClientTlsTest, TrustsTheAuthorityItWasGivenForNamesAndAddresses) {
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const auto outcome = ask({.ca_file = ca_file()}, host);
    ASSERT_THAT(outcome, VariantWith<HttpResponse>(testing::_)) << host;
    EXPECT_EQ(std::get<HttpResponse>(outcome).body, "hello");
  }
}

TEST_F(SocketHttpClientTlsTest, RefusesAnAuthorityItDoesNotKnowUnlessTold) {
  EXPECT_THAT(ask({}, "127.0.0.1"), VariantWith<HttpFailure>(HttpFailure::BadCertificate));
  EXPECT_THAT(ask({.ca_file = "", .verify_peer = false}, "127.0.0.1"), VariantWith<HttpResponse>(testing::_));
}

TEST_F(SocketHttpClientTlsTest, RefusesACertificateForAnotherName) {
  HttpServerOptions options;
  options.address = "127.0.0.2";
  options.tls = authority_.issue("localhost");
  loop_.stop();
  thread_.join();
  server_ = HttpServer::listen(loop_, options, [](const HttpRequest&, Reply reply) {
              reply(HttpResponse{200, {}, "hello"});
            }).value();
  thread_ = std::thread([this] { loop_.run(); });
  EXPECT_THAT(ask({.ca_file = ca_file()}, "127.0.0.2"),
              VariantWith<HttpFailure>(HttpFailure::BadCertificate));
}

TEST_F(SocketHttpClientTlsTest, SaysThatItsAuthorityCannotBeRead) {
  EXPECT_THAT(ask({.ca_file = folder_.path() + "/none.pem"}, "127.0.0.1"),
              VariantWith<HttpFailure>(HttpFailure::BadCertificate));
}

}  // namespace
}  // namespace base
