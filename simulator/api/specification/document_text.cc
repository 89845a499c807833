#include "simulator/api/specification/document_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_mistake.h"
#include "base/json_pointer.h"
#include "base/long_integers.h"
#include "base/source_text.h"

namespace sim::api {

namespace {

using base::Json;

constexpr base::JsonLimits kLimits{.bytes_max = 64u << 20, .depth_max = 256};
constexpr std::size_t kDoubledToldMax = 1000;
constexpr std::size_t kNumberBytesMax = 400;

// In documents, numbers are what JSON has as numbers, of all lengths.
Json with_numbers(const base::Node& node) {
  if (node.is_sequence()) {
    Json list = Json::array();
    for (const base::Node& item : node.items) list.push_back(with_numbers(item));
    return list;
  }
  if (node.is_map()) {
    Json map = Json::object();
    for (const base::Member& member : node.members) map[member.key] = with_numbers(member.value);
    return map;
  }
  Json value = base::to_json(node);
  const bool may_be_number = value.is_string() && !node.quoted && node.text.size() < kNumberBytesMax &&
                             node.text.find_first_not_of("0123456789+-.eE") == std::string::npos;
  if (!may_be_number) return value;
  const auto number = base::parse_json(node.text);
  return number && number->is_number() ? *number : value;
}

}  // namespace

base::Result<Json, std::vector<base::Diagnostic>> DocumentText::read(const std::string& file,
                                                                     const std::string& text) {
  file_ = file;
  text_ = &text;
  std::size_t mistake_at = 0;
  auto json = base::parse_json(text, kLimits, &mistake_at);
  if (json) return *std::move(json);
  const auto not_json = [&] {
    const base::Diagnostic plainly{file, base::SourceText(text).pos_at(mistake_at), 1, json.error().what, ""};
    return tl::unexpected(std::vector<base::Diagnostic>{base::json_mistake(file, text).value_or(plainly)});
  };
  if (file.ends_with(".json")) return not_json();
  auto document = base::parse_document(file, text);
  if (!document) {
    const bool begins_as_json = text.find('{') == text.find_first_not_of(" \t\r\n");
    if (begins_as_json) return not_json();
    return tl::unexpected(document.error());
  }
  document_ = std::move(*document);
  return with_numbers(document_->root);
}

std::string DocumentText::as_json(const Json& json) const { return document_ ? base::dump(json) : *text_; }

std::vector<base::Diagnostic> DocumentText::doubled_keys() const {
  if (document_) return {};
  return base::notes_of_doubled_names(file_, *text_, kDoubledToldMax);
}

std::vector<base::Diagnostic> DocumentText::long_numbers() const {
  std::vector<base::Diagnostic> notes;
  if (document_) return notes;
  base::SourceText source(*text_);
  for (const std::string_view number : base::long_integers(*text_, kDoubledToldMax)) {
    const auto begin = static_cast<std::size_t>(number.data() - text_->data());
    notes.push_back({file_, source.pos_at(begin), static_cast<int>(number.size()),
                     "no 64-bit type holds this number: it is read as a text", "write ids in quotes",
                     base::Severity::Note});
  }
  return notes;
}

base::Diagnostic DocumentText::at(std::string_view pointer, std::string message, std::string help,
                                  base::Severity severity, bool of_key) {
  if (!pointer.empty() && pointer.front() == '#') pointer.remove_prefix(1);
  const auto [pos, width] = document_ ? place_in_tree(pointer, of_key) : place_in_json(pointer, of_key);
  return {file_, pos, width, std::move(message), std::move(help), severity};
}

DocumentText::Place DocumentText::place_in_tree(std::string_view pointer, bool of_key) const {
  const base::Node* at = &document_->root;
  Place place{at->pos, 1};
  for (const std::string& name : base::read_pointer(pointer).value_or(std::vector<std::string>())) {
    const base::Node* next = nullptr;
    for (const base::Member& member : at->members) {
      if (member.key != name) continue;
      next = &member.value;
      place = of_key ? Place{member.pos, member.width} : Place{next->pos, next->width};
    }
    const auto index = at->is_sequence() ? base::pointer_index(name) : std::nullopt;
    if (index && *index < at->items.size()) {
      next = &at->items[*index];
      place = {next->pos, next->width};
    }
    if (next == nullptr) break;
    at = next;
  }
  return place;
}

DocumentText::Place DocumentText::place_in_json(std::string_view pointer, bool of_key) {
  if (!places_) places_.emplace(*text_);
  if (!source_) source_.emplace(*text_);
  std::string nearest(pointer);
  auto found = places_->find(nearest);
  while (!found && !nearest.empty()) {
    nearest.resize(nearest.rfind('/'));
    found = places_->find(nearest);
  }
  if (!found) return {{}, 1};
  const bool is_key = of_key && found->key_begin;
  const std::size_t begin = is_key ? *found->key_begin : found->begin;
  const std::size_t end = is_key ? found->key_end : found->end;
  const std::string_view part =
      std::string_view(*text_).substr(begin, std::min(end - begin, std::size_t{60}));
  return {source_->pos_at(begin), static_cast<int>(std::min(part.size(), part.find('\n')))};
}

}  // namespace sim::api
