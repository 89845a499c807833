#include "base/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "raw_socket.h"

namespace base {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::RawSocket;
using ::testing::StartsWith;
using testing::wait_for;

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

std::string post(const std::string& body) {
  return "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class HttpServerTest : public ::testing::Test {
 protected:
  // Answers by answer_, or keeps the Reply where that is empty.
  void listen(HttpServerOptions options = {}) {
    options.on_bad_request = [this](BadRequest bad) { bad_.push_back(std::move(bad)); };
    auto made = HttpServer::listen(loop_, std::move(options), [this](HttpRequest request, Reply reply) {
      requests_.push_back(std::move(request));
      if (answer_) {
        answer_(requests_.back(), std::move(reply));
      } else {
        replies_.push_back(std::move(reply));
      }
    });
    ASSERT_TRUE(made) << made.error().what;
    server_ = std::move(*made);
  }

  void echo() {
    answer_ = [](const HttpRequest& request, Reply reply) {
      reply(HttpResponse{200, {}, request.method + " " + request.target + " " + request.body});
    };
  }

  void script(WireScript steps) {
    answer_ = [steps = std::move(steps)](const HttpRequest&, Reply reply) { reply(steps); };
  }

  RawSocket connect() { return RawSocket::connect_to(server_->port()); }

  bool wait_for_requests(std::size_t count) {
    return wait_for(loop_, [&] { return requests_.size() >= count; });
  }

  bool wait_for_open(std::size_t count) {
    return wait_for(loop_, [&] { return server_->open_exchanges() == count; });
  }

  // What a connection that sends `bytes` is answered, until the server ends it.
  std::string answer_to(const std::string& bytes) {
    auto peer = connect();
    peer.send(bytes);
    EXPECT_TRUE(peer.wait_for_end(loop_)) << "the server did not end the connection";
    return peer.received();
  }

  EventLoop loop_;
  std::vector<HttpRequest> requests_;
  std::vector<BadRequest> bad_;
  std::vector<Reply> replies_;
  std::function<void(const HttpRequest&, Reply)> answer_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, GivesTheRequestAsItWasWritten) {
  listen();
  echo();
  auto peer = connect();
  peer.send(
      "PUT /a//b?x={\"y\":1} HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-two:  2 \r\nContent-Length: 3\r\n\r\nabc");
  ASSERT_TRUE(peer.wait_for_text(loop_, "abc"));
  ASSERT_EQ(requests_.size(), 1u);
  const auto& request = requests_[0];
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.target, "/a//b?x={\"y\":1}");
  EXPECT_EQ(request.body, "abc");
  EXPECT_EQ(request.headers,
            (Headers{{"Host", "h"}, {"X-Two", "1"}, {"x-two", "2"}, {"Content-Length", "3"}}));
  EXPECT_FALSE(request.over_tls);
  EXPECT_EQ(request.local_port, server_->port());
}

TEST_F(HttpServerTest, AddsDateLengthAndConnection) {
  listen();
  echo();
  auto peer = connect();
  peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(peer.wait_for_text(loop_, "GET / "));
  EXPECT_THAT(
      peer.received(),
      AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("\r\nContent-Length: 6\r\n"), HasSubstr(" GMT\r\n"),
            HasSubstr("\r\nConnection: keep-alive\r\n"), EndsWith("\r\n\r\nGET / ")));
}

TEST_F(HttpServerTest, KeepsWhatTheResponseSaysItself) {
  listen();
  answer_ = [](const HttpRequest&, Reply reply) {
    reply(HttpResponse{200, {{"date", "today"}, {"connection", "close"}, {"content-length", "2"}}, "ok"});
  };
  const auto answer = answer_to("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer, "HTTP/1.1 200 OK\r\ndate: today\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
}

TEST_F(HttpServerTest, LetsNoValueAddAField) {
  listen();
  answer_ = [](const HttpRequest&, Reply reply) {
    reply(HttpResponse{200, {{"X", "a\r\nSet-Cookie: b"}, {"Connection", "close"}}, ""});
  };
  EXPECT_THAT(answer_to("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("\r\nX: a  Set-Cookie: b\r\n"));
}

TEST_F(HttpServerTest, KeepsTheConnectionForTheNextRequest) {
  listen();
  echo();
  auto peer = connect();
  peer.send(post("one"));
  ASSERT_TRUE(peer.wait_for_text(loop_, "one"));
  peer.send(post("two"));
  ASSERT_TRUE(peer.wait_for_text(loop_, "two"));
  EXPECT_FALSE(peer.is_over());
}

TEST_F(HttpServerTest, EndsTheConnectionWhereTheRequestSaysClose) {
  listen();
  echo();
  EXPECT_THAT(answer_to("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
              AllOf(HasSubstr("\r\nConnection: close\r\n"), EndsWith("GET / ")));
}

TEST_F(HttpServerTest, EndsTheConnectionAfterHttp10) {
  listen();
  echo();
  EXPECT_THAT(answer_to("GET / HTTP/1.0\r\n\r\n"), HasSubstr("\r\nConnection: close\r\n"));
}

TEST_F(HttpServerTest, KeepsTheConnectionOfHttp10ThatAsksForIt) {
  listen();
  echo();
  auto peer = connect();
  peer.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  ASSERT_TRUE(peer.wait_for_text(loop_, "GET /1"));
  EXPECT_THAT(peer.received(), HasSubstr("\r\nConnection: keep-alive\r\n"));
  peer.send("GET /2 HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(peer.wait_for_text(loop_, "GET /2"));
}

TEST_F(HttpServerTest, AnswersHeadWithTheLengthAndWithoutTheBody) {
  listen();
  answer_ = [](const HttpRequest&, Reply reply) { reply(HttpResponse{200, {}, "12345"}); };
  const auto answer = answer_to("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, AllOf(HasSubstr("\r\nContent-Length: 5\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInTheirOrder) {
  listen();
  auto peer = connect();
  peer.send(post("one") + post("two") + post("three"));
  ASSERT_TRUE(wait_for_requests(1));
  loop_.run_for(milliseconds(1));
  EXPECT_EQ(requests_.size(), 1u) << "the second waits for the first one's answer";
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_TRUE(wait_for_requests(i + 1));
    replies_[i](HttpResponse{200, {}, "<" + requests_[i].body + ">"});
  }
  ASSERT_TRUE(peer.wait_for_text(loop_, "<three>"));
  const auto& all = peer.received();
  EXPECT_LT(all.find("<one>"), all.find("<two>"));
  EXPECT_LT(all.find("<two>"), all.find("<three>"));
}

TEST_F(HttpServerTest, AnswersAThousandPipelinedRequestsThatAreAnsweredAtOnce) {
  listen();
  echo();
  auto peer = connect();
  std::string all;
  for (int i = 0; i < 1000; ++i) all += post("x");
  peer.send(all);
  EXPECT_TRUE(wait_for(loop_, [&] { return occurrences(peer.received(), "POST /x x") == 1000; }));
}

TEST_F(HttpServerTest, ReadsARequestThatArrivesByteByByte) {
  listen();
  echo();
  auto peer = connect();
  const std::string chunked =
      "\r\nPOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n"
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  for (const char c : chunked) {
    peer.send({&c, 1});
    loop_.run_for(milliseconds(0));
  }
  ASSERT_TRUE(wait_for_requests(2));
  EXPECT_EQ(requests_[0].body, "abcde");
  EXPECT_EQ(requests_[0].headers.find("X-Trailer"), nullptr);
  EXPECT_EQ(requests_[1].body, "");
}

TEST_F(HttpServerTest, AsksForTheBodyThatWaitsForItsConsent) {
  listen();
  echo();
  auto peer = connect();
  peer.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  ASSERT_TRUE(peer.wait_for_text(loop_, "HTTP/1.1 100 Continue\r\n\r\n"));
  EXPECT_THAT(requests_, IsEmpty());
  peer.send("body");
  EXPECT_TRUE(peer.wait_for_text(loop_, "POST / body"));
}

TEST_F(HttpServerTest, DoesNotConsentToABodyOverTheLimit) {
  listen({.body_bytes_max = 10});
  const auto answer =
      answer_to("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
}

struct BadCase {
  const char* name;
  const char* bytes;
  int status;
  const char* reason;
};

class HttpServerRefuses : public HttpServerTest, public ::testing::WithParamInterface<BadCase> {};

TEST_P(HttpServerRefuses, AndReports) {
  listen({.header_bytes_max = 1024, .body_bytes_max = 100});
  const auto& given = GetParam();
  const auto answer = answer_to(given.bytes);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + std::to_string(given.status) + " "));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_EQ(bad_[0].reason, given.reason);
  EXPECT_EQ(bad_[0].status, given.status);
  EXPECT_EQ(bad_[0].local_port, server_->port());
  EXPECT_EQ(bad_[0].head, std::string(given.bytes).substr(0, 512));
  EXPECT_THAT(requests_, IsEmpty());
  EXPECT_EQ(server_->open_exchanges(), 0u);
}

const std::string kLongField = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(2000, 'x') + "\r\n\r\n";
const std::string kLongBody =
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'x');
const std::string kLongChunk =
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(9000, 'x');

INSTANTIATE_TEST_SUITE_P(
    All, HttpServerRefuses,
    ::testing::Values(
        BadCase{"Garbage", "\x16\x03\x01 garbage\r\n\r\n", 400, "bad method"},
        BadCase{"ABlankInTheTarget", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad HTTP version"},
        BadCase{"AnUnknownVersion", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 400, "bad HTTP version"},
        BadCase{"ABareField", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400, "bad header field"},
        BadCase{"ABlankBeforeTheColon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "bad header field"},
        BadCase{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400, "no Host"},
        BadCase{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "doubled Host"},
        BadCase{"ALengthThatIsNoNumber", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: banana\r\n\r\n", 400,
                "bad Content-Length"},
        BadCase{"ANegativeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400,
                "bad Content-Length"},
        BadCase{"TwoEqualLengths",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400,
                "doubled Content-Length"},
        BadCase{"AListOfLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx", 400,
                "doubled Content-Length"},
        BadCase{"LengthAndEncoding",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx", 400,
                "bad Transfer-Encoding"},
        BadCase{"EncodingAndLength",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\nx", 400,
                "bad Content-Length"},
        BadCase{"AnotherEncoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501,
                "a Transfer-Encoding other than chunked"},
        BadCase{"AnotherExpectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n", 417,
                "an expectation other than 100-continue"},
        BadCase{"AChunkThatIsNone", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                400, "bad chunk"},
        BadCase{"AnEndlessChunkHeader", kLongChunk.c_str(), 431, "header too large"},
        BadCase{"AHeaderOverTheLimit", kLongField.c_str(), 431, "header too large"},
        BadCase{"ABodyOverTheLimit", kLongBody.c_str(), 413, "body too large"},
        BadCase{"ChunksOverTheLimit",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\nxxx", 413,
                "body too large"}),
    [](const auto& given) { return given.param.name; });

TEST_F(HttpServerTest, ReadsOnWhileItRefusesSoThatTheAnswerArrives) {
  listen({.body_bytes_max = 10});
  auto peer = connect();
  peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 400000\r\n\r\n");
  loop_.run_for(milliseconds(1));
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(peer.send(std::string(4000, 'x')));
    loop_.run_for(milliseconds(0));
  }
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_TRUE(peer.saw_fin());
  EXPECT_THAT(peer.received(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(HttpServerTest, RefusesInTheWordsOfItsOwner) {
  HttpServerOptions options{.body_bytes_max = 10};
  options.refusal = [](const BadRequest& bad) {
    return json_response(bad.status, "{\"" + bad.target + "\": \"" + bad.reason + "\"}");
  };
  listen(std::move(options));
  answer_ = [](const HttpRequest&, Reply reply) { reply(HttpResponse{200, {}, "to HEAD"}); };
  const std::string head = "HEAD /first HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto answer =
      answer_to(head + "POST /a?b=c HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n01234567890");
  EXPECT_THAT(answer, AllOf(HasSubstr("HTTP/1.1 413 "), HasSubstr("\r\nContent-Type: application/json\r\n"),
                            HasSubstr("\r\nConnection: close\r\n"),
                            EndsWith("\r\n\r\n{\"/a?b=c\": \"body too large\"}")));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_EQ(bad_[0].target, "/a?b=c");
  EXPECT_THAT(answer_to(head + "\x16\r\n\r\n"), EndsWith("\r\n\r\n{\"\": \"bad method\"}"))
      << "no target is known, not that of the request before";
}

TEST_F(HttpServerTest, AnswersWhatCameBeforeABadRequest) {
  listen();
  echo();
  EXPECT_THAT(answer_to(post("good") + "bad\r\n\r\n"),
              AllOf(HasSubstr("POST /x good"), HasSubstr("HTTP/1.1 400 ")));
}

TEST_F(HttpServerTest, RefusesARequestThatTakesTooLong) {
  listen({.read_timeout = milliseconds(20)});
  EXPECT_THAT(answer_to("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab"),
              StartsWith("HTTP/1.1 408 "));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_EQ(bad_[0].reason, "the request did not arrive in 20 ms");
}

TEST_F(HttpServerTest, EndsAConnectionThatIsIdleTooLong) {
  listen({.idle_timeout = milliseconds(20)});
  EXPECT_EQ(answer_to(""), "");
  EXPECT_THAT(bad_, IsEmpty());
}

TEST_F(HttpServerTest, DropsAPeerThatDoesNotTakeItsAnswer) {
  listen({.read_timeout = milliseconds(20)});
  answer_ = [](const HttpRequest&, Reply reply) {
    reply(HttpResponse{200, {}, std::string(32u << 20, 'x')});
  };
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(wait_for_open(1));
  EXPECT_TRUE(wait_for_open(0));
}

TEST_F(HttpServerTest, SendsALargeAnswerWhole) {
  listen();
  answer_ = [](const HttpRequest&, Reply reply) {
    reply(HttpResponse{200, {{"Connection", "close"}}, std::string(32u << 20, 'x') + "end"});
  };
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_THAT(peer.received().size(), ::testing::Gt(32u << 20));
  EXPECT_EQ(peer.received().substr(peer.received().size() - 3), "end");
}

TEST_F(HttpServerTest, ClosesConnectionsAboveItsLimitAtOnce) {
  listen({.connections_max = 1});
  echo();
  auto first = connect();
  first.send(post("one"));
  ASSERT_TRUE(first.wait_for_text(loop_, "one"));
  auto second = connect();
  ASSERT_TRUE(second.wait_for_end(loop_));
  EXPECT_EQ(second.received(), "");
  EXPECT_FALSE(first.is_over());
}

// Counting.

TEST_F(HttpServerTest, CountsARequestFromItsFirstByteToTheEndOfItsAnswer) {
  listen();
  auto peer = connect();
  loop_.run_for(milliseconds(1));
  EXPECT_EQ(server_->open_exchanges(), 0u) << "a connection alone is no exchange";
  peer.send("P");
  EXPECT_TRUE(wait_for_open(1)) << "partly read";
  peer.send(post("x").substr(1));
  ASSERT_TRUE(wait_for_requests(1));
  EXPECT_EQ(server_->open_exchanges(), 1u) << "not answered";
  replies_[0](HttpResponse{});
  EXPECT_TRUE(wait_for_open(0));
}

TEST_F(HttpServerTest, CountsAnAnswerThatIsPaused) {
  listen();
  script({wire::Bytes{"HTTP/1.1 200 OK\r\n"}, wire::Pause{milliseconds(30)},
          wire::Bytes{"Content-Length: 0\r\n\r\n"}});
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(peer.wait_for_text(loop_, "200 OK"));
  EXPECT_EQ(server_->open_exchanges(), 1u);
  ASSERT_TRUE(peer.wait_for_text(loop_, "\r\n\r\n"));
  EXPECT_TRUE(wait_for_open(0));
  EXPECT_FALSE(peer.is_over()) << "such a script leaves the connection open";
}

TEST_F(HttpServerTest, DoesNotCountAnAnswerThatIsHeld) {
  listen();
  script({wire::Bytes{"HTTP/1.1 200 OK\r\n"}, wire::Hold{}});
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(peer.wait_for_text(loop_, "200 OK\r\n"));
  EXPECT_TRUE(wait_for_open(0));
  EXPECT_FALSE(peer.is_over());
  server_.reset();
  EXPECT_TRUE(peer.wait_for_end(loop_)) << "the server's end is the connection's";
}

TEST_F(HttpServerTest, CountsNothingForAPeerThatWentAway) {
  listen();
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(wait_for_requests(1));
  peer.reset();
  EXPECT_TRUE(wait_for_open(0));
  replies_[0](HttpResponse{});
}

// Scripts.

TEST_F(HttpServerTest, EndsWithoutAnAnswerByFin) {
  listen();
  script({wire::Fin{}});
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_TRUE(peer.saw_fin());
  EXPECT_EQ(peer.received(), "");
}

TEST_F(HttpServerTest, EndsByFinEvenWhereTheRequestGoesOn) {
  listen();
  script({wire::Fin{}});
  auto peer = connect();
  peer.send(post("x") + "more that is never read");
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_TRUE(peer.saw_fin());
}

TEST_F(HttpServerTest, ResetsInTheMiddleOfAnAnswer) {
  listen();
  script({wire::Bytes{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}, wire::Rst{}});
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_TRUE(peer.saw_reset());
  EXPECT_THAT(peer.received(), EndsWith("half"));
  EXPECT_EQ(server_->open_exchanges(), 0u);
}

TEST_F(HttpServerTest, ADroppedReplyIsLikeFin) {
  listen();
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(wait_for_requests(1));
  replies_.clear();
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_TRUE(peer.saw_fin());
  EXPECT_EQ(server_->open_exchanges(), 0u);
}

TEST_F(HttpServerTest, ServesOnAfterAScriptThatWroteAnOrderlyAnswer) {
  listen();
  script({wire::Bytes{wire_bytes({200, {}, "scripted"})}});
  auto peer = connect();
  peer.send(post("one") + post("two"));
  EXPECT_TRUE(wait_for(loop_, [&] { return occurrences(peer.received(), "scripted") == 2; }));
}

// Peers that go away, servers that go away.

TEST_F(HttpServerTest, AnswersAPeerThatOnlyEndedItsOwnDirection) {
  listen();
  auto peer = connect();
  peer.send(post("x"));
  peer.finish_writing();
  ASSERT_TRUE(wait_for_requests(1));
  loop_.run_for(milliseconds(1));
  replies_[0](HttpResponse{200, {}, "late"});
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_THAT(peer.received(), EndsWith("late"));
}

TEST_F(HttpServerTest, RefusesARequestThatEndsInTheMiddle) {
  listen();
  auto peer = connect();
  peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
  peer.finish_writing();
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_THAT(peer.received(), StartsWith("HTTP/1.1 400 "));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_EQ(bad_[0].reason, "the connection ended within the request");
}

TEST_F(HttpServerTest, ReportsARequestThatWasResetInTheMiddle) {
  listen();
  auto peer = connect();
  peer.send("POST / HTTP/1.1\r\n");
  ASSERT_TRUE(wait_for_open(1));
  peer.reset();
  ASSERT_TRUE(wait_for_open(0));
  ASSERT_EQ(bad_.size(), 1u);
  EXPECT_EQ(bad_[0].reason, "the connection was reset within the request");
  EXPECT_EQ(bad_[0].status, 0);
}

TEST_F(HttpServerTest, ReportsNothingForAConnectionThatOnlyKnocks) {
  listen();
  {
    auto peer = connect();
    loop_.run_for(milliseconds(1));
  }
  loop_.run_for(milliseconds(5));
  EXPECT_THAT(bad_, IsEmpty());
}

TEST_F(HttpServerTest, AReplyAfterTheServersEndDoesNothing) {
  listen();
  auto peer = connect();
  peer.send(post("x") + post("y"));
  ASSERT_TRUE(wait_for_requests(1));
  server_.reset();
  replies_[0](HttpResponse{});
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_EQ(peer.received(), "");
}

TEST_F(HttpServerTest, MayBeDestroyedByItsOwnEndpoint) {
  listen();
  answer_ = [this](const HttpRequest&, Reply reply) {
    server_.reset();
    reply(HttpResponse{});
  };
  auto peer = connect();
  peer.send(post("x") + post("y"));
  ASSERT_TRUE(peer.wait_for_end(loop_));
  EXPECT_EQ(requests_.size(), 1u);
}

// Ports.

TEST_F(HttpServerTest, NamesThePortThatIsTaken) {
  listen();
  const auto second = HttpServer::listen(loop_, {.port = server_->port()}, [](const HttpRequest&, Reply) {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(second.error().what,
            "port " + std::to_string(server_->port()) +
                " of 127.0.0.1 is taken by another program: end that one or choose another port");
}

TEST_F(HttpServerTest, TakesItsPortAgainAtOnce) {
  listen();
  echo();
  auto peer = connect();
  peer.send(post("x"));
  ASSERT_TRUE(peer.wait_for_text(loop_, "POST"));
  const int port = server_->port();
  server_.reset();
  listen({.port = port});
  EXPECT_EQ(server_->port(), port);
  EXPECT_EQ(server_->origin(), "http://127.0.0.1:" + std::to_string(port));
}

TEST_F(HttpServerTest, RefusesAnAddressThatIsNone) {
  const auto made = HttpServer::listen(loop_, {.address = "nowhere"}, [](const HttpRequest&, Reply) {});
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().what, HasSubstr("nowhere"));
}

}  // namespace
}  // namespace base
