#include "base/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <future>

#include "base/process.h"
#include "tests/support/scripted_server.h"

namespace base {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::ScriptedAnswer;
using test::ScriptedServer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::VariantWith;

constexpr milliseconds kPatience = seconds(20);

ScriptedAnswer ok(const std::string& body) {
  return {"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\nX-Two: 2\r\n\r\n" +
          body};
}

ClientRequest get(const std::string& url) {
  ClientRequest request;
  request.url = parse_url(url).value();
  return request;
}

// The outcome against a server that says this, whatever is asked.
HttpOutcome outcome_of(const ScriptedAnswer& answer, milliseconds timeout = kPatience) {
  ScriptedServer server([answer](const std::string&) { return answer; });
  return SocketHttpClient().send(get(server.url("/")), timeout);
}

TEST(SocketHttpClient, ReturnsStatusHeadersAndBody) {
  const auto outcome = outcome_of({"HTTP/1.1 404 Nope\r\nA: 1\r\nContent-Length: 2\r\n\r\nno"});
  const auto* response = std::get_if<HttpResponse>(&outcome);
  ASSERT_NE(response, nullptr);
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(response->body, "no");
  ASSERT_NE(response->headers.find("a"), nullptr);
  EXPECT_EQ(*response->headers.find("a"), "1");
}

TEST(SocketHttpClient, SendsMethodTargetHeadersAndBodyAsGiven) {
  ScriptedServer server([](const std::string&) { return ok("{}"); });
  SocketHttpClient client;
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    ClientRequest request = get(server.url("/a%2Fb//c?x=[1]&y=%20"));
    request.method = method;
    request.headers = {{"Content-Type", "application/json"}, {"X-One", "1"}};
    request.body = R"({"a":1})";
    EXPECT_THAT(client.send(request, kPatience), VariantWith<HttpResponse>(testing::_)) << method;
    const std::string sent = server.requests().back();
    EXPECT_THAT(sent, StartsWith(std::string(method) + " /a%2Fb//c?x=[1]&y=%20 HTTP/1.1\r\n"));
    EXPECT_THAT(sent, HasSubstr("\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"));
    EXPECT_THAT(sent, HasSubstr("\r\nContent-Type: application/json\r\n"));
    EXPECT_THAT(sent, HasSubstr("\r\nX-One: 1\r\n"));
    EXPECT_THAT(sent, EndsWith("\r\n\r\n{\"a\":1}"));
    EXPECT_THAT(sent, Not(HasSubstr("Accept-Encoding")));
  }
}

TEST(SocketHttpClient, SendsGetAndHeadWithoutABody) {
  ScriptedServer server([](const std::string& request) {
    return request.starts_with("HEAD") ? ScriptedAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"}
                                       : ok("hello");
  });
  SocketHttpClient client;
  ClientRequest request = get(server.url("/x"));
  request.method = "HEAD";
  const auto head = client.send(request, kPatience);
  ASSERT_TRUE(std::holds_alternative<HttpResponse>(head));
  EXPECT_EQ(std::get<HttpResponse>(head).body, "");
  const auto body = client.send(get(server.url("/x")), kPatience);
  ASSERT_TRUE(std::holds_alternative<HttpResponse>(body));
  EXPECT_EQ(std::get<HttpResponse>(body).body, "hello");
  EXPECT_THAT(server.requests().back(), Not(HasSubstr("Content-Length")));
}

TEST(SocketHttpClient, KeepsItsConnectionAndReplacesAClosedOne) {
  std::atomic<int> answered = 0;
  ScriptedServer server([&](const std::string&) {
    ScriptedAnswer answer = ok("x");
    if (++answered == 3) answer.then = ScriptedAnswer::Then::Fin;
    return answer;
  });
  SocketHttpClient client;
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(client.send(get(server.url("/")), kPatience), VariantWith<HttpResponse>(testing::_));
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(SocketHttpClient, TakesRedirectsAsTheyAre) {
  const auto outcome = outcome_of({"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"});
  ASSERT_TRUE(std::holds_alternative<HttpResponse>(outcome));
  EXPECT_EQ(std::get<HttpResponse>(outcome).status, 302);
}

TEST(SocketHttpClient, TellsWhyThereIsNoResponse) {
  using Then = ScriptedAnswer::Then;
  const auto port = HeldPort::hold().value();
  EXPECT_THAT(SocketHttpClient().send(get("http://127.0.0.1:" + std::to_string(port.port())), kPatience),
              VariantWith<HttpFailure>(HttpFailure::Refused));
  EXPECT_THAT(outcome_of({"", Then::Fin}), VariantWith<HttpFailure>(HttpFailure::Closed));
  EXPECT_THAT(outcome_of({"", Then::Rst}), VariantWith<HttpFailure>(HttpFailure::Reset));
  EXPECT_THAT(outcome_of({"", Then::Hold}, milliseconds(20)), VariantWith<HttpFailure>(HttpFailure::Timeout));
  EXPECT_THAT(outcome_of({"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", Then::Fin}),
              VariantWith<HttpFailure>(HttpFailure::Truncated));
  EXPECT_THAT(outcome_of({"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", Then::Hold}, milliseconds(20)),
              VariantWith<HttpFailure>(HttpFailure::Timeout));
  EXPECT_THAT(outcome_of({"SSH-2.0-OpenSSH_9.2\r\n\r\n", Then::Fin}),
              VariantWith<HttpFailure>(HttpFailure::Closed));
}

TEST(SocketHttpClient, RefusesABodyOverItsLimit) {
  const std::string body((64u << 20) + 1, 'x');
  EXPECT_THAT(outcome_of(ok(body)), VariantWith<HttpFailure>(HttpFailure::TooLarge));
}

TEST(SocketHttpClient, StopEndsACallThatWaitsAndRefusesLaterOnes) {
  std::promise<void> asked;
  ScriptedServer server([&](const std::string&) {
    asked.set_value();
    return ScriptedAnswer{"", ScriptedAnswer::Then::Hold};
  });
  SocketHttpClient client;
  auto outcome =
      std::async(std::launch::async, [&] { return client.send(get(server.url("/")), seconds(600)); });
  asked.get_future().wait();
  client.stop();
  EXPECT_THAT(outcome.get(), VariantWith<HttpFailure>(HttpFailure::Cancelled));
  EXPECT_THAT(client.send(get(server.url("/")), kPatience), VariantWith<HttpFailure>(HttpFailure::Cancelled));
}

TEST(SocketHttpClient, ServesManyThreadsAtOnce) {
  ScriptedServer server([](const std::string& request) {
    ScriptedAnswer answer = ok(request.substr(4, request.find(' ', 4) - 4));
    answer.bytes.replace(answer.bytes.find("X-Two: 2"), 8, "Connection: close");
    answer.then = ScriptedAnswer::Then::Fin;
    return answer;
  });
  SocketHttpClient client;
  std::vector<std::future<int>> threads;
  threads.reserve(8);
  for (int thread = 0; thread < 8; ++thread) {
    threads.push_back(std::async(std::launch::async, [&, thread] {
      int right = 0;
      for (int i = 0; i < 20; ++i) {
        const std::string target = "/" + std::to_string(thread) + "/" + std::to_string(i);
        const auto outcome = client.send(get(server.url(target)), kPatience);
        const auto* response = std::get_if<HttpResponse>(&outcome);
        right += response != nullptr && response->body == target ? 1 : 0;
      }
      return right;
    }));
  }
  for (auto& thread : threads) EXPECT_EQ(thread.get(), 20);
}

TEST(LoopbackHttpClient, CallsThePeer) {
  LoopbackHttpClient client([](const ClientRequest& request) -> HttpOutcome {
    if (request.method == "PUT") return HttpFailure::Reset;
    return HttpResponse{201, {}, request.url.target};
  });
  ClientRequest request = get("http://h/x");
  EXPECT_EQ(std::get<HttpResponse>(client.send(request, seconds(1))).body, "/x");
  request.method = "PUT";
  EXPECT_EQ(std::get<HttpFailure>(client.send(request, seconds(1))), HttpFailure::Reset);
}

}  // namespace
}  // namespace base
