#include "base/pattern_example.h"

#include <gtest/gtest.h>

#include <regex>

namespace base {
namespace {

struct Case {
  std::string pattern;
  std::string text;
};

class ExampleOfAPattern : public testing::TestWithParam<Case> {};

TEST_P(ExampleOfAPattern, IsMadeOfIt) {
  const auto text = example_of_pattern(GetParam().pattern);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, GetParam().text);
  EXPECT_TRUE(std::regex_search(*text, std::regex(GetParam().pattern)));
}

INSTANTIATE_TEST_SUITE_P(
    All, ExampleOfAPattern,
    testing::Values(Case{"^[0-9]{4}-[0-9]{2}$", "1111-11"}, Case{"^[0-9a-f]{32}$", std::string(32, 'a')},
                    Case{"^\\d+$", "1"}, Case{"^\\w*$", ""}, Case{"^\\S\\s\\W$", "a !"}, Case{"^(Y|N)$", "Y"},
                    Case{"^(?:one|two) (three)?$", "one "}, Case{"a|b", "a"},
                    Case{"^\\+[1-9]\\d{3,14}$", "+1111"}, Case{"^[^a-zA-Z0-9]$", "!"},
                    Case{"^[^\\d]+@[a-z.-]+\\.[a-z]{2,}$", "a@a.aa"}, Case{"^[\\]\\-x]{2}$", "--"},
                    Case{"^[[:digit:][:punct:]]{2}$", "11"}, Case{"^\\x41\\u0042\\.\\/$", "AB./"},
                    Case{"^.{3}?$", "aaa"}, Case{"^a(b(c(d|e)+)?){2}$", "abb"}, Case{"^$", ""},
                    Case{"^(?!a)[ab]$|^c(?=d)d$", "cd"}, Case{"^\\t\\n$", "\t\n"}, Case{"(a+)+b", "ab"},
                    Case{"^[a-]$", "a"}, Case{"^\xc3\xa9$", "\xc3\xa9"}));

TEST(ExampleOfAPatternFitted, KeepsToTheLengths) {
  EXPECT_EQ(example_of_pattern("^[a-z]+$", {}, 30, 30), std::string(30, 'a'));
  EXPECT_EQ(example_of_pattern("[0-9]", {}, 3, 5), "111");
  EXPECT_EQ(example_of_pattern("^[A-Z]{2,8}$", {}, 5), "AAAAA");
  EXPECT_EQ(example_of_pattern("^[A-Z]{2}$", {}, 3), std::nullopt);
  EXPECT_EQ(example_of_pattern("^[A-Z]{6}$", {}, 0, 3), std::nullopt);
}

TEST(ExampleOfAPatternFitted, TakesWhatIsLikely) {
  EXPECT_EQ(example_of_pattern("^[0-9:]+$", {"2026-01-31", "12:00"}), "12:00");
  EXPECT_EQ(example_of_pattern("^[0-9:]+$", {"12:00"}, 6), "111111");
}

TEST(ExampleOfAPatternFitted, IsNoneWhereNoneIsFound) {
  for (const char* pattern : {"^a{2}(?!a)a$", "^(a)\\1$", "(", "^b(?=c)$"})
    EXPECT_EQ(example_of_pattern(pattern), std::nullopt) << pattern;
}

}  // namespace
}  // namespace base
