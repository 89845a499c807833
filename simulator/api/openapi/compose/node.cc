#include "simulator/api/openapi/compose/node.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_pointer.h"
#include "base/utf8.h"

namespace sim::openapi {
namespace {

using base::Node;

constexpr std::size_t kColumnsMax = 110;

std::string scalar_text(const Node& node) { return base::dump(base::to_json(node)); }

// On one line.
std::string flat_text(const Node& node) {
  std::string text;
  if (node.is_map()) {
    for (const base::Member& member : node.members) {
      text +=
          (text.empty() ? "" : ", ") + base::dump(base::Json(member.key)) + ": " + flat_text(member.value);
    }
    return "{" + text + "}";
  }
  if (node.is_sequence()) {
    for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + flat_text(item);
    return "[" + text + "]";
  }
  return scalar_text(node);
}

// `column`: where the value begins.
void write(const Node& node, std::size_t indent, std::size_t column, std::string& out) {
  const std::string flat = flat_text(node);
  const bool is_leaf = node.is_null() || node.is_scalar() || (node.members.empty() && node.items.empty());
  if (is_leaf || column + base::character_count(flat) < kColumnsMax) {
    out += flat;
    return;
  }
  const std::string margin(indent + 2, ' ');
  out += node.is_map() ? "{" : "[";
  const char* between = "\n";
  for (const base::Member& member : node.members) {
    const std::string key = base::dump(base::Json(member.key)) + ": ";
    out += between + margin + key;
    write(member.value, indent + 2, indent + 2 + base::character_count(key), out);
    between = ",\n";
  }
  for (const Node& item : node.items) {
    out += between + margin;
    write(item, indent + 2, indent + 2, out);
    between = ",\n";
  }
  out += "\n" + std::string(indent, ' ') + (node.is_map() ? "}" : "]");
}

void collect_references(const Node& node, std::vector<std::string>& found) {
  for (const base::Member& member : node.members) {
    if (member.key == "$ref" && member.value.is_scalar()) {
      if (std::find(found.begin(), found.end(), member.value.text) == found.end())
        found.push_back(member.value.text);
    } else {
      collect_references(member.value, found);
    }
  }
  for (const Node& item : node.items) collect_references(item, found);
}

}  // namespace

Node text_node(std::string text) {
  Node node;
  node.kind = Node::Kind::Scalar;
  node.text = std::move(text);
  node.quoted = true;
  return node;
}

Node literal_node(std::string text) {
  Node node = text_node(std::move(text));
  node.quoted = false;
  return node;
}

Node list_node(std::vector<Node> items) {
  Node node;
  node.kind = Node::Kind::Sequence;
  node.items = std::move(items);
  return node;
}

Node map_node(std::initializer_list<std::pair<std::string, Node>> members) {
  Node node;
  node.kind = Node::Kind::Map;
  for (const auto& [key, value] : members) set(node, key, value);
  return node;
}

Node& set(Node& map, std::string key, Node value) {
  map.kind = Node::Kind::Map;
  for (base::Member& member : map.members) {
    if (member.key == key) return member.value = std::move(value);
  }
  map.members.push_back({std::move(key), value.pos, value.width, std::move(value)});
  return map.members.back().value;
}

void append(Node& list, Node item) {
  list.kind = Node::Kind::Sequence;
  list.items.push_back(std::move(item));
}

void remove(Node& map, std::string_view key) {
  std::erase_if(map.members, [&](const base::Member& member) { return member.key == key; });
}

std::string text_of(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value != nullptr && value->is_scalar() ? value->text : "";
}

bool is_true(const Node& map, std::string_view key) { return text_of(map, key) == "true"; }

const Node& node_at(const Node& root, std::string_view pointer) {
  const Node* at = &root;
  for (const std::string& name : base::read_pointer(pointer).value_or(std::vector<std::string>())) {
    const Node* next = at->find(name);
    const auto index = at->is_sequence() ? base::pointer_index(name) : std::nullopt;
    if (index && *index < at->items.size()) next = &at->items[*index];
    if (next == nullptr) break;
    at = next;
  }
  return *at;
}

std::string json_text(const Node& node) {
  std::string text;
  write(node, 0, 0, text);
  return text + "\n";
}

std::vector<std::string> references_in(const Node& node) {
  std::vector<std::string> found;
  collect_references(node, found);
  return found;
}

}  // namespace sim::openapi
