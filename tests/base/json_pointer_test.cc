#include "base/json_pointer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace base {
namespace {

TEST(JsonPointer, IsWrittenAndReadAlike) {
  const std::vector<std::string> path{"paths", "/A/b~c", "", "0"};
  EXPECT_EQ(write_pointer(path), "/paths/~1A~1b~0c//0");
  EXPECT_EQ(read_pointer("/paths/~1A~1b~0c//0"), path);
  EXPECT_EQ(read_pointer(""), std::vector<std::string>());
  for (const char* wrong : {"paths", "/a~2", "/a~"}) EXPECT_FALSE(read_pointer(wrong)) << wrong;
}

TEST(JsonPointer, FindsMembersAndItems) {
  const Json value = {{"a/b", {10, {{"c", true}}}}};
  EXPECT_EQ(*find_pointer(value, "/a~1b/1/c"), true);
  EXPECT_EQ(find_pointer(value, ""), &value);
  for (const char* nowhere :
       {"/a", "/a~1b/2", "/a~1b/x", "/a~1b/-", "/a~1b/0/c", "/a~1b/99999999999999999999"})
    EXPECT_EQ(find_pointer(value, nowhere), nullptr) << nowhere;
}

TEST(JsonReference, LeadsIntoTheDocumentAlone) {
  const Json document = {{"a b", 1}};
  EXPECT_EQ(*find_reference(document, "#/a%20b"), 1);
  for (const char* nowhere : {"", "/a b", "other.json#/a b", "#a b", "#/a%2"})
    EXPECT_EQ(find_reference(document, nowhere), nullptr) << nowhere;
}

struct PlaceCase {
  const char* pointer;
  const char* value;  // as written; null: there is none
  const char* key = nullptr;
};

TEST(JsonPlace, IsWhereThePartIsWritten) {
  const std::string text =
      " {\"a\" : [1, {\"b\\\"\" :\"x]}\"} , -1.5e3 ],\n\"c\":{\"a\":null}, \"d\":1,\"d\" :2 , \"e\":[ "
      "],\"\":{}}";
  const PlaceCase cases[] = {
      {"/a/0", "1"},
      {"/a/1", R"({"b\"" :"x]}"})"},
      {R"(/a/1/b")", R"("x]}")", R"("b\"")"},
      {"/a/2", "-1.5e3"},
      {"/c/a", "null", "\"a\""},
      {"/d", "2", "\"d\""},
      {"/e", "[ ]", "\"e\""},
      {"/", "{}", "\"\""},
      {"/a/3", nullptr},
      {"/x", nullptr},
      {"/d/x", nullptr},
      {"/e/0", nullptr},
  };
  for (const PlaceCase& each : cases) {
    const auto place = find_place(text, each.pointer);
    ASSERT_EQ(place.has_value(), each.value != nullptr) << each.pointer;
    if (!place) continue;
    EXPECT_EQ(text.substr(place->begin, place->end - place->begin), each.value) << each.pointer;
    ASSERT_EQ(place->key_begin.has_value(), each.key != nullptr) << each.pointer;
    if (each.key == nullptr) continue;
    EXPECT_EQ(text.substr(*place->key_begin, place->key_end - *place->key_begin), each.key) << each.pointer;
  }
  const auto all = find_place(text, "");
  ASSERT_TRUE(all);
  EXPECT_EQ(text.substr(all->begin, all->end - all->begin), text.substr(1));
}

TEST(DoubledNames, AreThoseOfOneObject) {
  struct Case {
    const char* json;
    const char* doubled;  // "first>again" of each
  };
  const Case cases[] = {
      {R"({"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]})", ""},
      {R"({"a": 1, "a": 2})", "1>9 "},
      {R"({"a": {"b": [0, {"c": "{", "d": 1, "c": 2}]}, "a": 3, "a": {}})", "17>35 1>46 1>54 "},
      {R"({"a\"": 1, "a\u0022": 2, "a": 3})", "1>11 "},
      {"\xEF\xBB\xBF {\"a\":1,\"a\":1}", "5>11 "},
      {"[]", ""},
      {"\"a\"", ""},
  };
  for (const Case& each : cases) {
    std::string found;
    for (const DoubledName& name : doubled_names(each.json, 10)) {
      found += std::to_string(name.first) + ">" + std::to_string(name.begin) + " ";
      EXPECT_EQ(std::string_view(each.json).substr(name.begin, 1), "\"") << each.json;
    }
    EXPECT_EQ(found, each.doubled) << each.json;
  }
  EXPECT_EQ(doubled_names(R"({"a":1,"a":1,"a":1,"a":1})", 2).size(), 2u);
  EXPECT_EQ(find_place("\xEF\xBB\xBF{\"a\":1}", "/a")->begin, 8u);
}

}  // namespace
}  // namespace base
