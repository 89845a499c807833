// What a ValueMatcher holds: one of the forms of a VALUE. For value_*.cc.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/text_pattern.h"
#include "base/value_matcher.h"

namespace base {

struct ValueMatcher::Form {
  enum class Kind { Plain, Null, Typed, AnyOf, Pattern, Between, Absent, Present, Contains, Object, List };

  Kind kind = Kind::Plain;
  std::string text = {};                                     // Plain, Typed, Contains
  std::string type = {};                                     // Typed: "string", "number" or "boolean"
  std::string low = {};                                      // Between: numbers or dates
  std::string high = {};                                     // likewise
  std::optional<Decimal> low_number = {}, high_number = {};  // both, where they are numbers
  std::optional<TextPattern> pattern = {};
  std::vector<ValueMatcher> items = {};                            // AnyOf, List
  std::vector<std::pair<std::string, ValueMatcher>> members = {};  // Object

  // Each reads one form and returns nothing after adding a finding.
  static std::optional<ValueMatcher> read_operator(const std::string& word, const Node& node,
                                                   Findings& findings);
  static std::optional<ValueMatcher> read_any_of(const Node& list, Findings& findings);
  static std::optional<ValueMatcher> read_pattern(const Node& text, Findings& findings);
  static std::optional<ValueMatcher> read_between(const Node& list, Findings& findings);
  static std::optional<ValueMatcher> read_object(const Node& map, Findings& findings);
  static std::optional<std::vector<ValueMatcher>> read_items(const Node& list, Findings& findings);
  static ValueMatcher matcher(Form form);
  static Form range(const std::string& low, const std::string& high);  // Between

  bool matches(const Json* value) const;
  bool matches_between(const Json& value) const;
  bool matches_contains(const Json& value) const;
  bool matches_object(const Json& value) const;
  bool matches_list(const Json& value) const;

  bool covers(const Form& other) const;
  bool covers_text(const Form& other) const;  // of Plain and Typed
  bool covers_members(const Form& other) const;
  class Cases;
  bool has_within(const std::string& end, const std::optional<Decimal>& number) const;  // of a Between

  void add_differences(const std::string& path, const Json* value, std::vector<Difference>& to) const;
};

// As value_matcher.h says of a value as written.
bool equals_as_written(const std::string& text, const Json& value);

// "2026-01-31", with or without a time behind it: such texts compare as they are.
bool looks_like_date(std::string_view text);

}  // namespace base
