#include "base/bounded_regex.h"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <string>

namespace base {
namespace {

TEST(WrittenOut, CountsWhatRepeatsMake) {
  const std::map<std::string, std::size_t> sizes{{"", 0},
                                                 {"abc", 3},
                                                 {"a{3}", 3},
                                                 {"a{2,5}b", 6},
                                                 {"[a-z{9}]", 1},
                                                 {"\\{9}", 3},
                                                 {"(ab){3}", 9},
                                                 {"((a{10}){10}){10}", 1110},
                                                 {"a{2}b{3}", 5},
                                                 {"[^]{4}", 4},
                                                 {"(a", 2},
                                                 {"a)", 1},
                                                 {"a{999999999}", 1'000'000},
                                                 {"{3}", 0}};
  for (const auto& [expression, size] : sizes) EXPECT_EQ(written_out(expression), size) << expression;
}

TEST(SearchRegex, FindsAPart) {
  struct Case {
    const char* expression;
    const char* text;
    bool found;
  };
  for (const Case& each :
       {Case{"b", "abc", true}, Case{"^b", "abc", false}, Case{"b$", "abc", false}, Case{"^a$|b", "xb", true},
        Case{"^a$|b", "aa", false}, Case{"a|^b$", "xb", false}, Case{"a.c", "x\nabc", true},
        Case{"^(?=.*[0-9])[a-z0-9]+$", "ab1", true}, Case{"^(?=.*[0-9])[a-z0-9]+$", "abc", false},
        Case{"(a)(b)\\b", "ab", true}, Case{"", "", true}, Case{"^$", "", true}, Case{"^$", "a", false}}) {
    const auto search = compile_search(each.expression);
    ASSERT_TRUE(search) << each.expression;
    EXPECT_EQ(std::regex_search(std::string(each.text), search->regex), each.found)
        << each.expression << " in " << each.text;
  }
}

TEST(SearchRegex, EndsOnTheLongestTextItTakes) {
  for (const char* expression : {"(a+)+b", "^(a+)+$", "^([a-z0-9]+[.]?)+@[a-z.]+$", "(?=(a|a)*b)a"}) {
    const auto search = compile_search(expression);
    ASSERT_TRUE(search) << expression;
    const std::string text = std::string(search->text_max - 1, 'a') + "!";
    EXPECT_FALSE(std::regex_search(text, search->regex)) << expression;
  }
}

TEST(SearchRegex, TakesLongTextsOnlyWhereItIsQuick) {
  EXPECT_EQ(compile_search("^[0-9]+$")->text_max, 65'536u);
  EXPECT_EQ(compile_search("^.{0,9997}$")->text_max, 10'000u);
  EXPECT_EQ(compile_search("^(?=a).{0,95}$")->text_max, 990u);
}

TEST(SearchRegex, RefusesWhatItCannotEnd) {
  const std::map<std::string, std::string> problems{
      {"(", "a `(` or `)` is missing, or a repeat has nothing to repeat"},
      {"a)(b", "a `(` or `)` is missing, or a repeat has nothing to repeat"},
      {"(a)\\1", "back references are not read"},
      {"^((a|b){1,150}){1,150}$", "written out it is longer than 20000 characters"},
      {"^(?=a(?!b))", "look-aheads in look-aheads are not read"}};
  for (const auto& [expression, problem] : problems) {
    const auto search = compile_search(expression);
    ASSERT_FALSE(search) << expression;
    EXPECT_EQ(search.error().what, problem) << expression;
  }
}

}  // namespace
}  // namespace base
