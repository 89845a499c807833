#include "base/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/http_text.h"

namespace base {
namespace {

TEST(Headers, FindsWithoutCase) {
  const Headers headers{{"Content-Type", "a"}, {"X", "1"}, {"x", "2"}};
  ASSERT_NE(headers.find("content-TYPE"), nullptr);
  EXPECT_EQ(*headers.find("x"), "1") << "the first of that name";
  EXPECT_EQ(headers.count("X"), 2u);
  EXPECT_EQ(headers.find("Content"), nullptr);
}

TEST(Headers, SetsInPlaceOfAllOfThatName) {
  Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.set("a", "4");
  headers.set("C", "5");
  EXPECT_EQ(headers, (Headers{{"a", "4"}, {"B", "2"}, {"C", "5"}}));
}

TEST(Headers, RemovesAllOfThatName) {
  Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.remove("A");
  EXPECT_EQ(headers, (Headers{{"B", "2"}}));
}

TEST(FieldHasToken, ReadsLists) {
  const Headers headers{{"Connection", "TE , Close"}, {"connection", "x"}};
  EXPECT_TRUE(field_has_token(headers, "Connection", "close"));
  EXPECT_TRUE(field_has_token(headers, "Connection", "te"));
  EXPECT_TRUE(field_has_token(headers, "Connection", "x"));
  EXPECT_FALSE(field_has_token(headers, "Connection", "clos"));
}

TEST(WireBytes, AddTheLengthWhereItIsMissingAndAllowed) {
  EXPECT_EQ(wire_bytes({200, {{"A", "b"}}, "xy"}), "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nxy");
  EXPECT_EQ(wire_bytes({204, {}, ""}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(wire_bytes({299, {{"content-length", "7"}}, ""}), "HTTP/1.1 299 \r\ncontent-length: 7\r\n\r\n");
}

TEST(WireBytes, CutABodyThatIsChunkedIntoChunks) {
  const Headers chunked{{"Transfer-Encoding", "chunked"}};
  EXPECT_EQ(wire_bytes({200, chunked, "abc"}),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(wire_bytes({200, chunked, ""}), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  const std::string large = wire_bytes({200, chunked, std::string(10'000, 'x')});
  EXPECT_NE(large.find("\r\n2000\r\n"), std::string::npos);
  EXPECT_NE(large.find("\r\n710\r\n"), std::string::npos);
}

TEST(RequestBytes, AddHostAndLengthWhereMissing) {
  EXPECT_EQ(request_bytes("POST", "/a", "h:1", {{"X", "1"}}, ""),
            "POST /a HTTP/1.1\r\nHost: h:1\r\nX: 1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(request_bytes("GET", "", "h", {{"host", "other"}}, ""), "GET / HTTP/1.1\r\nhost: other\r\n\r\n");
}

TEST(Reply, AnswersOnce) {
  std::vector<int> statuses;
  Reply reply([&](Reply::Answer answer) { statuses.push_back(std::get<HttpResponse>(answer).status); });
  EXPECT_TRUE(reply.is_open());
  reply(HttpResponse{201});
  EXPECT_FALSE(reply.is_open());
  reply(HttpResponse{202});
  EXPECT_THAT(statuses, ::testing::ElementsAre(201));
}

TEST(Reply, EndsTheConnectionWhereItIsDropped) {
  int fins = 0;
  const auto count = [&](Reply::Answer answer) {
    const auto* script = std::get_if<WireScript>(&answer);
    if (script && script->size() == 1 && std::holds_alternative<wire::Fin>(script->front())) ++fins;
  };
  {
    Reply first(count);
    Reply moved(std::move(first));
    EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): what a move leaves is what is tested
    EXPECT_EQ(fins, 0);
  }
  EXPECT_EQ(fins, 1);
  Reply kept(count);
  kept = Reply(count);
  EXPECT_EQ(fins, 2) << "what is assigned over is dropped";
  kept = Reply();
  EXPECT_EQ(fins, 3);
}

}  // namespace
}  // namespace base
