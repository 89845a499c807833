#include "base/map_reader.h"

#include <gtest/gtest.h>

#include <limits>

namespace base {
namespace {

using std::chrono::milliseconds;

Document read(const std::string& text) {
  auto document = parse_document("t.yaml", text);
  if (document) return *std::move(document);
  ADD_FAILURE() << render(document.error().front(), text);
  return {};
}

std::string shown(const Findings& findings, const std::string& source) {
  std::string result;
  for (const Diagnostic& each : findings.all()) result += render(each, source);
  return result;
}

class MapReaderTest : public testing::Test {
 protected:
  bool read_step(const std::string& text) {
    text_ = text;
    const Document document = read(text);
    MapReader reader("a step", findings_);
    reader.required("emit", [this](const Node& node) { seen_.push_back("emit " + node.text); });
    reader.optional("after", [this](const Node& node) { seen_.push_back("after " + node.text); });
    return reader.read(document.root);
  }

  Findings findings_{"t.yaml"};
  std::vector<std::string> seen_;
  std::string text_;
};

TEST_F(MapReaderTest, ReadsMembersInTheOrderOfTheFile) {
  EXPECT_TRUE(read_step("after: 1\nemit: 2\n"));
  EXPECT_EQ(seen_, (std::vector<std::string>{"after 1", "emit 2"}));
  EXPECT_TRUE(findings_.empty());
}

TEST_F(MapReaderTest, GoesOnAfterAMistakeAndShowsAll) {
  EXPECT_FALSE(read_step("aftr: 1\nafter: 2\nzebra: 3\n"));
  EXPECT_EQ(seen_, (std::vector<std::string>{"after 2"}));
  EXPECT_EQ(shown(findings_, text_),
            "t.yaml:1:1: error: unknown key `aftr` in a step\n"
            "    1 | aftr: 1\n"
            "      | ^~~~ did you mean `after`?\n"
            "t.yaml:3:1: error: unknown key `zebra` in a step\n"
            "    3 | zebra: 3\n"
            "      | ^~~~~ one of: `emit`, `after`\n"
            "t.yaml:1:1: error: `emit` is missing in a step\n"
            "    1 | aftr: 1\n"
            "      | ^ add `emit: …`\n");
}

TEST_F(MapReaderTest, SaysOfAMisspeltKeyNotThatItIsMissingToo) {
  EXPECT_FALSE(read_step("emti: 1\n"));
  ASSERT_EQ(findings_.size(), 1u);
  EXPECT_EQ(findings_.all().front().message, "unknown key `emti` in a step");
}

TEST_F(MapReaderTest, RefusesWhatIsNoMap) {
  EXPECT_FALSE(read_step("emit:1"));
  EXPECT_EQ(shown(findings_, text_),
            "t.yaml:1:1: error: a step must be a map, not text\n"
            "    1 | emit:1\n"
            "      | ^~~~~~ write `emit: …`, with a blank behind the colon\n");
  EXPECT_FALSE(read_step("[1]"));
  EXPECT_EQ(findings_.all().back().message, "a step must be a map, not a list");
  EXPECT_FALSE(read_step(""));
  EXPECT_EQ(findings_.all().back().message, "a step must be a map, not nothing");
}

TEST_F(MapReaderTest, GivesOtherKeysToTheirReader) {
  const Document document = read("emit: 1\nany: 2\n");
  MapReader reader("a step", findings_);
  reader.optional("emit", [](const Node&) {});
  reader.others([this](const Member& member) { seen_.push_back(member.key); });
  EXPECT_TRUE(reader.read(document.root));
  EXPECT_EQ(seen_, std::vector<std::string>{"any"});
  EXPECT_EQ(reader.keys(), std::vector<std::string>{"emit"});
}

// Reads the value of `a` from `a: <yaml>`; the finding is kept in `finding`.
template <class Read>
auto value_of(const std::string& yaml, Diagnostic& finding, const Read& read_value) {
  const Document document = read("a: " + yaml);
  Findings findings("t.yaml");
  auto result = read_value(*document.root.find("a"), findings);
  EXPECT_EQ(findings.size(), result ? 0u : 1u) << yaml;
  finding = findings.empty() ? Diagnostic{} : findings.all().front();
  return result;
}

TEST(ReadText, TakesAnyScalarAsItIsWritten) {
  Diagnostic finding;
  EXPECT_EQ(value_of("0012", finding, read_text), "0012");
  EXPECT_EQ(value_of("'a b'", finding, read_text), "a b");
  EXPECT_FALSE(value_of("{b: 1}", finding, read_text));
  EXPECT_EQ(finding.message, "a text must stand here, not a map");
  EXPECT_FALSE(value_of("", finding, read_text));
  EXPECT_EQ(finding.message, "a text must stand here, not nothing");
  EXPECT_EQ(finding.pos, (SourcePos{1, 1}));
}

TEST(ReadWord, SuggestsAWordOfTheList) {
  const auto read_time = [](const Node& node, Findings& findings) {
    return read_word(node, {"skip", "real"}, findings);
  };
  Diagnostic finding;
  EXPECT_EQ(value_of("skip", finding, read_time), "skip");
  EXPECT_FALSE(value_of("skp", finding, read_time));
  EXPECT_EQ(finding.message, "`skp` is not known here");
  EXPECT_EQ(finding.help, "did you mean `skip`?");
  EXPECT_EQ(finding.width, 3);
}

TEST(ReadBool, TakesTrueAndFalseAlone) {
  Diagnostic finding;
  EXPECT_EQ(value_of("true", finding, read_bool), true);
  EXPECT_EQ(value_of("'false'", finding, read_bool), false);
  EXPECT_FALSE(value_of("TRUE", finding, read_bool));
  EXPECT_EQ(finding.help, "did you mean `true`?");
  EXPECT_FALSE(value_of("'no'", finding, read_bool));
  EXPECT_EQ(finding.help, "did you mean `false`?");
  EXPECT_FALSE(value_of("maybe", finding, read_bool));
  EXPECT_EQ(finding.help, "write `true` or `false`");
}

TEST(DurationMeant, TellsWhatIsWrittenAlmostRight) {
  const std::pair<const char*, const char*> cases[] = {
      {"5 minutes", "5m"},       {"24H", "24h"}, {"1h 30m", "1h30m"}, {"30m1h", "1h30m"}, {"1.5h", "1h30m"},
      {"2 days", "2d"},          {"1w", "7d"},   {"90sec", "90s"},    {"10", "10s"},      {"250 MS", "250ms"},
      {"1 hour, 5 min", "1h5m"}, {"", ""},       {"soon", ""},        {"-1h", ""},        {"1h 30", ""},
      {"00:05:00", ""},          {"1..5h", ""},  {"99999999d", ""},   {"0.0001s", ""},    {"5 parsecs", ""},
  };
  for (const auto& [text, meant] : cases) EXPECT_EQ(duration_meant(text), meant) << text;
}

TEST(Findings, KnowsWhatMayStandInAPartThatWasLeftOut) {
  Findings findings("t.yaml");
  EXPECT_FALSE(findings.may_be_left_out("swap"));
  findings.set_incomplete(
      "{as: swap}\nof: swap\nof: swpa\n- clear: x\nexpect: x.yaml\n<gone.id>\nof: gone\n");
  EXPECT_TRUE(findings.incomplete());
  EXPECT_TRUE(findings.may_be_left_out("swap"));
  EXPECT_FALSE(findings.may_be_left_out("swpa"));
  EXPECT_FALSE(findings.may_be_left_out("other"));
  EXPECT_FALSE(findings.may_be_left_out("x")) << "neither `expect` nor `x.yaml` says it";
  EXPECT_TRUE(findings.may_be_left_out("gone"));
  EXPECT_TRUE(findings.may_be_left_out("as", "swap"));
  EXPECT_FALSE(findings.may_be_left_out("as", "gone"));
  EXPECT_FALSE(findings.may_be_left_out("as", "x"));
  findings.set_incomplete("- {\"as\": \"a\"}\n- {as : 'b', alias: c}\n");
  EXPECT_TRUE(findings.may_be_left_out("as", "a"));
  EXPECT_TRUE(findings.may_be_left_out("as", "b"));
  EXPECT_FALSE(findings.may_be_left_out("as", "c"));
}

TEST(Findings, KnowsWhatMayStandInASecondValue) {
  Findings findings("t.yaml");
  const DocumentRead read = read_document("t.yaml", "as: swap\nas: swpa\nof: swap\n");
  findings.set_left_out(read.document);
  EXPECT_FALSE(findings.incomplete());
  EXPECT_FALSE(findings.may_be_left_out("swap"));
  EXPECT_TRUE(findings.may_be_left_out("swpa"));
  EXPECT_FALSE(findings.may_be_left_out(""));
  const DocumentRead broken = read_document("t.yaml", "as: swap\nas: swpa\nof: @swap\n");
  findings.set_left_out(broken.document);
  EXPECT_TRUE(findings.incomplete());
  EXPECT_TRUE(findings.may_be_left_out("swap"));
}

TEST(ReadInteger, HoldsItsBoundsAndRefusesLeadingZeros) {
  struct Case {
    const char* yaml;
    std::optional<std::int64_t> expected;
    const char* message;
    const char* help;
  };
  const Case cases[] = {
      {"1", 1, "", ""},
      {"100", 100, "", ""},
      {"'7'", 7, "", ""},
      {"-5", -5, "", ""},
      {"0", 0, "", ""},
      {"101", {}, "`101` is not between -5 and 100", ""},
      {"-6", {}, "`-6` is not between -5 and 100", ""},
      {"99999999999999999999", {}, "`99999999999999999999` is not between -5 and 100", ""},
      {"012", {}, "`012` begins with a zero", "did you mean `12`?"},
      {"-00", {}, "`-00` begins with a zero", "did you mean `-0`?"},
      {"1.5", {}, "`1.5` is not a whole number", "write a number from -5 to 100"},
      {"ten", {}, "`ten` is not a whole number", "write a number from -5 to 100"},
      {"''", {}, "`` is not a whole number", "write a number from -5 to 100"},
      {"[1]",
       {},
       "a whole number must stand here, not a list",
       "write `1`, without the brackets or the dash"},
      {"[]", {}, "a whole number must stand here, not a list", ""},
      {"{a: 1}", {}, "a whole number must stand here, not a map", "quote a text that has a colon: \"a: 1\""},
      {"null", {}, "a whole number must stand here, not nothing", "write it, or leave the key out"},
  };
  for (const Case& each : cases) {
    Diagnostic finding;
    const auto read_number = [](const Node& node, Findings& findings) {
      return read_integer(node, -5, 100, findings);
    };
    EXPECT_EQ(value_of(each.yaml, finding, read_number), each.expected) << each.yaml;
    EXPECT_EQ(finding.message, each.message);
    EXPECT_EQ(finding.help, each.help);
  }
}

TEST(ReadDuration, AsksForAUnit) {
  Diagnostic finding;
  EXPECT_EQ(value_of("1h30m", finding, read_duration), std::chrono::minutes(90));
  EXPECT_FALSE(value_of("10", finding, read_duration));
  EXPECT_EQ(finding.message, "`10` is not a duration");
  EXPECT_EQ(finding.help, "did you mean `10s`?");
  EXPECT_FALSE(value_of("soon", finding, read_duration));
  EXPECT_NE(finding.help.find("1h30m"), std::string::npos);
}

TEST(ReadList, CallsBackForEachItem) {
  Findings findings("t.yaml");
  std::vector<std::string> items;
  const auto keep = [&](const Node& node) { items.push_back(node.text); };
  read_list(read("[a, b]").root, findings, keep);
  EXPECT_EQ(items, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(findings.empty());
  read_list(read("a").root, findings, keep);
  EXPECT_EQ(findings.all().back().help, "write `[a]`");
  EXPECT_EQ(items.size(), 2u);
}

TEST(ParseDuration, ReadsWholeNumbersWithUnits) {
  struct Case {
    const char* text;
    std::optional<std::int64_t> expected_ms;
    const char* written_back;
  };
  const Case cases[] = {
      {"250ms", 250, "250ms"},
      {"10s", 10'000, "10s"},
      {"0s", 0, "0s"},
      {"5m", 300'000, "5m"},
      {"24h", 86'400'000, "1d"},
      {"30d", 2'592'000'000, "30d"},
      {"1h30m", 5'400'000, "1h30m"},
      {"90m", 5'400'000, "1h30m"},
      {"1d2h3m4s5ms", 93'784'005, "1d2h3m4s5ms"},
      {"36500d", 3'153'600'000'000, "36500d"},
      {"36501d", {}, ""},
      {"36500d1ms", {}, ""},
      {"99999999999999999999s", {}, ""},
      {"10", {}, ""},
      {"", {}, ""},
      {"s", {}, ""},
      {"1.5s", {}, ""},
      {"-1s", {}, ""},
      {"+1s", {}, ""},
      {"1 s", {}, ""},
      {"10 ", {}, ""},
      {"1S", {}, ""},
      {"30m1h", {}, ""},
      {"1h1h", {}, ""},
      {"1h30", {}, ""},
      {"2w", {}, ""},
  };
  for (const Case& each : cases) {
    const auto duration = parse_duration(each.text);
    ASSERT_EQ(duration.has_value(), each.expected_ms.has_value()) << each.text;
    if (!duration) continue;
    EXPECT_EQ(duration->count(), *each.expected_ms) << each.text;
    EXPECT_EQ(duration_text(*duration), each.written_back);
    EXPECT_EQ(parse_duration(duration_text(*duration)), duration);
  }
  EXPECT_EQ(duration_text(milliseconds(-1500)), "-1s500ms");
}

}  // namespace
}  // namespace base
