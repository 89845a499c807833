#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/value_matcher.h"

namespace base {
namespace {

struct Substituted {
  Node node;
  Findings findings{"t.yaml"};
};

Substituted substituted(const std::string& yaml) {
  const std::vector<std::string> names = {"name", "swap.i_event", "change", "empty", "open.NAME"};
  const auto lookup = [](std::string_view name) -> std::optional<Node> {
    if (name == "name") return to_node("Panda");
    if (name == "swap.i_event") return to_node(7);
    if (name == "change") return to_node({{"do", "<name>"}});
    if (name == "empty") return Node{};
    if (name == "unread") return unread();
    return std::nullopt;
  };
  const auto document = parse_document("t.yaml", yaml);
  Substituted result;
  if (!document) {
    ADD_FAILURE() << yaml;
    return result;
  }
  result.node = substitute(document->root, lookup, names, result.findings);
  return result;
}

TEST(Substitute, PutsValuesIntoScalarsAndKeys) {
  struct Case {
    const char* yaml;
    const char* expected;
  };
  const Case cases[] = {
      {"a: <name>", R"({"a":"Panda"})"},
      {"a: Hello <name>, i_event <swap.i_event>!", R"({"a":"Hello Panda, i_event 7!"})"},
      {"a: <swap.i_event>", R"({"a":7})"},  // the whole node: a number stays one
      {"a: '<swap.i_event>'", R"({"a":7})"},
      {"a: <change>", R"({"a":{"do":"<name>"}})"},  // not looked at again
      {"a: [<name>, {b: <name>}]", R"({"a":["Panda",{"b":"Panda"}]})"},
      {"<name>: 1", R"({"Panda":1})"},
      {"a: <empty>", R"({"a":null})"},
      {"a: 1 < 2", R"({"a":"1 < 2"})"},
      {"a: <>", R"({"a":"<>"})"},
      {"a: < name>", R"({"a":"< name>"})"},
      {"a: <na me>", R"({"a":"<na me>"})"},
      {"a: <name", R"({"a":"<name"})"},
      {"a: <", R"({"a":"<"})"},
      {"a: <<", R"({"a":"<"})"},
      {"a: <<name>", R"({"a":"<name>"})"},
      {"a: <<<name>", R"({"a":"<Panda"})"},
      {"a: <name><name>", R"({"a":"PandaPanda"})"},
  };
  for (const Case& each : cases) {
    const Substituted result = substituted(each.yaml);
    EXPECT_EQ(dump(to_json(result.node)), each.expected) << each.yaml;
    EXPECT_TRUE(result.findings.empty()) << each.yaml;
  }
}

TEST(Substitute, KeepsThePlaceOfTheName) {
  const Substituted result = substituted("a:\n  - <change>\n");
  const Node& put = result.node.find("a")->items[0];
  EXPECT_TRUE(put.is_map());
  EXPECT_EQ(put.pos, (SourcePos{2, 5}));
  EXPECT_EQ(put.width, 8);
}

TEST(Substitute, PointsAtANameThatDoesNotExist) {
  struct Case {
    const char* yaml;
    SourcePos pos;
    int width;
    const char* message;
    const char* help;
  };
  const Case cases[] = {
      {"a: <nme>", {1, 4}, 5, "unknown name `<nme>`", "did you mean `name`?"},
      {"a: Привіт <nme>", {1, 11}, 5, "unknown name `<nme>`", "did you mean `name`?"},
      {"a: \"b <zebra>\"",
       {1, 7},
       7,
       "unknown name `<zebra>`",
       "one of: `name`, `swap.i_event`, `change`, `empty`, `open.NAME`"},
      {"a: <swap..i_event>", {1, 4}, 15, "unknown name `<swap..i_event>`", "did you mean `swap.i_event`?"},
      {"a: <.name.>", {1, 4}, 8, "unknown name `<.name.>`", "did you mean `name`?"},
      {"b<nme>: 1", {1, 2}, 5, "unknown name `<nme>`", "did you mean `name`?"},
      {"a: x <change>", {1, 6}, 8, "`<change>` is a map and cannot stand within a text", ""},
      {"<empty>: 1", {1, 1}, 7, "`<empty>` is nothing and cannot stand within a text", ""},
      {"Panda: 1\n<name>: 2", {2, 1}, 6, "doubled key `Panda`", ""},
  };
  for (const Case& each : cases) {
    const Substituted result = substituted(each.yaml);
    ASSERT_EQ(result.findings.size(), 1u) << each.yaml;
    const Diagnostic& finding = result.findings.all()[0];
    EXPECT_EQ(finding.pos, each.pos) << each.yaml;
    EXPECT_EQ(finding.width, each.width) << each.yaml;
    EXPECT_EQ(finding.message, each.message);
    EXPECT_EQ(finding.help, each.help);
  }
}

TEST(Substitute, NotesWhatWasProbablyMeantToBeAName) {
  struct Case {
    const char* yaml;
    SourcePos pos;
    int width;
    const char* meant;  // null: no note
  };
  const Case cases[] = {
      {"a: < name >", {1, 4}, 8, "<name>"},
      {"a: 'of < swap.i_event>'", {1, 8}, 15, "<swap.i_event>"},
      {"a: Привіт <swap i_event>", {1, 11}, 14, "<swap.i_event>"},
      {"a: < swap. i_evnt >", {1, 4}, 16, "<swap.i_event>"},
      {"a: <open what ever", {}, 0, nullptr},
      {"a: <open.what ever", {1, 4}, 10, "<open.what>"},
      {"a: <open what>", {1, 4}, 11, "<open.what>"},
      {"a: of <name", {1, 7}, 5, "<name>"},
      {"a: <swap.i_event, <name>", {1, 4}, 13, "<swap.i_event>"},
      {"a<name: 1", {}, 0, nullptr},
      {"< name >: 1", {1, 1}, 8, "<name>"},
      {"a: <<swap.i_event", {}, 0, nullptr},
      {"a: <name of>", {}, 0, nullptr},
      {"a: <swap of a kind>", {}, 0, nullptr},
      {"a: <swap elsewhere>", {}, 0, nullptr},
      {"a: < swap >", {}, 0, nullptr},
      {"a: f(x)<swap.i_event", {}, 0, nullptr},
      {"a: 1 < name", {}, 0, nullptr},
      {"a: <name of it", {}, 0, nullptr},
      {"a: <swap.i_event a='1'>", {}, 0, nullptr},
      {"a: </name>", {}, 0, nullptr},
      {"a: <name/>", {}, 0, nullptr},
  };
  for (const Case& each : cases) {
    const Substituted result = substituted(each.yaml);
    const auto& notes = result.findings.notes();
    ASSERT_EQ(notes.size(), each.meant == nullptr ? 0u : 1u) << each.yaml;
    EXPECT_TRUE(result.findings.empty()) << each.yaml;
    if (each.meant == nullptr) continue;
    EXPECT_EQ(notes[0].pos, each.pos) << each.yaml;
    EXPECT_EQ(notes[0].width, each.width) << each.yaml;
    EXPECT_EQ(notes[0].help, std::string("did you mean `") + each.meant + "`?");
  }
}

TEST(Substitute, LeavesUnreadWhatAnUnreadOrUnknownNameStandsIn) {
  struct Case {
    const char* yaml;
    const char* expected;  // an unread node is a null
    std::size_t findings;
  };
  const Case cases[] = {
      {"a: <unread>\nb: 1", R"({"a":null,"b":1})", 0},  //
      {"a: [x, <name> and <unread>]", R"({"a":["x",null]})", 0},
      {"a: [x, <name> and <other>]", R"({"a":["x",null]})", 1},
      {"a: {<unread>: 1, b: <name>}", R"({"a":{"b":"Panda"}})", 0},
      {"a: {<other>: <name>}", R"({"a":null})", 1},
      {"a: {x<unread>: <other>}", R"({"a":null})", 1},
  };
  for (const Case& each : cases) {
    const Substituted result = substituted(each.yaml);
    EXPECT_EQ(dump(to_json(result.node)), each.expected) << each.yaml;
    EXPECT_EQ(result.findings.size(), each.findings) << each.yaml;
  }
  EXPECT_TRUE(substituted("a: {<unread>: 1}").node.find("a")->is_unread());
  EXPECT_TRUE(substituted("a: {<unread>: 1, b: 2}").node.find("a")->incomplete);
}

TEST(Substitute, SaysHowToWriteASignWhereThereAreNoNames) {
  const Document document = *parse_document("t.yaml", "a: <b>");
  Findings findings("t.yaml");
  const Node node = substitute(
      document.root, [](std::string_view) { return std::nullopt; }, {}, findings);
  EXPECT_TRUE(node.find("a")->is_unread());
  EXPECT_EQ(findings.all().at(0).help, "write `<<` for a `<`");
}

}  // namespace
}  // namespace base
