#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/name_meant.h"
#include "base/utf8.h"
#include "base/value_matcher.h"

namespace base {
namespace {

using Lookup = std::function<std::optional<Node>(std::string_view)>;
using Help = std::function<std::string(std::string_view)>;

// Returns the name of the `<name>` that `text` begins with; "" where it begins with none.
std::string_view name_at_start(std::string_view text) {
  if (!text.starts_with('<')) return {};
  std::size_t end = 1;
  while (end < text.size() && is_name_character(text[end])) ++end;
  if (end == 1 || end == text.size() || text[end] != '>') return {};
  return text.substr(1, end - 1);
}

class Substitution {
 public:
  Substitution(const Lookup& lookup, const std::vector<std::string>& names, Findings& findings,
               const Help& help)
      : lookup_(lookup), names_(names), findings_(findings), help_(help) {}

  Node node(const Node& from) {
    if (from.is_scalar()) return scalar(from);
    Node result = from;
    for (Node& item : result.items) item = node(item);
    std::set<std::string, std::less<>> keys;
    result.members.clear();
    for (const Member& member : from.members) {
      const Place place{member.pos, member.width, member.key};
      const auto key = text(member.key, place);
      Node value = node(member.value);
      if (!key) {
        result.incomplete = true;
      } else if (!keys.insert(*key).second) {
        findings_.add(member.pos, member.width, fmt::format("doubled key `{}`", shortened(*key, 60)));
      } else {
        result.members.push_back({*key, member.pos, member.width, std::move(value)});
      }
    }
    if (result.incomplete && result.members.empty() && !from.members.empty())
      return unread(from.pos, from.width);
    return result;
  }

 private:
  struct Place {
    SourcePos pos;
    int width;
    std::string_view written;  // the text without its quotes
  };

  Node scalar(const Node& from) {
    const Place place{from.pos, from.width, from.text};
    const std::string_view whole = name_at_start(from.text);
    if (whole.empty() || whole.size() + 2 != from.text.size()) {
      auto result = text(from.text, place);
      if (!result) return unread(from.pos, from.width);
      Node node = from;
      node.text = *std::move(result);
      return node;
    }
    std::optional<Node> found = look_up(whole, 0, place);
    if (!found) return unread(from.pos, from.width);
    found->pos = from.pos;
    found->width = from.width;
    return *std::move(found);
  }

  // Nothing where a part of it is not known.
  std::optional<std::string> text(std::string_view from, const Place& place) {
    std::string result;
    bool is_whole = true;
    for (std::size_t at = 0; at < from.size();) {
      const std::string_view rest = from.substr(at);
      const std::string_view name = name_at_start(rest);
      if (rest.starts_with("<<")) {
        result += '<';
        at += 2;
      } else if (name.empty()) {
        if (rest.front() == '<') note_name_meant(from, at, place);
        result += rest.front();
        at += 1;
      } else {
        const auto part = text_of_name(name, at, place);
        is_whole = is_whole && part;
        result += part.value_or("");
        at += name.size() + 2;
      }
    }
    if (!is_whole) return std::nullopt;
    return result;
  }

  std::optional<std::string> text_of_name(std::string_view name, std::size_t offset, const Place& place) {
    const std::optional<Node> found = look_up(name, offset, place);
    if (!found || found->is_unread()) return std::nullopt;
    if (found->is_scalar()) return found->text;
    add(name, offset, place,
        fmt::format("`<{}>` is {} and cannot stand within a text", name, kind_name(found->kind)), "");
    return std::nullopt;
  }

  std::optional<Node> look_up(std::string_view name, std::size_t offset, const Place& place) {
    std::optional<Node> found = lookup_(name);
    if (!found)
      add(name, offset, place, fmt::format("unknown name `<{}>`", shortened(name, 60)), help_for(name));
    return found;
  }

  std::string help_for(std::string_view name) const {
    if (std::string help = help_ ? help_(name) : ""; !help.empty()) return help;
    if (names_.empty()) return "write `<<` for a `<`";
    const std::string whole = without_empty_parts(name);
    if (whole != name && !whole.empty() && lookup_(whole)) return fmt::format("did you mean `{}`?", whole);
    return suggestion(whole, names_);
  }

  void note_name_meant(std::string_view from, std::size_t at, const Place& place) {
    const auto meant = name_meant(from, at, names_);
    if (!meant) return;
    const auto [pos, width] = place_of(from.substr(at, meant->bytes), at, place);
    findings_.note(pos, width,
                   fmt::format("`{}` is text as it stands", shortened(from.substr(at, meant->bytes), 60)),
                   fmt::format("did you mean `<{}>`?", meant->name));
  }

  void add(std::string_view name, std::size_t offset, const Place& place, std::string message,
           std::string help) {
    const auto [pos, width] = place_of(fmt::format("<{}>", name), offset, place);
    findings_.add(pos, width, std::move(message), std::move(help));
  }

  // The part itself where the scalar stands in the file as it reads, with or without quotes.
  static std::pair<SourcePos, int> place_of(std::string_view part, std::size_t offset, const Place& place) {
    const auto characters = static_cast<int>(character_count(place.written));
    const int quotes = place.width - characters;
    if (quotes != 0 && quotes != 2) return {place.pos, place.width};
    const auto before = static_cast<int>(character_count(place.written.substr(0, offset)));
    return {{place.pos.line, place.pos.column + quotes / 2 + before}, static_cast<int>(part.size())};
  }

  const Lookup& lookup_;
  const std::vector<std::string>& names_;
  Findings& findings_;
  const Help& help_;
};

}  // namespace

Node substitute(const Node& node, const Lookup& lookup, const std::vector<std::string>& names,
                Findings& findings, const Help& help) {
  return Substitution(lookup, names, findings, help).node(node);
}

}  // namespace base
