#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/map_reader.h"
#include "base/utf8.h"

namespace base {
namespace {

std::string written(const Node& node) { return "`" + shortened(node.text, 60) + "`"; }

// Adds the finding for a node that is no scalar and returns true.
bool refuse_unless_scalar(const Node& node, std::string_view wanted, Findings& findings) {
  if (node.is_scalar()) return false;
  std::string help;
  if (node.is_null()) {
    help = "write it, or leave the key out";
  } else if (node.is_sequence() && node.items.size() == 1 && node.items.front().is_scalar()) {
    help = "write " + written(node.items.front()) + ", without the brackets or the dash";
  } else if (node.is_map() && node.members.size() == 1 && node.members.front().value.is_scalar()) {
    const Member& member = node.members.front();
    help = fmt::format("quote a text that has a colon: \"{}: {}\"", shortened(member.key, 40),
                       shortened(member.value.text, 40));
  }
  findings.add(node, fmt::format("{} must stand here, not {}", wanted, kind_name(node.kind)), help);
  return true;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::optional<std::string> read_text(const Node& node, Findings& findings) {
  if (refuse_unless_scalar(node, "a text", findings)) return std::nullopt;
  return node.text;
}

std::optional<std::string> read_word(const Node& node, const std::vector<std::string>& words,
                                     Findings& findings) {
  if (refuse_unless_scalar(node, "a word", findings)) return std::nullopt;
  if (std::find(words.begin(), words.end(), node.text) != words.end()) return node.text;
  findings.add(node, fmt::format("{} is not known here", written(node)), suggestion(node.text, words));
  return std::nullopt;
}

std::optional<bool> read_bool(const Node& node, Findings& findings) {
  if (refuse_unless_scalar(node, "`true` or `false`", findings)) return std::nullopt;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  const std::string word = lower(node.text);
  const bool yes = word == "true" || word == "yes" || word == "on" || word == "1";
  const bool no = word == "false" || word == "no" || word == "off" || word == "0";
  findings.add(node, fmt::format("{} is neither `true` nor `false`", written(node)),
               yes ? "did you mean `true`?" : (no ? "did you mean `false`?" : "write `true` or `false`"));
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(const Node& node, std::int64_t min, std::int64_t max,
                                         Findings& findings) {
  if (refuse_unless_scalar(node, "a whole number", findings)) return std::nullopt;
  std::string_view digits = node.text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  if (!all_digits(digits)) {
    findings.add(node, fmt::format("{} is not a whole number", written(node)),
                 fmt::format("write a number from {} to {}", min, max));
    return std::nullopt;
  }
  if (digits.size() > 1 && digits.front() == '0') {
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    const std::string_view sign = node.text.starts_with('-') ? "-" : "";
    findings.add(node, fmt::format("{} begins with a zero", written(node)),
                 fmt::format("did you mean `{}{}`?", sign, shortened(digits.substr(first), 40)));
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto error = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value).ec;
  if (error != std::errc() || value < min || value > max) {
    findings.add(node, fmt::format("{} is not between {} and {}", written(node), min, max));
    return std::nullopt;
  }
  return value;
}

std::optional<std::chrono::milliseconds> read_duration(const Node& node, Findings& findings) {
  if (refuse_unless_scalar(node, "a duration", findings)) return std::nullopt;
  const auto duration = parse_duration(node.text);
  if (duration) return duration;
  const std::string meant = duration_meant(node.text);
  findings.add(node, fmt::format("{} is not a duration", written(node)),
               meant.empty()
                   ? "whole numbers with units, the greatest first: 250ms, 10s, 5m, 24h, 30d, 1h30m; "
                     "at most 100 years"
                   : fmt::format("did you mean `{}`?", meant));
  return std::nullopt;
}

void read_list(const Node& node, Findings& findings, const std::function<void(const Node&)>& read) {
  if (node.is_unread()) return;
  if (!node.is_sequence()) {
    std::string help = "begin each item in a line of its own, with `- `";
    if (node.is_scalar()) help = fmt::format("write `[{}]`", shortened(node.text, 40));
    findings.add(node, fmt::format("a list must stand here, not {}", kind_name(node.kind)), help);
    return;
  }
  for (const Node& item : node.items) {
    if (!item.is_unread()) read(item);
  }
}

}  // namespace base
