// Nothing that a request or a world says becomes markup.
#include "simulator/api/web/markup.h"

#include <gtest/gtest.h>

namespace sim::api::web {
namespace {

TEST(HtmlOf, EscapesWhatHtmlReads) {
  const struct {
    std::string_view text, markup;
  } cases[] = {
      {"plain, ünïcode", "plain, ünïcode"},
      {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {R"(" onfocus="x)", "&quot; onfocus=&quot;x"},
      {"it's", "it&#39;s"},
      {"&lt;", "&amp;lt;"},
      {std::string_view("a\0b", 3),
       "a\xEF\xBF\xBD"
       "b"},
      {"", ""},
  };
  for (const auto& row : cases) EXPECT_EQ(Html::of(row.text).markup(), row.markup) << row.text;
}

TEST(Fill, PutsValuesInAndKeepsOrLeavesOutSections) {
  constexpr std::string_view kTemplate =
      "<b>{{name}}</b>{{#note}}<i>{{note}}</i>{{/note}}{{^note}}-{{/note}}.";
  EXPECT_EQ(fill(kTemplate, {{"name", Html::of("<")}, {"note", Html::of("n")}}).markup(),
            "<b>&lt;</b><i>n</i>.");
  EXPECT_EQ(fill(kTemplate, {{"name", Html::of("")}, {"note", Html()}}).markup(), "<b></b>-.");
}

TEST(Fill, DoesNotReadAValueAgain) {
  EXPECT_EQ(fill("{{a}}{{b}}", {{"a", Html::of("{{b}}")}, {"b", Html::of("x")}}).markup(), "{{b}}x");
}

TEST(FillDeathTest, StopsAtATemplateThatIsWrong) {
  EXPECT_DEATH(fill("{{nobody}}", {}), "not given");
  EXPECT_DEATH(fill("{{a", {{"a", Html()}}), "without");
  EXPECT_DEATH(fill("{{#a}}", {{"a", Html()}}), "does not end");
}

}  // namespace
}  // namespace sim::api::web
