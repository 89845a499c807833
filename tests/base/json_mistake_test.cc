#include "base/json_mistake.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(JsonMistake, IsToldInPlainWordsAtItsPlace) {
  struct Case {
    const char* text;
    const char* place;  // LINE:COLUMN+WIDTH
    const char* told;   // message behind "this is no JSON: ", and help
  };
  const Case cases[] = {
      {"[1,2,]", "1:5+1", "a comma stands behind the last item | leave it out"},
      {"{\"a\": [1,\n 2 , \n ]}", "2:4+1", "a comma stands behind the last item | leave it out"},
      {"{\"ä\":1,}", "1:7+1", "a comma stands behind the last item | leave it out"},
      {"\xEF\xBB\xBF[1,]", "1:3+1", "a comma stands behind the last item | leave it out"},
      {"{\"a\": 1, # x\n}", "1:10+1", "a comment stands here | leave it out"},
      {"// x\n{}", "1:1+1", "a comment stands here | leave it out"},
      {"{'a': 1}", "1:2+1", "a text stands in double quotes | write \"…\""},
      {"{a: 1}", "1:2+1", "the name of a member stands in double quotes | write \"a\""},
      {"{1: 2}", "1:2+1", "the name of a member stands in double quotes | write \"1\""},
      {"{\"a\": nope}", "1:7+4", "`nope` is neither a number nor `true`, `false` or `null` | write \"nope\""},
      {"[nul]", "1:2+3", "`nul` is neither a number nor `true`, `false` or `null` | write \"nul\""},
      {"[Yes]", "1:2+3",
       "`Yes` is neither a number nor `true`, `false` or `null` | write `true`, or \"Yes\" for the text"},
      {"[None]", "1:2+4",
       "`None` is neither a number nor `true`, `false` or `null` | write `null`, or \"None\" for the text"},
      {"[007]", "1:2+3", "`007` is neither a number nor `true`, `false` or `null` | write \"007\""},
      {"[1.]", "1:2+2", "`1.` is neither a number nor `true`, `false` or `null` | write \"1.\""},
      {"[1e999]", "1:2+5", "`1e999` is too great a number | "},
      {"[1 2]", "1:4+1", "`2` cannot stand here | is a comma missing before it?"},
      {R"(["a" "bc"])", "1:6+4", "a text cannot stand here | is a comma missing before it?"},
      {R"({"a":1 "b":2})", "1:8+3", "a text cannot stand here | is a comma missing before it?"},
      {"{\"a\" 1}", "1:6+1", "`1` cannot stand here | is a colon missing before it?"},
      {"{\"a\":}", "1:6+1", "`}` cannot stand here | is something missing before it?"},
      {"[1,,2]", "1:4+1", "`,` cannot stand here | is something missing before it?"},
      {"[1}", "1:3+1", "`}` cannot stand here | what is open here is closed with `]`"},
      {"{\"a\": 1]", "1:8+1", "`]` cannot stand here | what is open here is closed with `}`"},
      {"[1] 2", "1:5+1", "`2` cannot stand here | nothing stands behind the last bracket"},
      {"{\"a\": \"x\ny\"}", "1:9+1",
       "a text ends in the line in which it begins | write `\\n` for a line break in it"},
      {"[\"\t\"]", "1:3+1", "a tab in a text | write `\\t`"},
      {R"(["\x"])", "1:4+1",
       "this stands behind no backslash | write two backslashes for one that is meant as such"},
      {"[\"a", "1:4+1", "the text ends before all of its brackets and quotes are closed | "},
      {"{\"a\": 1\n", "2:1+1", "the text ends before all of its brackets and quotes are closed | "},
      {" \n", "2:1+1", "nothing stands here | write `{…}`"},
      {"stubs: []", "1:1+1",
       "an object begins with `{` | write JSON, or give a file of YAML a name that ends in .yaml"},
  };
  for (const Case& each : cases) {
    const auto told = json_mistake("a.json", each.text);
    ASSERT_TRUE(told) << each.text;
    EXPECT_EQ(told->file, "a.json");
    EXPECT_EQ(std::to_string(told->pos.line) + ":" + std::to_string(told->pos.column) + "+" +
                  std::to_string(told->width),
              each.place)
        << each.text;
    EXPECT_EQ(told->message + " | " + told->help, std::string("this is no JSON: ") + each.told) << each.text;
  }
}

TEST(JsonMistake, IsNoneWhereTheTextIsJsonOrOnlyTooMuchOfIt) {
  const std::string deep = std::string(2000, '[') + std::string(2000, ']');
  for (const std::string& text :
       {std::string("{}"), std::string(" [1, -2.5e3, \"\\u00e4\", null]\n"),
        std::string("\t{\"a\": {\"a\": true}}"), std::string("7"), std::string("\xEF\xBB\xBF[]"), deep}) {
    EXPECT_FALSE(json_mistake("a.json", text)) << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace base
