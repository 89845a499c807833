#include "base/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/utf8.h"

namespace base {

void Findings::add(SourcePos pos, int width, std::string message, std::string help) {
  diagnostics_.push_back({file_, pos, width, std::move(message), std::move(help)});
}

void Findings::set_left_out(const Document& document) {
  second_values_ = document.second_values;
  if (document.root.incomplete) set_incomplete(document.text);
}

bool Findings::may_be_left_out(std::string_view name) const {
  if (name.empty()) return incomplete();
  if (!incomplete()) return second_values_.find(name) != std::string_view::npos;
  const std::size_t first = incomplete_text_.find(name);
  return first != std::string_view::npos && incomplete_text_.find(name, first + 1) != std::string_view::npos;
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
