#include "base/document.h"

#include <fmt/format.h>
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
      {"'12'", "12", true, 4, R"("12")"},
      {R"("a\tb")", "a\tb", true, 6, R"("a\tb")"},
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

TEST(ParseDocument, ReadsEveryNamedEscapeAsUtf8) {
  const auto document = parse_document("test.yaml", R"({"a": "\N\_\L\P é\N", "\_k": "\x85\xA0"})");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root.members.at(0).value.text, "\u0085\u00A0\u2028\u2029 é\u0085");
  EXPECT_EQ(document->root.members.at(1).key, "\u00A0k");
  EXPECT_EQ(document->root.members.at(1).value.text, "\u0085\u00A0");
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

// What is left of a document with mistakes, with a `!` behind each incomplete list and `unread` for what is
// unread; then the mistakes, as line:column.
std::string read_in_part(const std::string& text) {
  const DocumentRead read = read_document("t.yaml", text);
  const auto value = [](const Node& node) {
    return node.is_unread() ? "unread" : dump(to_json(node)) + (node.incomplete ? "!" : "");
  };
  std::string shown;
  if (!read.document.root.is_map()) shown = value(read.document.root) + "\n";
  for (const Member& member : read.document.root.members)
    shown += fmt::format("{}:{} {}\n", member.pos.line, member.key, value(member.value));
  for (const Diagnostic& each : read.mistakes)
    shown += fmt::format("{}:{} {}\n", each.pos.line, each.pos.column, each.message);
  EXPECT_FALSE(read.document.root.incomplete && read.mistakes.empty()) << text;
  return shown;
}

TEST(ReadDocument, GoesOnBehindAMistake) {
  struct Case {
    const char* yaml;
    const char* left;
  };
  const Case cases[] = {
      // Nothing is wrong.
      {"a: 1\nb: [x, {c: d}]\n", "1:a 1\n2:b [\"x\",{\"c\":\"d\"}]\n"},
      // There is no doubt what is meant.
      {"a: yes\nb: {c: {d: OFF}}\ne: [~]\n",
       "1:a true\n2:b {\"c\":{\"d\":false}}\n3:e [null]\n1:4 `yes` unquoted is a boolean to some readers of "
       "YAML\n2:12 `OFF` unquoted is a boolean to some readers of YAML\n3:5 an unquoted `~`\n"},
      {"a: {b: 1, b: {c: [!t 1]}, d: 2}\n",
       "1:a {\"b\":1,\"d\":2}\n1:11 doubled key `b`\n1:19 `!t` is a tag\n"},
      {"a: 1\na: 2\nb: 3\n", "1:a 1\n3:b 3\n2:1 doubled key `a`\n"},
      // Not of syntax: the value, or the item, is left out.
      {"a: !t 1\nb: 2\nlist:\n  - {c: ~}\n  - 3\n  - [*x]\n",
       "1:a unread\n2:b 2\n3:list [{\"c\":null},3]!\n1:4 `!t` is a tag\n4:9 an unquoted `~`\n6:6 `*x` is an "
       "alias: anchors and aliases are not read\n"},
      {"a: {b: {c: [1, {d: &x 1}]}}\ne: 1\n",
       "1:a unread\n2:e 1\n1:20 `&x` is an anchor: anchors and aliases are not read\n"},
      {"a: &x 1\nb: !t [1]\nc: 1\n",
       "1:a unread\n2:b [1]!\n3:c 1\n1:4 `&x` is an anchor: anchors and aliases are not read\n2:4 `!t` is a "
       "tag\n"},
      {"- !t 2\n- 1\n", "[1]!\n1:3 `!t` is a tag\n"},
      // Of syntax, in a member.
      {"a: 1\nb: @x\nc: 3\n", "1:a 1\n2:b unread\n3:c 3\n2:4 a text cannot begin with `@`\n"},
      {"a: 1\nb: x: y\nc: 3\n", "1:a 1\n2:b unread\n3:c 3\n2:5 a `:` where no value can begin\n"},
      {"a: \"x\nb: 2\nc: 3\n", "1:a unread\n2:b 2\n3:c 3\n1:4 this quote is never closed\n"},
      {"a: 1\nb: {c: 1\nd: 4\n", "1:a 1\n2:b unread\n3:d 4\n2:4 this `{` is never closed\n"},
      {"a:\n\tb: 1\nc: 3\n", "1:a unread\n3:c 3\n2:1 a tab in the indentation\n"},
      {"a:\n  b: 1\n c: 2\nd: 4\n", "1:a unread\n4:d 4\n3:2 this line belongs to no map or list above\n"},
      {"@a: 1\nb: 2\n", "2:b 2\n1:1 a text cannot begin with `@`\n"},
      // Of syntax, in an item.
      {"a: 1\nlist:\n  - 1\n  - {b: 2\n  - 3\n  - 4\nc: 5\n",
       "1:a 1\n2:list [1,3,4]!\n7:c 5\n4:5 this `{` is never closed\n"},
      {"list:\n- 1\n- x: y: z\n- 3\nc: 5\n", "1:list [1,3]!\n5:c 5\n3:7 a `:` where no value can begin\n"},
      {"list:\n  - 1\n  - @a\n  - 3\n  - `b\n  - 5\nc: %d\ne: 6\n",
       "1:list [1,3,5]!\n7:c unread\n8:e 6\n3:5 a text cannot begin with `@`\n5:5 a text cannot begin with "
       "```\n7:4 a "
       "text cannot begin with `%`\n"},
      {"list:\n  - 1\n  - 2\n - 3\n  - 4\nc: 5\n",
       "1:list [1,4]!\n6:c 5\n4:2 a list item among the keys of a map\n"},
      {"- 1\n- {\n- 3\n", "[1,3]!\n2:3 this `{` is never closed\n"},
      {"list:\n  - a: |\n      - x\n  - b: 'y\n  - c: 3\n",
       "1:list [{\"a\":\"- x\\n\"},{\"c\":3}]!\n4:8 this quote is never closed\n"},
      // Nothing can be said of the rest.
      {"{a: 1, b: }}\nc: 1\n", "1:12 `}` closes nothing\n"},
      {"a: caf\xE9\nb: 1\n", "unread\n1:7 a byte that is not UTF-8\n"},
      {"a: 1\n---\nb: 2\n", "1:a 1\n2:1 a second document\n"},
  };
  for (const Case& each : cases) EXPECT_EQ(read_in_part(each.yaml), each.left) << each.yaml;
}

TEST(ReadDocument, KeepsWhatASecondValueSays) {
  struct Case {
    const char* yaml;
    const char* second_values;
  };
  const Case cases[] = {
      {"a: 1\nb: 2\n", ""},
      {"a: 1\na: two\nb: 3\n", ": two\n"},
      {"a: 1\na:\nb: 3\n", ""},
      {"a: 1\na: [x, 'y z']\nb: {c: 1, c: later}\n", ": [x, 'y z'\n: later\n"},
      {"a: 1\na:\n  - {b: c, b: {d: e}}\n  - f  # g\nh: i\n", ":\n  - {b: c, b: {d: e}}\n  - f\n"},
  };
  for (const Case& each : cases) {
    const DocumentRead read = read_document("t.yaml", each.yaml);
    EXPECT_FALSE(read.document.root.incomplete) << each.yaml;
    EXPECT_EQ(read.document.second_values, each.second_values) << each.yaml;
  }
}

TEST(ReadDocument, EndsAtItsLimits) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += fmt::format("key{}: @\n", i);
  EXPECT_EQ(read_document("t", text).mistakes.size(), 51u);
  EXPECT_EQ(parse_document("t", text).error().size(), 51u);
  std::string items = "list:\n";
  for (int i = 0; i < 90'000; ++i) items += "  - {\n";  // above what is looked at behind a mistake
  EXPECT_LE(read_document("t", items).mistakes.size(), 51u);
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
  struct Case {
    std::string text;
    SourcePos pos;
  };
  const auto repeated = [](const std::string& part, int n) {
    std::string text;
    for (int i = 0; i < n; ++i) text += part;
    return text;
  };
  const Case cases[] = {
      {nested(65), {1, 65}},
      {nested(100'000), {1, 65}},
      {std::string(100'000, '['), {1, 65}},
      {"a: 1\nb: " + std::string(100'000, '['), {2, 67}},
      {"a:\n  - x: '['\n  - " + std::string(600, '['), {3, 67}},
      {"# [\n[\"[\", " + std::string(100'000, '['), {2, 70}},
      {repeated("{a: ", 600), {1, 257}},
      {"{\"a\": " + repeated("[", 600), {1, 70}},
      {repeated("[{", 600), {1, 65}},
      {repeated("- ", 600), {1, 129}},
  };
  for (const Case& each : cases) {
    const auto document = parse_document("t", each.text);
    ASSERT_FALSE(document) << each.text.substr(0, 100);
    ASSERT_EQ(document.error().size(), 1u) << findings_of(each.text);
    EXPECT_EQ(document.error()[0].message, "nested too deeply: more than 64 levels")
        << each.text.substr(0, 100);
    EXPECT_EQ(document.error()[0].pos, each.pos) << each.text.substr(0, 100);
  }
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
