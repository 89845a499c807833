#include "simulator/transcript/line_match.h"

#include <algorithm>
#include <string_view>

namespace sim {
namespace {

// Returns the member at a dotted path, or null.
const base::Json* at_path(const base::Json& fields, std::string_view path) {
  const base::Json* here = &fields;
  while (true) {
    const auto dot = path.find('.');
    if (!here->is_object()) return nullptr;
    const auto member = here->find(std::string(path.substr(0, dot)));
    if (member == here->end()) return nullptr;
    here = &*member;
    if (dot == std::string_view::npos) return here;
    path.remove_prefix(dot + 1);
  }
}

// 204 → "2xx"; nothing where it is no status code.
std::optional<base::Json> class_of(const base::Json* answered) {
  if (answered == nullptr || !answered->is_number_integer()) return std::nullopt;
  return base::Json(std::to_string(answered->get<int>() / 100) + "xx");
}

std::string text_or_nothing(const base::Json* value) {
  return value == nullptr ? "nothing" : base::text_of(*value);
}

// REQUIRES: there is one.
std::string origin_text(const LineMatch& match) {
  return match.origin_name.empty() ? "line " + std::to_string(*match.origin) : match.origin_name;
}

std::string ordinal(int n) {
  const int last_two = n % 100;
  if (last_two >= 11 && last_two <= 13) return std::to_string(n) + "th";
  switch (n % 10) {
    case 1:
      return std::to_string(n) + "st";
    case 2:
      return std::to_string(n) + "nd";
    case 3:
      return std::to_string(n) + "rd";
    default:
      return std::to_string(n) + "th";
  }
}

Mismatch stage_mismatch(const LineMatch& match, const Entry& entry) {
  const bool wants_end = stage_of(match) == Stage::Ended;
  const std::string path = wants_end || entry.stage == Stage::Ended ? "ends" : "answered";
  std::string expected = "nothing yet";
  if (match.answered) expected = match.answered->describe();
  for (const auto& [key, matcher] : match.keys) {
    if (wants_end && key == "ends") expected = matcher.describe();
  }
  std::string actual = "nothing yet";
  if (entry.stage != Stage::Begun) actual = text_or_nothing(at_path(entry.fields, path));
  return {path, expected, actual};
}

}  // namespace

Stage stage_of(const LineMatch& match) {
  if (match.answered) return Stage::Answered;
  const auto is_ends = [](const auto& key) { return key.first == "ends"; };
  if (match.kind == LineKind::Event && std::ranges::any_of(match.keys, is_ends)) return Stage::Ended;
  return Stage::Begun;
}

bool answer_matches(const base::ValueMatcher& demanded, const base::Json* answered) {
  if (demanded.matches(answered)) return true;
  const auto status_class = class_of(answered);
  return status_class && demanded.matches(&*status_class);
}

bool matches(const LineMatch& match, const Entry& entry) {
  if (entry.kind != match.kind || entry.stage != stage_of(match)) return false;
  if (match.origin && entry.origin != *match.origin) return false;
  if (match.answered && !answer_matches(*match.answered, at_path(entry.fields, "answered"))) return false;
  return std::ranges::all_of(
      match.keys, [&](const auto& key) { return key.second.matches(at_path(entry.fields, key.first)); });
}

std::vector<Mismatch> mismatches(const LineMatch& match, const Entry& entry) {
  if (entry.kind != match.kind) {
    return {{"kind", std::string(kind_name(match.kind)), std::string(kind_name(entry.kind))}};
  }
  if (entry.stage != stage_of(match)) return {stage_mismatch(match, entry)};

  std::vector<Mismatch> found;
  if (match.origin && entry.origin != *match.origin) {
    found.push_back({"of", origin_text(match), entry.origin == 0 ? "nothing" : "something else"});
  }
  for (const auto& [path, matcher] : match.keys) {
    for (auto& difference : matcher.differences(at_path(entry.fields, path))) {
      const auto below = difference.path.empty() ? path : path + "." + difference.path;
      found.push_back({below, std::move(difference.expected), std::move(difference.actual)});
    }
  }
  const auto* answered = at_path(entry.fields, "answered");
  if (match.answered && !answer_matches(*match.answered, answered)) {
    found.push_back({"answered", match.answered->describe(), text_or_nothing(answered)});
  }
  return found;
}

std::string describe(const LineMatch& match) {
  std::string text(kind_name(match.kind));
  if (match.nth) text = ordinal(*match.nth) + " " + text;
  bool first = true;
  for (const auto& [path, matcher] : match.keys) {
    text += (first ? " with " : ", ") + path + " " + matcher.describe();
    first = false;
  }
  if (match.origin) text += ", of " + origin_text(match);
  if (match.answered) text += ", answered " + match.answered->describe();
  return text;
}

}  // namespace sim
