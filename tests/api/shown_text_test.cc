// The user's document as it is served again: every method leads to this espf.
#include "simulator/api/specification/shown_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/json.h"

namespace sim::api {
namespace {

std::string shown(const std::string& text) {
  const auto document = base::parse_json(text);
  EXPECT_TRUE(document) << text;
  return document ? shown_text(text, *document) : "";
}

base::Json served(const std::string& text) {
  const auto json = base::parse_json(text_served_at(shown(text), "http://127.0.0.1:8080"));
  EXPECT_TRUE(json) << text;
  return json ? *json : base::Json();
}

std::string url(const base::Json& document) { return base::text_of(document["servers"][0]["url"]); }

TEST(ShownText, IsTheAuthorsWhereOneListOfServersIsEnough) {
  const std::string text = R"({"z": 1,   "paths": {"/b": {}, "/a": {}}, "a": 1.50})";
  EXPECT_EQ(shown(text), text);
  EXPECT_EQ(text_served_at(text, ""), R"({"servers": [{"url":"/rest"}],)" + text.substr(1));
}

TEST(ShownText, LeadsHereAlone) {
  const auto document = served(R"({"servers": [{"url": "https://mine.example/rest"}], "paths": {
    "/A/b": {"servers": [{"url": "https://x"}], "post": {"servers": [{"url": "https://y"}], "x": 1}, "summary": "s"}},
    "components": {"pathItems": {"p": {"get": {"servers": []}}}}})");
  EXPECT_EQ(url(document), "http://127.0.0.1:8080/rest");
  EXPECT_EQ(document["paths"]["/A/b"], (base::Json{{"post", {{"x", 1}}}, {"summary", "s"}}));
  EXPECT_EQ(document["components"]["pathItems"]["p"]["get"], base::Json::object());
}

TEST(ShownText, TellsTheSamePrefixOfAllPaths) {
  struct Case {
    const char* paths;
    const char* url;
    const char* shown;
  };
  for (const Case& each :
       {Case{R"({"/rest/A/b": {}, "/rest/C/d": {}})", "http://127.0.0.1:8080",
             R"({"/rest/A/b": {}, "/rest/C/d": {}})"},
        Case{R"({"/A/b": {}, "/C/d": {}})", "http://127.0.0.1:8080/rest", R"({"/A/b": {}, "/C/d": {}})"},
        Case{R"({"/rest/A/b": {}, "/C/d": {}})", "http://127.0.0.1:8080/rest", R"({"/A/b": {}, "/C/d": {}})"},
        Case{R"({"/C/d": {}, "/rest/A/b": {}})", "http://127.0.0.1:8080/rest", R"({"/C/d": {}, "/A/b": {}})"},
        Case{R"({})", "http://127.0.0.1:8080/rest", R"({})"}}) {
    const auto document = served(std::string(R"({"paths": )") + each.paths + "}");
    EXPECT_EQ(url(document), each.url) << each.paths;
    EXPECT_EQ(document["paths"], *base::parse_json(each.shown)) << each.paths;
  }
}

TEST(ShownText, KeepsTheOrderOfWhatItRewrites) {
  EXPECT_EQ(
      base::parse_ordered(shown(R"({"z": 1, "paths": {"/rest/B/b": {"y": 1, "x": 2}, "/A/a": {}}, "a": 1})"))
          .dump(),
      R"({"z":1,"paths":{"/B/b":{"y":1,"x":2},"/A/a":{}},"a":1})");
}

}  // namespace
}  // namespace sim::api
