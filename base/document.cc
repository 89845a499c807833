#include "base/document.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/ascii.h"
#include "base/utf8.h"

namespace base {
namespace {

constexpr std::size_t kIntegerDigitsMax = 18;
constexpr std::size_t kDecimalDigitsMax = 15;  // what a double keeps

bool is_whole(std::string_view text) { return all_digits(text) && (text.size() == 1 || text.front() != '0'); }

template <class Number>
Json number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::string(text);
  return number;
}

Json scalar_to_json(const Node& node) {
  if (node.quoted) return node.text;
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  std::string_view digits = node.text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  if (is_whole(digits) && digits.size() <= kIntegerDigitsMax) return number_of<std::int64_t>(node.text);
  const std::size_t dot = digits.find('.');
  if (dot != std::string_view::npos && digits.size() <= kDecimalDigitsMax + 1 &&
      is_whole(digits.substr(0, dot)) && all_digits(digits.substr(dot + 1))) {
    return number_of<double>(node.text);
  }
  return node.text;
}

Node scalar(std::string text, bool quoted) {
  Node node;
  node.kind = Node::Kind::Scalar;
  node.text = std::move(text);
  node.quoted = quoted;
  return node;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Json to_json(const Node& node) {
  if (node.is_scalar()) return scalar_to_json(node);
  if (node.is_sequence()) {
    Json result = Json::array();
    for (const Node& item : node.items) result.push_back(to_json(item));
    return result;
  }
  if (node.is_map()) {
    Json result = Json::object();
    for (const Member& member : node.members) result[member.key] = to_json(member.value);
    return result;
  }
  return nullptr;
}

Node to_node(const Json& value) {
  if (value.is_null()) return {};
  Node node;
  if (value.is_array()) {
    node.kind = Node::Kind::Sequence;
    for (const Json& item : value) node.items.push_back(to_node(item));
    return node;
  }
  if (value.is_object()) {
    node.kind = Node::Kind::Map;
    for (const auto& [key, member] : value.items()) {
      node.members.push_back({.key = key, .pos = {}, .value = to_node(member)});
    }
    return node;
  }
  return scalar(text_of(value), value.is_string());
}

std::string_view kind_name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::Null:
      return "nothing";
    case Node::Kind::Scalar:
      return "text";
    case Node::Kind::Sequence:
      return "a list";
    case Node::Kind::Map:
      return "a map";
  }
  return "nothing";
}

}  // namespace base
