#include "simulator/scenario/language/read_frame.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace sim::language {
namespace {

std::string flow(const base::Node& node, int depth) {
  if (depth > 4) return "…";
  std::string text;
  switch (node.kind) {
    case base::Node::Kind::Null:
      return depth == 0 ? "" : "null";
    case base::Node::Kind::Scalar:
      return node.text;
    case base::Node::Kind::Sequence:
      for (const base::Node& item : node.items) text += (text.empty() ? "" : ", ") + flow(item, depth + 1);
      return "[" + text + "]";
    case base::Node::Kind::Map:
      for (const base::Member& member : node.members) {
        text += (text.empty() ? "" : ", ") + member.key + ": " + flow(member.value, depth + 1);
      }
      return depth == 0 ? text : "{" + text + "}";
  }
  return text;
}

std::optional<int> read_times(const base::Node& node, int min, base::Findings& findings) {
  const auto value = base::read_integer(node, min, count_keys().front().max, findings);
  if (!value) return std::nullopt;
  return static_cast<int>(*value);
}

bool is_number(const base::Node& node) {
  return !node.text.empty() && node.text.find_first_not_of("-0123456789") == std::string::npos;
}

}  // namespace

std::optional<Count> read_count(const base::Node& node, base::Findings& findings) {
  const char* const help = "write 2, {at_least: 1}, {at_most: 1} or {between: [1, 2]}";
  if (node.is_scalar() && node.text == "0") {
    findings.add(node, "what must not happen is said with `never`", "write `never: {…}`");
    return std::nullopt;
  }
  if (node.is_scalar()) {
    if (!is_number(node)) {
      findings.add(node, fmt::format("`{}` is no count", base::shortened(node.text, 40)), help);
      return std::nullopt;
    }
    const auto times = read_times(node, 1, findings);
    if (!times) return std::nullopt;
    return Count{*times, *times};
  }
  if (!node.is_map() || node.members.size() != 1) {
    findings.add(node, "this is no count", help);
    return std::nullopt;
  }
  const base::Member& member = node.members.front();
  if (member.key == "at_least") {
    const auto least = read_times(member.value, 1, findings);
    if (!least) return std::nullopt;
    return Count{*least, std::nullopt};
  }
  if (member.key == "at_most") {
    const auto most = read_times(member.value, 1, findings);
    if (!most) return std::nullopt;
    return Count{0, *most};
  }
  if (member.key == "between") {
    if (!member.value.is_sequence() || member.value.items.size() != 2) {
      findings.add(member.value, "`between` takes two numbers", help);
      return std::nullopt;
    }
    const auto least = read_times(member.value.items[0], 0, findings);
    const auto most = read_times(member.value.items[1], 1, findings);
    if (!least || !most) return std::nullopt;
    if (*most < *least) {
      findings.add(member.value, fmt::format("nothing is between {} and {}", *least, *most), help);
      return std::nullopt;
    }
    return Count{*least, *most};
  }
  add_unknown(member, fmt::format("unknown key `{}` in a count", member.key), names(count_keys()), findings);
  return std::nullopt;
}

std::optional<FaultCount> read_fault_count(const base::Node& node, base::Findings& findings) {
  if (node.is_scalar() && node.text == "all") return FaultCount{};
  if (!node.is_scalar() || !is_number(node)) {
    findings.add(node, "a fault meets a number of lines, or all", "write `times: 2` or `times: all`");
    return std::nullopt;
  }
  const auto times = read_times(node, 1, findings);
  if (!times) return std::nullopt;
  return FaultCount{*times};
}

std::string verb_words(const Verb& verb) {
  return (verb.name.find_first_of("aeiou") == 0 ? "an `" : "a `") + verb.name + "`";
}

std::string example_words(const Verb& verb) { return fmt::format("write, say, `{}`", verb.example); }

std::optional<Deed> read_deed(const base::Node& node, base::Findings& findings) {
  Deed deed;
  if (node.is_scalar()) {
    deed.word = node;
    return deed;
  }
  if (node.is_map() && node.members.size() == 1) {
    const base::Member& member = node.members.front();
    deed.word.kind = base::Node::Kind::Scalar;
    deed.word.pos = member.pos;
    deed.word.width = member.width;
    deed.word.text = member.key;
    deed.argument = &member.value;
    return deed;
  }
  findings.add(node, "`do` takes one deed: a word, or a word with its argument",
               "write `do: block` or `do: {top_up: 10}`");
  return std::nullopt;
}

std::string flow_text(const base::Node& node) {
  std::string text = flow(node, 0);
  if (text.size() <= 80) return text;
  std::size_t end = 79;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end) + "…";
}

}  // namespace sim::language
