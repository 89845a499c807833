#include "base/json.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace base {
namespace {

TEST(ParseJson, KeepsAnIntegerThatNoTypeHolds) {
  struct Case {
    const char* text;
    Json expected;
  };
  const Case cases[] = {
      {"12", 12},
      {"18446744073709551615", std::numeric_limits<std::uint64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"18446744073709551616", "18446744073709551616"},
      {"-9223372036854775809", "-9223372036854775809"},
      {"89380062300812345678901", "89380062300812345678901"},
      {"1.5", 1.5},
      {"1e3", 1000.0},
      {R"([true, null, {"a": "b"}])", Json::array({true, nullptr, {{"a", "b"}}})},
      {R"({"a": 1, "a": 2})", {{"a", 2}}},
      {"\xEF\xBB\xBF{}", Json::object()},
  };
  for (const Case& each : cases) {
    const auto value = parse_json(each.text);
    ASSERT_TRUE(value) << each.text << ": " << value.error().what;
    EXPECT_EQ(*value, each.expected) << each.text;
    EXPECT_EQ(value->is_string(), each.expected.is_string()) << each.text;
  }
}

TEST(ParseJson, SaysWhereAMistakeIs) {
  struct Case {
    std::string text;
    const char* place;
  };
  const Case cases[] = {
      {"{\n  \"імʼя\": }", "line 2, column 11"},
      {"", "line 1, column 1"},
      {"[1, 2", "line 1, column 6"},
      {"{} x", "line 1, column 4"},
      {"{\"a\": \"\xff\"}", "line 1, column 8"},
      {"[1e999]", "line 1"},
      {"nul", "line 1, column 4"},
  };
  for (const Case& each : cases) {
    const auto value = parse_json(each.text);
    ASSERT_FALSE(value) << each.text;
    EXPECT_EQ(value.error().kind, ErrorKind::Invalid);
    EXPECT_NE(value.error().what.find(each.place), std::string::npos) << value.error().what;
    EXPECT_EQ(value.error().what.find("json.exception"), std::string::npos) << value.error().what;
    for (const char c : value.error().what) EXPECT_TRUE(c >= ' ' && c < 0x7F);
  }
}

TEST(ParseJson, StopsAtItsLimits) {
  const std::string deep(100'000, '[');
  ASSERT_FALSE(parse_json(deep));
  EXPECT_EQ(parse_json(deep).error().kind, ErrorKind::Limit);
  const std::string levels64 = std::string(64, '[') + std::string(64, ']');
  EXPECT_TRUE(parse_json(levels64));
  EXPECT_EQ(parse_json("[" + levels64 + "]").error().kind, ErrorKind::Limit);
  std::size_t at = 0;
  const auto nested = parse_json("{\"[[\\\"[\": [],\n \"a\": [[]]}", {.depth_max = 2}, &at);
  ASSERT_FALSE(nested);
  EXPECT_EQ(nested.error().what, "nested too deeply: line 2, column 8: more than 2 levels");
  EXPECT_EQ(at, 21u);
  EXPECT_TRUE(parse_json("12345", {.bytes_max = 5}));
  EXPECT_EQ(parse_json("123456", {.bytes_max = 5}).error().kind, ErrorKind::Limit);
}

TEST(Dump, WritesBytesThatAreNotUtf8AsBase64) {
  EXPECT_EQ(dump({{"a", "\xff\xfe"}, {"b", "ясно"}}), R"({"a":"base64://4=","b":"ясно"})");
  EXPECT_EQ(dump(Json{{"\xff", Json::array({"\xc0\x80", 1})}}), R"({"base64:/w==":["base64:wIA=",1]})");
  EXPECT_EQ(dump_pretty(Json{{"a", 1}}), "{\n  \"a\": 1\n}");
}

TEST(TextOf, ReadsAsAPersonWouldWriteIt) {
  EXPECT_EQ(text_of("a b"), "a b");
  EXPECT_EQ(text_of(true), "true");
  EXPECT_EQ(text_of(12), "12");
  EXPECT_EQ(text_of(1.5), "1.5");
  EXPECT_EQ(text_of(nullptr), "null");
  EXPECT_EQ(text_of(Json::array({1, "a"})), R"([1,"a"])");
}

}  // namespace
}  // namespace base
