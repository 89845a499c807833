#include "base/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/utf8.h"

namespace base {

void Findings::add(SourcePos pos, int width, std::string message, std::string help) {
  diagnostics_.push_back({file_, pos, width, std::move(message), std::move(help)});
}

void Findings::set_left_out(const Document& document) {
  second_values_ = document.second_values;
  if (document.root.incomplete) set_incomplete(document.text);
}

namespace {

bool is_part_of_name(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

// Where `text` says the name as a whole, from `from` on; `<name.field>` says it too. npos: nowhere.
std::size_t find_name(std::string_view text, std::string_view name, std::size_t from) {
  for (std::size_t at = from; (at = text.find(name, at)) != std::string_view::npos; ++at) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const char behind = at + name.size() == text.size() ? ' ' : text[at + name.size()];
    if (!is_part_of_name(before) && (!is_part_of_name(behind) || (before == '<' && behind == '.'))) return at;
  }
  return std::string_view::npos;
}

bool stands_behind_key(std::string_view text, std::size_t at, std::string_view key) {
  std::string_view before = text.substr(0, at);
  before = before.substr(0, before.find_last_not_of(" \t\"'") + 1);
  if (!before.ends_with(':')) return false;
  before.remove_suffix(1);
  before = before.substr(0, before.find_last_not_of(" \t\"'") + 1);
  return before.ends_with(key) &&
         (before.size() == key.size() || !is_part_of_name(before[before.size() - key.size() - 1]));
}

}  // namespace

bool Findings::may_be_left_out(std::string_view name) const {
  if (name.empty()) return incomplete();
  if (!incomplete()) return find_name(second_values_, name, 0) != std::string_view::npos;
  const std::size_t first = find_name(incomplete_text_, name, 0);
  return first != std::string_view::npos &&
         find_name(incomplete_text_, name, first + 1) != std::string_view::npos;
}

bool Findings::may_be_left_out(std::string_view key, std::string_view name) const {
  if (name.empty()) return incomplete();
  const std::string_view text = incomplete() ? incomplete_text_ : second_values_;
  for (std::size_t at = 0; (at = find_name(text, name, at)) != std::string_view::npos; ++at) {
    if (stands_behind_key(text, at, key)) return true;
  }
  return false;
}

void Findings::note(SourcePos pos, int width, std::string message, std::string help) {
  notes_.push_back({file_, pos, width, std::move(message), std::move(help), Severity::Note});
}

void Findings::note(const Node& node, std::string message, std::string help) {
  note(node.pos, node.width, std::move(message), std::move(help));
}

void Findings::add(const Node& node, std::string message, std::string help) {
  if (!node.is_unread()) add(node.pos, node.width, std::move(message), std::move(help));
}

namespace {

constexpr std::size_t kKeysShown = 4;

// `key:value` without a blank is one text: the usual reason for a text where a map belongs.
std::string help_for_no_map(const Node& node, const std::vector<std::string>& keys) {
  const std::size_t colon = node.text.find(':');
  if (node.is_scalar() && !node.quoted && colon != std::string::npos && colon > 0) {
    return fmt::format("write `{}: …`, with a blank behind the colon",
                       shortened(node.text.substr(0, colon), 40));
  }
  if (node.is_sequence() && node.items.size() == 1 && node.items.front().is_map()) {
    return "leave out the dash or the brackets around it";
  }
  if (keys.empty()) return "write `key: value`";
  std::string members;
  for (std::size_t n = 0; n < keys.size() && n < kKeysShown; ++n)
    members += (n == 0 ? "" : ": …, ") + keys[n];
  return "write `{" + members + ": …}`";
}

}  // namespace

void MapReader::required(std::string key, ReadValue read) {
  keys_.push_back({std::move(key), true, std::move(read)});
}

void MapReader::optional(std::string key, ReadValue read) {
  keys_.push_back({std::move(key), false, std::move(read)});
}

void MapReader::others(std::function<void(const Member&)> read) { others_ = std::move(read); }

bool MapReader::read(const Node& node) const {
  if (node.is_unread()) return false;
  if (!node.is_map()) {
    findings_.add(node, fmt::format("{} must be a map, not {}", what_, kind_name(node.kind)),
                  help_for_no_map(node, keys_to_show()));
    return false;
  }
  bool clean = true;
  std::set<std::string> meant;  // by keys that are misspelt
  for (const Member& member : node.members) {
    const auto key =
        std::find_if(keys_.begin(), keys_.end(), [&](const Key& each) { return each.name == member.key; });
    if (key != keys_.end()) {
      if (!member.value.is_unread()) key->read(member.value);
    } else if (others_) {
      if (!member.value.is_unread()) others_(member);
    } else {
      clean = false;
      findings_.add(member.pos, member.width,
                    fmt::format("unknown key `{}` in {}", shortened(member.key, 60), what_),
                    suggestion(member.key, keys()));
      meant.insert(nearest(member.key, keys()));
    }
  }
  for (const Key& key : keys_) {
    const bool is_there = node.find(key.name) != nullptr || meant.contains(key.name);
    if (!key.required || node.incomplete || is_there) continue;
    clean = false;
    findings_.add(node, fmt::format("`{}` is missing in {}", key.name, what_),
                  fmt::format("add `{}: …`", key.name));
  }
  return clean;
}

// Those that are needed, where any is.
std::vector<std::string> MapReader::keys_to_show() const {
  std::vector<std::string> names;
  for (const Key& key : keys_) {
    if (key.required) names.push_back(key.name);
  }
  return names.empty() ? keys() : names;
}

std::vector<std::string> MapReader::keys() const {
  std::vector<std::string> names;
  for (const Key& key : keys_) names.push_back(key.name);
  return names;
}

}  // namespace base
