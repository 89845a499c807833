#include "base/document.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/golden.h"

namespace base {
namespace {

Document read(const std::string& text) {
  auto document = parse_document("t.yaml", text);
  if (document) return *std::move(document);
  ADD_FAILURE() << render(document.error().front(), text);
  return {};
}

std::string findings_of(const std::string& text) {
  const auto document = parse_document("t.yaml", text);
  if (document) return "";
  std::string shown;
  for (const Diagnostic& each : document.error()) shown += render(each, text);
  return shown;
}

TEST(ParseDocument, KeepsScalarsAsTheyAreWritten) {
  struct Case {
    const char* yaml;
    const char* text;
    bool quoted;
    int width;
    const char* json;
  };
  const Case cases[] = {
      {"0501112233", "0501112233", false, 10, "\"0501112233\""},
      {"89380062300812345678", "89380062300812345678", false, 20, "\"89380062300812345678\""},
      {"380501112233", "380501112233", false, 12, "380501112233"},
      {"'12'", "12", true, 4, "\"12\""},
      {"\"a\\tb\"", "a\tb", true, 6, "\"a\\tb\""},
      {"'it''s' # c", "it's", true, 7, "\"it's\""},
      {"true", "true", false, 4, "true"},
      {"True", "True", false, 4, "\"True\""},
      {"-12", "-12", false, 3, "-12"},
      {"1.50", "1.50", false, 4, "1.5"},
      {"1.2.3", "1.2.3", false, 5, "\"1.2.3\""},
      {"0x10", "0x10", false, 4, "\"0x10\""},
      {"1e5", "1e5", false, 3, "\"1e5\""},
      {"12:30", "12:30", false, 5, "\"12:30\""},
      {"00.5", "00.5", false, 4, "\"00.5\""},
      {"1234567890.123456789", "1234567890.123456789", false, 20, "\"1234567890.123456789\""},
      {"один два", "один два", false, 8, "\"один два\""},
      {"<name>", "<name>", false, 6, "\"<name>\""},
  };
  for (const Case& each : cases) {
    const Document document = read(std::string("key: ") + each.yaml + "\n");
    const Node* node = document.root.find("key");
    ASSERT_NE(node, nullptr) << each.yaml;
    EXPECT_TRUE(node->is_scalar()) << each.yaml;
    EXPECT_EQ(node->text, each.text);
    EXPECT_EQ(node->quoted, each.quoted) << each.yaml;
    EXPECT_EQ(node->pos, (SourcePos{1, 6})) << each.yaml;
    EXPECT_EQ(node->width, each.width) << each.yaml;
    EXPECT_EQ(dump(to_json(*node)), each.json);
  }
}

TEST(ParseDocument, KnowsThePlaceOfEverything) {
  const Document document = read("імʼя: {а: 1, бв: [x, 'y']}\nlist:\n  - a\n  -\nempty:\nzero: null\n");
  const Node& root = document.root;
  EXPECT_EQ(root.pos, (SourcePos{1, 1}));
  EXPECT_EQ(root.members[0].width, 4);
  const Node* map = root.find("імʼя");
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(map->pos, (SourcePos{1, 7}));
  EXPECT_EQ(map->members[1].pos, (SourcePos{1, 14}));
  EXPECT_EQ(map->find("бв")->items[1].pos, (SourcePos{1, 22}));
  EXPECT_EQ(root.find("list")->items[0].pos, (SourcePos{3, 5}));
  EXPECT_EQ(root.find("list")->items[1].kind, Node::Kind::Null);
  EXPECT_EQ(root.find("list")->items[1].pos, (SourcePos{4, 3}));
  EXPECT_EQ(root.find("empty")->pos, (SourcePos{5, 1}));  // its key's
  EXPECT_EQ(root.find("empty")->width, 5);
  EXPECT_EQ(root.find("zero")->pos, (SourcePos{6, 7}));
  EXPECT_EQ(root.find("none"), nullptr);
  EXPECT_EQ(map->items.size(), 0u);
  EXPECT_EQ(root.find("list")->find("a"), nullptr);
}

TEST(ParseDocument, TakesTheFirstLineAsTheWidthOfALongScalar) {
  const Document document = read("a: one\n  two\nb: |  # c\n  x\nc: \"one\n  two\"\n");
  EXPECT_EQ(document.root.find("a")->text, "one two");
  EXPECT_EQ(document.root.find("a")->width, 3);
  EXPECT_EQ(document.root.find("b")->text, "x\n");
  EXPECT_EQ(document.root.find("b")->width, 1);
  EXPECT_TRUE(document.root.find("b")->quoted);
  EXPECT_EQ(document.root.find("c")->width, 4);
}

TEST(ParseDocument, ReadsJson) {
  const Document document = read("{\n\t\"a\": [1, \"2\", null, true],\n\t\"b\":{\"c\":\"\\u0456\"}\n}\n");
  EXPECT_EQ(dump(to_json(document.root)), R"({"a":[1,"2",null,true],"b":{"c":"і"}})");
}

TEST(ParseDocument, ReadsNothingAsNothing) {
  for (const char* text : {"", "# only a comment\n", "---\n", "\xEF\xBB\xBF"}) {
    EXPECT_TRUE(read(text).root.is_null()) << text;
  }
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a: 1")
                .root.find("a")
                ->pos,
            (SourcePos{1, 4}));
  EXPECT_EQ(dump(to_json(read("---\r\na: 1\r\n...\r\n").root)), R"({"a":1})");
}

TEST(ParseDocument, AnswersEachMistakeAsItsGoldenFileSays) {
  const std::string folder = tests::tests_folder() + "base/golden/document";
  int count = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".yaml") continue;
    ++count;
    const std::string name = "base/golden/document/" + file.path().stem().string() + ".txt";
    const std::string shown = findings_of(tests::read_whole(file.path()));
    EXPECT_NE(shown, "") << file.path() << " was read";
    EXPECT_TRUE(tests::matches_golden(name, shown));
  }
  EXPECT_GT(count, 30);
}

TEST(ParseDocument, PointsIntoALineThatEndsInAReturn) {
  EXPECT_EQ(findings_of("d: \"\\u09\r"),
            "t.yaml:1:9: error: an unknown escape\n"
            "    1 | d: \"\\u09\n"
            "      |         ^ write `\\\\` for a `\\` in double quotes, or use single quotes\n");
}

TEST(ParseDocument, StopsAtItsLimits) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_TRUE(parse_document("t", nested(64)));
  EXPECT_NE(findings_of(nested(65)).find("more than 64 levels"), std::string::npos);
  EXPECT_NE(findings_of(nested(100'000)).find("more than 64 levels"), std::string::npos);
  std::string items = "[";
  for (int i = 0; i < 1'000'001; ++i) items += "1,";
  const auto too_many = parse_document("t", items + "]");
  ASSERT_FALSE(too_many);
  ASSERT_EQ(too_many.error().size(), 1u);
  EXPECT_EQ(too_many.error()[0].message, "more than 1,000,000 values");
}

TEST(ParseDocument, ShowsAtMostAHundredMistakes) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "a: 1\n";
  EXPECT_EQ(parse_document("t", text).error().size(), 100u);
}

TEST(ToNode, IsReadBackByToJson) {
  for (const char* text :
       {R"({"a":[1,"1",-5,1.5,true,"true",null,{}],"b":{"c":[]}})", "null", "\"x\"", "12"}) {
    const auto value = parse_json(text);
    ASSERT_TRUE(value);
    EXPECT_EQ(dump(to_json(to_node(*value))), text);
  }
  const Node big = to_node(*parse_json("18446744073709551615"));
  EXPECT_EQ(big.text, "18446744073709551615");
  EXPECT_FALSE(big.quoted);
  EXPECT_EQ(big.pos, (SourcePos{1, 1}));
}

TEST(KindName, ReadsInASentence) {
  EXPECT_EQ(kind_name(Node::Kind::Map), "a map");
  EXPECT_EQ(kind_name(Node::Kind::Sequence), "a list");
  EXPECT_EQ(kind_name(Node::Kind::Scalar), "text");
  EXPECT_EQ(kind_name(Node::Kind::Null), "nothing");
}

}  // namespace
}  // namespace base
