#include "base/http_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "raw_socket.h"

namespace base {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using testing::RawListener;
using testing::RawSocket;
using testing::wait_for;

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// Sends to a peer that does what the test says, byte by byte.
class HttpSenderTest : public ::testing::Test {
 protected:
  Url url(int port) { return {"http", "127.0.0.1", port, "/events?a=b"}; }

  HttpSender::Id send(OutgoingRequest request) {
    return sender_->send(std::move(request),
                         [this](HttpOutcome outcome) { outcomes_.push_back(std::move(outcome)); });
  }
  HttpSender::Id send() { return send({.url = url(listener_.port()), .body = "{}"}); }

  bool wait_for_outcomes(std::size_t count) {
    return wait_for(loop_, [&] { return outcomes_.size() >= count; });
  }

  // The failure that the latest request ended with; none where it was answered.
  std::optional<HttpFailure> failure(std::size_t of_outcomes = 1) {
    if (!wait_for_outcomes(of_outcomes)) ADD_FAILURE() << "no outcome";
    if (outcomes_.empty()) return std::nullopt;
    const auto* failed = std::get_if<HttpFailure>(&outcomes_.back());
    return failed ? std::optional(*failed) : std::nullopt;
  }

  HttpResponse response(std::size_t of_outcomes = 1) {
    if (!wait_for_outcomes(of_outcomes)) ADD_FAILURE() << "no outcome";
    if (outcomes_.empty() || !std::holds_alternative<HttpResponse>(outcomes_.back())) {
      ADD_FAILURE() << (outcomes_.empty() ? "" : failure_name(std::get<HttpFailure>(outcomes_.back())));
      return {0};
    }
    return std::get<HttpResponse>(outcomes_.back());
  }

  // Accepts the next connection and reads a whole request on it.
  RawSocket peer() {
    auto accepted = listener_.accept(loop_);
    EXPECT_TRUE(accepted.wait_for_text(loop_, "\r\n\r\n{}")) << "no request came";
    return accepted;
  }

  // The failure where the peer answers with `bytes` and then ends the connection.
  std::optional<HttpFailure> failure_after(const std::string& bytes) {
    send();
    auto accepted = peer();
    accepted.send(bytes);
    accepted.finish_writing();
    return failure();
  }

  EventLoop loop_;
  RawListener listener_;
  std::unique_ptr<HttpSender> sender_ = std::make_unique<HttpSender>(loop_, HttpSenderOptions{});
  std::vector<HttpOutcome> outcomes_;
};

TEST_F(HttpSenderTest, SendsAnOrderlyRequest) {
  send({.url = url(listener_.port()), .headers = {{"X-One", "1"}}, .body = "{}"});
  auto accepted = peer();
  const auto host = "127.0.0.1:" + std::to_string(listener_.port());
  EXPECT_EQ(accepted.received(),
            "POST /events?a=b HTTP/1.1\r\nHost: " + host + "\r\nX-One: 1\r\nContent-Length: 2\r\n\r\n{}");
  accepted.send("HTTP/1.1 503 Whatever\r\nA: 1\r\na: 2\r\nContent-Length: 4\r\n\r\nbusy");
  const auto answer = response();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers, (Headers{{"A", "1"}, {"a", "2"}, {"Content-Length", "4"}}));
  EXPECT_EQ(answer.body, "busy");
}

TEST_F(HttpSenderTest, NeverCallsBackFromWithinSendOrCancel) {
  const auto id = send();
  EXPECT_EQ(sender_->open_exchanges(), 1u);
  sender_->cancel(id);
  EXPECT_TRUE(outcomes_.empty());
  EXPECT_EQ(failure(), HttpFailure::Cancelled);
  EXPECT_EQ(sender_->open_exchanges(), 0u);
}

TEST_F(HttpSenderTest, TakesWhatHasNoBody) {
  send();
  auto accepted = peer();
  accepted.send("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(response().status, 204);
}

TEST_F(HttpSenderTest, TakesABodyThatEndsWithTheConnection) {
  send();
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\n\r\nall of it");
  accepted.finish_writing();
  EXPECT_EQ(response().body, "all of it");
}

TEST_F(HttpSenderTest, TakesABodyInChunks) {
  send();
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(response().body, "abc");
}

TEST_F(HttpSenderTest, ExpectsNoBodyAfterHead) {
  auto request = OutgoingRequest{.url = url(listener_.port()), .method = "HEAD"};
  request.body = "{}";
  send(std::move(request));
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(response().body, "");
}

TEST_F(HttpSenderTest, PassesOverInterimResponses) {
  send();
  auto accepted = peer();
  accepted.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" + kOk);
  EXPECT_EQ(response().body, "ok");
}

TEST_F(HttpSenderTest, TakesAnAnswerThatComesBeforeTheRequestHasLeft) {
  send({.url = url(listener_.port()), .body = std::string(32u << 20, 'x')});
  auto accepted = listener_.accept(loop_);
  accepted.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(response().status, 413);
}

TEST_F(HttpSenderTest, ResolvesNames) {
  auto to = url(listener_.port());
  to.host = "localhost";
  send({.url = to, .body = "{}"});
  auto accepted = peer();
  EXPECT_THAT(accepted.received(), HasSubstr("Host: localhost:"));
  accepted.send(kOk);
  EXPECT_EQ(response().status, 200);
}

// Failures.

TEST_F(HttpSenderTest, IsRefusedWhereNobodyListens) {
  int port = 0;
  { port = RawListener().port(); }
  send({.url = url(port)});
  EXPECT_EQ(failure(), HttpFailure::Refused);
}

TEST_F(HttpSenderTest, IsRefusedWhereThereIsNoSuchHost) {
  send({.url = {"http", "no-such-host.invalid", 80, "/"}});
  EXPECT_EQ(failure(), HttpFailure::Refused);
}

TEST_F(HttpSenderTest, TellsAResetWhileItWaits) {
  send();
  auto accepted = peer();
  accepted.reset();
  EXPECT_EQ(failure(), HttpFailure::Reset);
}

TEST_F(HttpSenderTest, TellsAnEndWithoutAByte) { EXPECT_EQ(failure_after(""), HttpFailure::Closed); }

TEST_F(HttpSenderTest, TellsAnEndAfterAnInterimResponse) {
  EXPECT_EQ(failure_after("HTTP/1.1 100 Continue\r\n\r\n"), HttpFailure::Closed);
}

TEST_F(HttpSenderTest, TellsAnEndWithinTheHeader) {
  EXPECT_EQ(failure_after("HTTP/1.1 200 OK\r\nConte"), HttpFailure::Truncated);
}

TEST_F(HttpSenderTest, TellsAnEndWithinTheBody) {
  EXPECT_EQ(failure_after("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), HttpFailure::Truncated);
}

TEST_F(HttpSenderTest, TellsAnEndWithinTheChunks) {
  EXPECT_EQ(failure_after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
            HttpFailure::Truncated);
}

TEST_F(HttpSenderTest, TellsAResetWithinTheBody) {
  send();
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  loop_.run_for(milliseconds(1));
  accepted.reset();
  EXPECT_EQ(failure(), HttpFailure::Truncated);
}

TEST_F(HttpSenderTest, TellsWhatIsNoHttp) {
  EXPECT_EQ(failure_after("SSH-2.0-OpenSSH_9.2\r\n"), HttpFailure::Malformed);
}

TEST_F(HttpSenderTest, TellsAStatusThatIsNone) {
  EXPECT_EQ(failure_after("HTTP/1.1 OK\r\n\r\n"), HttpFailure::Malformed);
}

TEST_F(HttpSenderTest, TellsTwoLengths) {
  EXPECT_EQ(failure_after("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
            HttpFailure::Malformed);
}

TEST_F(HttpSenderTest, TellsABodyOverItsLimit) {
  send({.url = url(listener_.port()), .body = "{}", .answer_bytes_max = 3});
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(failure(), HttpFailure::TooLarge);
}

TEST_F(HttpSenderTest, TellsAnEndlessBodyOverItsLimit) {
  send({.url = url(listener_.port()), .body = "{}", .answer_bytes_max = 3});
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\n\r\nabcd");
  EXPECT_EQ(failure(), HttpFailure::TooLarge);
}

TEST_F(HttpSenderTest, TellsAHeaderOverItsLimit) {
  EXPECT_EQ(failure_after("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x')), HttpFailure::TooLarge);
}

TEST_F(HttpSenderTest, HasOneDeadlineForAllOfIt) {
  send({.url = url(listener_.port()), .body = "{}", .deadline = milliseconds(30)});
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
  // The peer is never silent, and yet never done.
  EXPECT_TRUE(wait_for(loop_, [&] { return !accepted.send("x") || !outcomes_.empty(); }));
  EXPECT_EQ(failure(), HttpFailure::Timeout);
  EXPECT_TRUE(accepted.wait_for_end(loop_)) << "the connection is not left open";
}

TEST_F(HttpSenderTest, EndsTheConnectionOfWhatIsCancelled) {
  const auto id = send();
  auto accepted = peer();
  sender_->cancel(id);
  EXPECT_EQ(failure(), HttpFailure::Cancelled);
  EXPECT_TRUE(accepted.wait_for_end(loop_));
  sender_->cancel(id);
  loop_.run_for(milliseconds(1));
  EXPECT_EQ(outcomes_.size(), 1u);
}

TEST_F(HttpSenderTest, CallsNobodyBackAfterItsEnd) {
  send();
  auto accepted = peer();
  sender_.reset();
  EXPECT_TRUE(accepted.wait_for_end(loop_));
  EXPECT_TRUE(outcomes_.empty());
}

TEST_F(HttpSenderTest, MayBeDestroyedByACallback) {
  bool called = false;
  sender_->send({.url = url(listener_.port()), .body = "{}"}, [&](const HttpOutcome&) {
    sender_.reset();
    called = true;
  });
  send();
  auto accepted = peer();
  accepted.send(kOk);
  EXPECT_TRUE(wait_for(loop_, [&] { return called; }));
  EXPECT_TRUE(outcomes_.empty());
}

// Kept connections.

TEST_F(HttpSenderTest, UsesAConnectionAgain) {
  send();
  auto accepted = peer();
  accepted.send(kOk);
  response(1);
  send();
  ASSERT_TRUE(wait_for(loop_, [&] { return accepted.received().rfind("POST") > 0; }));
  accepted.send(kOk);
  EXPECT_EQ(response(2).status, 200);
  EXPECT_FALSE(listener_.has_connection());
}

TEST_F(HttpSenderTest, UsesNoConnectionAgainThatSaidClose) {
  send();
  auto accepted = peer();
  accepted.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  response(1);
  EXPECT_TRUE(accepted.wait_for_end(loop_));
  send();
  auto next = peer();
  next.send(kOk);
  EXPECT_EQ(response(2).status, 200);
}

TEST_F(HttpSenderTest, UsesNoConnectionAgainThatSaidMoreThanItShould) {
  send();
  auto accepted = peer();
  accepted.send(kOk + "HTTP/1.1 200 OK\r\n");
  response(1);
  EXPECT_TRUE(accepted.wait_for_end(loop_));
}

TEST_F(HttpSenderTest, NoticesThatAKeptConnectionEnded) {
  send();
  auto first = peer();
  first.send(kOk);
  response(1);
  first.close();
  loop_.run_for(milliseconds(2));
  send();
  auto second = peer();
  second.send(kOk);
  EXPECT_EQ(response(2).status, 200);
}

TEST_F(HttpSenderTest, ReplacesAKeptConnectionThatEndedAsItWasUsed) {
  send();
  auto first = peer();
  first.send(kOk);
  response(1);
  // The close and the next request meet: the loop has not run between them.
  send();
  first.close();
  auto second = peer();
  second.send(kOk);
  EXPECT_EQ(response(2).status, 200);
  EXPECT_EQ(outcomes_.size(), 2u);
}

TEST_F(HttpSenderTest, DoesNotRepeatARequestThatThePeerTook) {
  send();
  auto accepted = peer();
  accepted.send(kOk);
  response(1);
  send();
  ASSERT_TRUE(wait_for(loop_, [&] { return accepted.received().rfind("POST") > 0; }));
  accepted.close();
  EXPECT_EQ(failure(2), HttpFailure::Closed);
  EXPECT_FALSE(listener_.has_connection());
}

TEST_F(HttpSenderTest, TellsAResetOfAKeptConnection) {
  send();
  auto accepted = peer();
  accepted.send(kOk);
  response(1);
  send();
  ASSERT_TRUE(wait_for(loop_, [&] { return accepted.received().rfind("POST") > 0; }));
  accepted.reset();
  EXPECT_EQ(failure(2), HttpFailure::Reset);
}

// Scripts.

TEST_F(HttpSenderTest, SendsAScriptAndReadsItsAnswer) {
  send({.url = url(listener_.port()),
        .script = WireScript{wire::Bytes{"POST / HTTP/1.1\r\nContent-"}, wire::Pause{milliseconds(2)},
                             wire::Bytes{"Length: banana\r\n\r\n{}"}}});
  auto accepted = peer();
  EXPECT_EQ(accepted.received(), "POST / HTTP/1.1\r\nContent-Length: banana\r\n\r\n{}");
  accepted.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(response().status, 400);
  EXPECT_TRUE(accepted.wait_for_end(loop_)) << "a script's connection is not used again";
}

TEST_F(HttpSenderTest, ReadsTheAnswerAfterAScriptedFin) {
  send({.url = url(listener_.port()), .script = WireScript{wire::Bytes{"POST / HT"}, wire::Fin{}}});
  auto accepted = listener_.accept(loop_);
  ASSERT_TRUE(accepted.wait_for_end(loop_));
  EXPECT_EQ(accepted.received(), "POST / HT");
  accepted.send(kOk);
  EXPECT_EQ(response().status, 200);
}

TEST_F(HttpSenderTest, ResetsByScript) {
  send({.url = url(listener_.port()), .script = WireScript{wire::Bytes{"POST / HT"}, wire::Rst{}}});
  auto accepted = listener_.accept(loop_);
  EXPECT_EQ(failure(), HttpFailure::Reset);
  ASSERT_TRUE(accepted.wait_for_end(loop_));
  EXPECT_TRUE(accepted.saw_reset());
}

TEST_F(HttpSenderTest, HoldsByScriptUntilItsDeadline) {
  send({.url = url(listener_.port()),
        .deadline = milliseconds(20),
        .script = WireScript{wire::Bytes{"POST / HT"}, wire::Hold{}}});
  auto accepted = listener_.accept(loop_);
  EXPECT_EQ(failure(), HttpFailure::Timeout);
  EXPECT_TRUE(accepted.wait_for_end(loop_));
}

}  // namespace
}  // namespace base
