#include "base/utf8.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(character_count(""), 0u);
  EXPECT_EQ(character_count("abc"), 3u);
  EXPECT_EQ(character_count("абв"), 3u);
  EXPECT_EQ(character_count("€𝄞"), 2u);
  EXPECT_EQ(character_count("\xff\xfe"), 2u);
  EXPECT_EQ(character_count("\xe2\x82"), 2u);  // cut off
  EXPECT_EQ(character_count("0123456789 абв 0123456789 €"), 27u);
  EXPECT_EQ(character_count("01234567\xff"
                            "01234567"),
            17u);
  EXPECT_EQ(bytes_of_characters("0123456789 абв 0123456789", 13), 15u);
  EXPECT_EQ(bytes_of_characters("0123456789", 9), 9u);
  EXPECT_EQ(bytes_of_characters("абв", 2), 4u);
  EXPECT_EQ(bytes_of_characters("абв", 9), 6u);
  EXPECT_EQ(code_points("a\xff€"), U"a\uFFFD€");
}

TEST(Utf8, FindsWhatIsNone) {
  struct Case {
    std::string text;
    std::optional<std::size_t> expected;
  };
  const Case cases[] = {
      {"abc€𝄞", {}},
      {"a\x80", 1},
      {"\xc0\x80", 0},
      {"\xe0\x80\x80", 0},
      {"\xed\xa0\x80", 0},
      {"\xf4\x90\x80\x80", 0},
      {"\xf0\x80\x80\x80", 0},
      {"ab\xe2\x82", 2},
      {"\xf4\x8f\xbf\xbf", {}},
      {"\xc3(", 0},
  };
  for (const Case& each : cases) EXPECT_EQ(first_invalid_utf8(each.text), each.expected) << each.text;
}

TEST(Utf8, ShortensBetweenCharacters) {
  EXPECT_EQ(shortened("абв", 3), "абв");
  EXPECT_EQ(shortened("абв", 2), "аб…");
}

}  // namespace
}  // namespace base
