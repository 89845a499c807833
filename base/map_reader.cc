#include "base/map_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace base {

void Findings::add(SourcePos pos, int width, std::string message, std::string help) {
  diagnostics_.push_back({file_, pos, width, std::move(message), std::move(help)});
}

void Findings::note(const Node& node, std::string message, std::string help) {
  notes_.push_back({file_, node.pos, node.width, std::move(message), std::move(help), Severity::Note});
}

void Findings::add(const Node& node, std::string message, std::string help) {
  add(node.pos, node.width, std::move(message), std::move(help));
}

namespace {

// `key:value` without a blank is one text: the usual reason for a text where a map belongs.
std::string help_for_no_map(const Node& node) {
  const std::size_t colon = node.text.find(':');
  if (!node.is_scalar() || node.quoted || colon == std::string::npos || colon == 0) return "";
  return fmt::format("write `{}: …`, with a blank behind the colon",
                     shortened(node.text.substr(0, colon), 40));
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
  if (!node.is_map()) {
    findings_.add(node, fmt::format("{} must be a map, not {}", what_, kind_name(node.kind)),
                  help_for_no_map(node));
    return false;
  }
  bool clean = true;
  for (const Member& member : node.members) {
    const auto key =
        std::find_if(keys_.begin(), keys_.end(), [&](const Key& each) { return each.name == member.key; });
    if (key != keys_.end()) {
      key->read(member.value);
    } else if (others_) {
      others_(member);
    } else {
      clean = false;
      findings_.add(member.pos, member.width,
                    fmt::format("unknown key `{}` in {}", shortened(member.key, 60), what_),
                    suggestion(member.key, keys()));
    }
  }
  for (const Key& key : keys_) {
    if (!key.required || node.find(key.name) != nullptr) continue;
    clean = false;
    findings_.add(node, fmt::format("`{}` is missing in {}", key.name, what_),
                  fmt::format("add `{}: …`", key.name));
  }
  return clean;
}

std::vector<std::string> MapReader::keys() const {
  std::vector<std::string> names;
  for (const Key& key : keys_) names.push_back(key.name);
  return names;
}

}  // namespace base
