#include "base/uri.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace base {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

TEST(PercentEncode, KeepsUnreservedCharactersAlone) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b/c?d=e&f+g%"), "a%20b%2Fc%3Fd%3De%26f%2Bg%25");
  EXPECT_EQ(percent_encode("380501@msisdn"), "380501%40msisdn");
  EXPECT_EQ(percent_encode("\xc3\xa9\x01"), "%C3%A9%01");
}

TEST(PercentDecode, ReadsEscapesOfEitherCase) {
  EXPECT_EQ(percent_decode("a%2fb%2F+%00"), std::string("a/b/+\0", 6));
  EXPECT_EQ(form_decode_component("a+b%2Bc"), "a b+c");
}

TEST(PercentDecode, RefusesABrokenEscape) {
  for (const char* text : {"%", "%4", "a%", "%4x", "%x4", "%%41"}) {
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
    EXPECT_EQ(form_decode_component(text), std::nullopt) << text;
  }
}

TEST(ParseForm, ReadsFieldsInOrderAndRepeated) {
  EXPECT_THAT(parse_form("b=2&a=1&b=3").value(), ElementsAre(Pair("b", "2"), Pair("a", "1"), Pair("b", "3")));
  EXPECT_THAT(parse_form("a=1=2&c&=d&&e=").value(),
              ElementsAre(Pair("a", "1=2"), Pair("c", ""), Pair("", "d"), Pair("e", "")));
  EXPECT_THAT(parse_form("auth_info=%7B%22a%22%3A1%7D&x=a+b").value(),
              ElementsAre(Pair("auth_info", R"({"a":1})"), Pair("x", "a b")));
  EXPECT_THAT(parse_form("").value(), ElementsAre());
}

TEST(ParseForm, RefusesABrokenEscapeAndTooManyFields) {
  const auto broken = parse_form("a=1&b=%zz");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::Invalid);
  EXPECT_THAT(broken.error().what, HasSubstr("field 2"));

  std::string body;
  for (int i = 0; i < 1000; ++i) body += "a=1&";
  EXPECT_EQ(parse_form(body).value().size(), 1000u);
  const auto many = parse_form(body + "a=1");
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().kind, ErrorKind::Limit);
}

TEST(WriteForm, IsReadBackAsItWas) {
  const FormFields fields = {{"status", "OK"}, {"message", "a b&c=d+e%"}, {"", ""}, {"message", "\xff"}};
  EXPECT_EQ(parse_form(write_form(fields)).value(), fields);
}

TEST(ParseUrl, TakesAUrlApart) {
  const Url url = parse_url("https://Example.com:8443/a/b?x=1#there").value();
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "example.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.target, "/a/b?x=1");
  EXPECT_EQ(url.origin(), "https://example.com:8443");
  EXPECT_TRUE(url.is_tls());
}

TEST(ParseUrl, FillsInThePortAndThePath) {
  struct Row {
    const char* text;
    int port;
    const char* target;
    const char* origin;
  };
  for (const Row& row : std::vector<Row>{
           {"http://127.0.0.1", 80, "/", "http://127.0.0.1"},
           {"HTTPS://h/", 443, "/", "https://h"},
           {"http://h:80/a//b", 80, "/a//b", "http://h"},
           {"http://h?x=http://y", 80, "/?x=http://y", "http://h"},
           {"http://[::1]:8080/x", 8080, "/x", "http://[::1]:8080"},
           {"http://my_host:65535", 65535, "/", "http://my_host:65535"},
       }) {
    const Url url = parse_url(row.text).value();
    EXPECT_EQ(url.port, row.port) << row.text;
    EXPECT_EQ(url.target, row.target) << row.text;
    EXPECT_EQ(url.origin(), row.origin) << row.text;
  }
  EXPECT_EQ(parse_url("http://[::1]:8080/x").value().host, "::1");
}

TEST(ParseUrl, RefusesWhatCannotBeUsed) {
  for (const char* text : {"",
                           "127.0.0.1:80",
                           "ftp://h/",
                           "http:/h",
                           "http://",
                           "http:///x",
                           "http://:80/",
                           "http://h:0/",
                           "http://h:65536/",
                           "http://h:/",
                           "http://h:8a/",
                           "http://h:-1/",
                           "http://a b/",
                           "http://h/a b",
                           "http://h/\n",
                           "http://[::1",
                           "http://[::1]8/",
                           "http://[x]/",
                           "http://a,b/",
                           "http://[]/"}) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().kind, ErrorKind::Invalid);
    EXPECT_THAT(url.error().what, HasSubstr(text));
  }
}

TEST(ParseUrl, RefusesCredentialsWithoutRepeatingThem) {
  const auto url = parse_url("http://user:hunter2@h/");
  ASSERT_FALSE(url);
  EXPECT_THAT(url.error().what, HasSubstr("credentials"));
  EXPECT_THAT(url.error().what, Not(HasSubstr("hunter2")));
}

TEST(SplitTarget, CutsAtTheFirstQuestionMark) {
  EXPECT_THAT(split_target("/a/b?x=1?y"), Pair("/a/b", "x=1?y"));
  EXPECT_THAT(split_target("/a/b"), Pair("/a/b", ""));
  EXPECT_THAT(split_target("/?"), Pair("/", ""));
}

}  // namespace
}  // namespace base
