// Reads VALUEs.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "base/value_form.h"

namespace base {
namespace {

constexpr std::array<std::string_view, 6> kOperators = {"any_of",  "matches", "is",
                                                        "between", "absent",  "contains"};

// The operator that a map begins with or has; nothing for a part of an object.
std::optional<std::string> operator_of(const Node& map) {
  for (const Member& member : map.members) {
    if (is_value_word(member.key)) return member.key;
  }
  return std::nullopt;
}

// How else people write the operators, in small letters without dashes.
struct OtherWords {
  std::string_view written;
  std::string_view word;
};
constexpr std::array<OtherWords, 6> kOtherWords = {{{" any anyfrom anyof in oneof ", "any_of"},
                                                    {" like match matching pattern regex regexp ", "matches"},
                                                    {" eq equal equals equalto ", "is"},
                                                    {" betwen inrange range ", "between"},
                                                    {" absence exists isabsent missing present ", "absent"},
                                                    {" contain containing include includes ", "contains"}}};

// The operator that `key` was probably meant to be; "" for none.
std::string_view operator_meant(std::string_view key) {
  std::string plain = " ";
  for (const char c : key) {
    if (c == ' ') return "";
    if (c != '_' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  plain += ' ';
  for (const auto& [written, word] : kOtherWords) {
    if (written.find(plain) != std::string_view::npos) return word;
  }
  return "";
}

void note_word_meant(const Node& map, Findings& findings) {
  if (map.members.size() != 1) return;
  const Member& only = map.members.front();
  const std::string_view meant = operator_meant(only.key);
  if (meant.empty()) return;
  findings.note(only.pos, only.width, fmt::format("`{}` is taken for a member of an object", only.key),
                fmt::format("did you mean `{}`?", meant));
}

// Whether a value of the JSON type can be written so.
bool is_written_as(const std::string& text, const std::string& json_type) {
  if (json_type == "number") return Decimal::read(text).has_value();
  return json_type != "boolean" || text == "true" || text == "false";
}

}  // namespace

bool is_value_word(std::string_view key) {
  return std::find(kOperators.begin(), kOperators.end(), key) != kOperators.end();
}

bool is_value_form(const Node& value) { return value.is_map() && operator_of(value).has_value(); }

bool looks_like_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() < kShape.size()) return false;
  return std::equal(kShape.begin(), kShape.end(), text.begin(),
                    [](char shape, char c) { return shape == '0' ? is_digit(c) : c == shape; });
}

ValueMatcher ValueMatcher::Form::matcher(Form form) {
  return ValueMatcher(std::make_unique<Form>(std::move(form)));
}

ValueMatcher::Form ValueMatcher::Form::range(const std::string& low, const std::string& high) {
  Form form{.kind = Kind::Between, .low = low, .high = high};
  form.low_number = Decimal::read(low);
  form.high_number = Decimal::read(high);
  return form;
}

std::optional<std::vector<ValueMatcher>> ValueMatcher::Form::read_items(const Node& list,
                                                                        Findings& findings) {
  std::vector<ValueMatcher> items;
  for (const Node& node : list.items) {
    if (auto item = ValueMatcher::read(node, findings)) items.push_back(*std::move(item));
  }
  if (items.size() < list.items.size()) return std::nullopt;
  return items;
}

std::optional<ValueMatcher> ValueMatcher::Form::read_any_of(const Node& list, Findings& findings) {
  if (!list.is_sequence() || list.items.empty()) {
    findings.add(list, "`any_of` takes a list of values", "write `any_of: [200, 204]`");
    return std::nullopt;
  }
  auto items = read_items(list, findings);
  if (!items) return std::nullopt;
  return matcher({.kind = Kind::AnyOf, .items = *std::move(items)});
}

std::optional<ValueMatcher> ValueMatcher::Form::read_pattern(const Node& text, Findings& findings) {
  const auto expression = read_text(text, findings);
  if (!expression) return std::nullopt;
  auto pattern = TextPattern::compile(*expression);
  if (!pattern) {
    findings.add(text, pattern.error().what);
    return std::nullopt;
  }
  return matcher({.kind = Kind::Pattern, .pattern = *std::move(pattern)});
}

std::optional<ValueMatcher> ValueMatcher::Form::read_between(const Node& list, Findings& findings) {
  const auto is_unread = [](const Node& item) { return item.is_unread(); };
  const bool two = list.is_sequence() && list.items.size() == 2 &&
                   std::all_of(list.items.begin(), list.items.end(),
                               [&](const Node& item) { return item.is_scalar() || is_unread(item); });
  const char* const help = "write `between: [1, 5]`, the lower first";
  if (!two) {
    if (!list.incomplete) findings.add(list, "`between` takes a list of two numbers or dates", help);
    return std::nullopt;
  }
  if (std::any_of(list.items.begin(), list.items.end(), is_unread)) {
    for (const Node& item : list.items) {
      if (is_unread(item) || Decimal::read(item.text) || looks_like_date(item.text)) continue;
      findings.add(item, fmt::format("`{}` is neither a number nor a date", shortened(item.text, 40)), help);
    }
    return std::nullopt;
  }
  const std::string& low = list.items[0].text;
  const std::string& high = list.items[1].text;
  const auto low_number = Decimal::read(low);
  const auto high_number = Decimal::read(high);
  const bool dates = looks_like_date(low) && looks_like_date(high);
  if (!dates && !(low_number && high_number)) {
    const Node& wrong = low_number || (looks_like_date(low) && !high_number) ? list.items[1] : list.items[0];
    findings.add(wrong,
                 fmt::format("`{}` and `{}` are not two numbers or two dates", shortened(low, 40),
                             shortened(high, 40)),
                 help);
    return std::nullopt;
  }
  if (dates ? high < low : *high_number < *low_number) {
    findings.add(list.items[0], fmt::format("nothing is between {} and {}", low, high), help);
    return std::nullopt;
  }
  return matcher(range(low, high));
}

std::optional<ValueMatcher> ValueMatcher::Form::read_operator(const std::string& word, const Node& node,
                                                              Findings& findings) {
  std::optional<ValueMatcher> result;
  std::optional<std::string> wanted;
  std::optional<std::string> json_type;
  const std::size_t before = findings.size();
  MapReader reader("a value with `" + word + "`", findings);
  reader.required(word, [&](const Node& argument) {
    if (word == "any_of") result = read_any_of(argument, findings);
    if (word == "matches") result = read_pattern(argument, findings);
    if (word == "between") result = read_between(argument, findings);
    if (word == "is") wanted = read_text(argument, findings);
    if (word == "contains") {
      const auto part = read_text(argument, findings);
      if (part) result = matcher({.kind = Kind::Contains, .text = *part});
    }
    if (word == "absent") {
      const auto absent = read_bool(argument, findings);
      if (absent) result = matcher({.kind = *absent ? Kind::Absent : Kind::Present});
    }
  });
  if (word == "is") {
    reader.optional("type", [&](const Node& argument) {
      json_type = read_word(argument, {"string", "number", "boolean"}, findings);
    });
  }
  reader.read(node);
  if (wanted && json_type && !is_written_as(*wanted, *json_type)) {
    findings.add(*node.find("is"), fmt::format("`{}` is no {}", shortened(*wanted, 40), *json_type),
                 "nothing is both: leave `type` out or write another");
  }
  if (findings.size() > before) return std::nullopt;
  if (wanted && json_type) result = matcher({.kind = Kind::Typed, .text = *wanted, .type = *json_type});
  if (wanted && !json_type) result = ValueMatcher::exactly(*wanted);
  return result;
}

std::optional<ValueMatcher> ValueMatcher::Form::read_object(const Node& map, Findings& findings) {
  note_word_meant(map, findings);
  Form form{.kind = Kind::Object};
  for (const Member& member : map.members) {
    if (auto value = ValueMatcher::read(member.value, findings))
      form.members.emplace_back(member.key, *value);
  }
  if (form.members.size() < map.members.size()) return std::nullopt;
  return matcher(std::move(form));
}

ValueMatcher ValueMatcher::exactly(std::string text) {
  return Form::matcher({.kind = Form::Kind::Plain, .text = std::move(text)});
}

ValueMatcher ValueMatcher::any_object() { return Form::matcher({.kind = Form::Kind::Object}); }

std::optional<ValueMatcher> ValueMatcher::read(const Node& node, Findings& findings) {
  if (node.is_scalar()) return exactly(node.text);
  if (node.is_null()) return Form::matcher({.kind = Form::Kind::Null});
  if (node.is_sequence()) {
    auto items = Form::read_items(node, findings);
    if (!items) return std::nullopt;
    return Form::matcher({.kind = Form::Kind::List, .items = *std::move(items)});
  }
  if (const auto word = operator_of(node)) return Form::read_operator(*word, node, findings);
  return Form::read_object(node, findings);
}

}  // namespace base
