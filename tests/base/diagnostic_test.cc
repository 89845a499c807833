#include "base/diagnostic.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Render, ShowsTheLineTheCaretAndTheHelp) {
  EXPECT_EQ(render({"s.yaml", {2, 5}, 5, "unknown key `expct` in a step", "did you mean `expect`?"},
                   "steps:\n  - expct: 1\n"),
            "s.yaml:2:5: error: unknown key `expct` in a step\n"
            "    2 |   - expct: 1\n"
            "      |     ^~~~~ did you mean `expect`?\n");
}

TEST(Render, SaysWhatIsOnlyANote) {
  EXPECT_EQ(render({"a.yaml", {1, 1}, 1, "as it is", "", Severity::Note}, "a\n"),
            "a.yaml:1:1: note: as it is\n    1 | a\n      | ^\n");
}

TEST(Render, LeavesNoBlanksAtTheEndWithoutHelp) {
  EXPECT_EQ(render({"s.yaml", {1, 1}, 1, "empty", ""}, ""), "s.yaml:1:1: error: empty\n    1 |\n      | ^\n");
}

TEST(Render, CountsCharactersRatherThanBytes) {
  EXPECT_EQ(render({"s.yaml", {1, 6}, 4, "x", ""}, "імʼя: тест\r\n"),
            "s.yaml:1:6: error: x\n    1 | імʼя: тест\n      |      ^~~~\n");
}

TEST(Render, ShowsNoExcerptForAPlaceOutsideTheSource) {
  EXPECT_EQ(render({"s.yaml", {9, 1}, 1, "x", "help"}, "a\n"), "s.yaml:9:1: error: x (help)\n");
  EXPECT_EQ(render({"s.yaml", {1, 9}, 1, "x", ""}, "a\n"), "s.yaml:1:9: error: x\n");
  EXPECT_EQ(render({"s.yaml", {0, 0}, 1, "x", ""}, "a\n"), "s.yaml: error: x\n");
}

TEST(Render, EndsTheUnderliningWithTheLine) {
  EXPECT_EQ(render({"s.yaml", {1, 2}, 99, "x", ""}, "abc\n"),
            "s.yaml:1:2: error: x\n    1 | abc\n      |  ^~\n");
  EXPECT_EQ(render({"s.yaml", {1, 4}, 99, "x", ""}, "abc"),
            "s.yaml:1:4: error: x\n    1 | abc\n      |    ^\n");
}

TEST(Render, CutsALongLineAroundThePlace) {
  const std::string line = std::string(500, 'a') + "HERE" + std::string(500, 'b');
  const std::string shown = render({"s.json", {1, 501}, 4, "x", ""}, line);
  EXPECT_NE(shown.find("| …aaa"), std::string::npos);
  EXPECT_NE(shown.find("bbb…\n"), std::string::npos);
  const std::string caret = shown.substr(shown.rfind("| ") + 2);
  const std::string excerpt = shown.substr(shown.find("| …") + 2);
  EXPECT_EQ(excerpt.find("HERE") - 2, caret.find("^~~~"));  // "…" has three bytes
}

TEST(Render, SendsNoControlCharacterToTheTerminal) {
  const std::string shown = render({"s\x1b[2J", {1, 3}, 1, "key \x1b[31m", "\x07"}, "a\t\x1b[31mb\xff\n");
  for (const char c : shown) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  EXPECT_NE(shown.find("| a \uFFFD[31mb\uFFFD\n"), std::string::npos) << shown;
}

struct NearestCase {
  std::string name;
  std::vector<std::string> candidates;
  std::string expected;
};

TEST(Nearest, FindsWhatWasProbablyMeant) {
  const std::vector<NearestCase> cases = {
      {"expct", {"emit", "expect", "change"}, "expect"},
      {"chnage", {"call", "change"}, "change"},     // a swap counts as one
      {"acount", {"amount", "account"}, "amount"},  // the first at the least distance
      {"sms", {"sim"}, ""},                         // two of three letters are too many
      {"sm", {"sim"}, "sim"},                       // one is always allowed
      {"i_acount", {"i_account", "account"}, "i_account"},
      {"expect", {"expects", "expect"}, "expect"},
      {"zebra", {"emit", "expect"}, ""},
      {"", {"a"}, ""},
      {"рахунк", {"рахунок"}, "рахунок"},
      {"x", {}, ""},
  };
  for (const NearestCase& each : cases)
    EXPECT_EQ(nearest(each.name, each.candidates), each.expected) << each.name;
}

TEST(Suggestion, ListsTheNamesWhereNoneIsNear) {
  EXPECT_EQ(suggestion("expct", {"emit", "expect"}), "did you mean `expect`?");
  EXPECT_EQ(suggestion("zebra", {"emit", "expect"}), "one of: `emit`, `expect`");
  EXPECT_EQ(suggestion("zebra", {}), "");
  EXPECT_EQ(suggestion("zebra", {"", "emit", ""}), "one of: `emit`");
  const std::vector<std::string> many(13, "emit");
  const std::string shown = suggestion("zebra", many);
  EXPECT_TRUE(shown.ends_with("`emit`, …")) << shown;
  EXPECT_EQ(suggestion("zebra", {many.begin(), many.begin() + 12}).find("…"), std::string::npos);
}

}  // namespace
}  // namespace base
