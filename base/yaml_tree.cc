#include "base/yaml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "base/yaml_words.h"

namespace base {

namespace {

constexpr std::size_t kNodesMax = 1'000'000;
constexpr std::size_t kFindingsMax = 100;

std::string quoted_in_message(std::string_view text) { return "`" + shortened(text, 60) + "`"; }

}  // namespace

std::size_t offset_of(const YAML::Mark& mark) {
  return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

void YamlTree::add(SourcePos pos, int width, std::string message, std::string help) {
  mistakes_ += 1;
  add_slip(pos, width, std::move(message), std::move(help));
}

void YamlTree::add_slip(SourcePos pos, int width, std::string message, std::string help) {
  if (findings_.size() >= kFindingsMax) return;
  findings_.push_back({file_, pos, width, std::move(message), std::move(help)});
}

void YamlTree::give_up(std::size_t offset, std::string message, std::string help) {
  if (gave_up_) return;
  const SourcePos pos = source_.pos_at(offset);
  rest_ = take_rest(pos.line);
  gave_up_ = true;
  findings_.push_back({file_, pos, 1, std::move(message), std::move(help)});
}

YamlTree::Rest YamlTree::take_rest(int mistake_line) {
  if (rest_) return *std::move(rest_);
  Rest rest;
  rest.root.incomplete = true;
  rest.root.pos = source_.pos_at(0);
  if (open_.empty()) {
    rest.goes_on = root_.is_scalar() || root_.is_null();  // a first line that is none of a map
    if (rest.goes_on) {
      rest.root.kind = Node::Kind::Map;
    } else {
      rest.root = std::move(root_);
      rest.root.incomplete = true;
    }
    return rest;
  }
  Open& root = open_.front();
  if (root.flow) return rest;
  rest.goes_on = true;
  // The mistake may belong to what ended last: yaml-cpp notices some only behind it.
  const auto without_last = [&](Node list) {
    const bool intact = !list.items.empty() && list.items.back().pos.line < mistake_line &&
                        source_.begins_item(mistake_line, list.pos.column);
    if (!list.items.empty() && !intact) list.items.pop_back();
    return list;
  };
  if (root.node.is_sequence()) {
    rest.item_column = root.node.pos.column;
    rest.root = open_.size() == 1 ? without_last(std::move(root.node)) : std::move(root.node);
    rest.root.incomplete = true;
    return rest;
  }
  if (!root.expects_key && root.value == Value::Kept) {
    Node value;
    value.pos = root.member.pos;
    if (open_.size() > 1 && open_[1].node.is_sequence() && !open_[1].flow) {
      rest.item_column = open_[1].node.pos.column;
      value = open_.size() == 2 ? without_last(std::move(open_[1].node)) : std::move(open_[1].node);
    }
    root.member.value = std::move(value);
    root.node.members.push_back(std::move(root.member));
    root.node.members.back().value.incomplete = true;
  } else if (root.expects_key && !root.node.members.empty() &&
             !(root.node.members.back().pos.line < mistake_line &&
               source_.begins_first_column(mistake_line))) {
    Member& last = root.node.members.back();
    rest.item_column = last.value.is_sequence() ? list_column_ : std::nullopt;
    Node nothing;
    nothing.pos = last.pos;
    last.value = rest.item_column ? without_last(std::move(last.value)) : std::move(nothing);
    last.value.incomplete = true;
  }
  rest.root = std::move(root.node);
  rest.root.incomplete = true;
  return rest;
}

namespace {

// yaml-cpp reads the escapes `\N` and `\_` as single bytes, U+0085 and U+00A0 in Latin-1.
std::string as_utf8(std::string text) {
  for (auto at = first_invalid_utf8(text); at; at = first_invalid_utf8(text)) {
    if (text[*at] != '\x85' && text[*at] != '\xA0') break;
    text.insert(*at, 1, '\xC2');
  }
  return text;
}

}  // namespace

// Marks a node that has a mistake of its own.
void YamlTree::settle(Node& node) {
  if (mistakes_ > settled_) node.incomplete = true;
  settled_ = mistakes_;
}

bool YamlTree::take_node() { return skipped_levels_ == 0 && !gave_up_; }

void YamlTree::OnDocumentStart(const YAML::Mark& mark) {
  documents_ += 1;
  if (documents_ == 1) return;
  const std::size_t offset = offset_of(mark);
  if (source_.text().substr(offset).starts_with("---")) {
    give_up(offset, "a second document", "keep one document in a file");
  } else {
    give_up(offset, "text behind the end of what the file began with", "check the indentation");
  }
}

void YamlTree::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                        const std::string& given) {
  if (!take_node()) return;
  const std::string value = as_utf8(given);
  const std::size_t offset = offset_of(mark);
  refuse_tag(offset, tag);
  const bool quoted = tag != "?";
  // yaml-cpp takes the end of the text for the closing quote.
  const char first = source_.at(offset);
  if ((first == '"' || first == '\'') && source_.end_of_quoted(offset) == std::string_view::npos) {
    return give_up(offset, "this quote is never closed", fmt::format("close it with `{}`", first));
  }
  last_begin_ = offset;
  last_end_ = offset + source_.scalar_bytes(offset, value);
  if (at_key()) return read_key(offset, value, quoted);

  Node node;
  node.kind = Node::Kind::Scalar;
  node.pos = source_.pos_at(offset);
  node.width = source_.scalar_width(offset, value);
  node.text = value;
  node.quoted = quoted;
  if (!quoted && is_yaml11_boolean(value)) {
    const char* meant = means_true(value) ? "true" : "false";
    add_slip(node.pos, node.width, fmt::format("`{}` unquoted is a boolean to some readers of YAML", value),
             fmt::format("write `{}`, or \"{}\" for the text", meant, value));
    node.text = meant;
  }
  put(std::move(node));
}

void YamlTree::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
  if (!take_node()) return;
  const std::size_t offset = offset_of(mark);
  const std::string_view written =
      written_null(source_.text().substr(std::min(offset, source_.text().size())));
  if (at_key()) {
    return refuse_key(offset, 1, "a key must be text",
                      "write a key before the `:`, in quotes where it is `~` or `null`");
  }
  if (written.empty()) return put(empty_value(offset));
  Node node;
  node.pos = source_.pos_at(offset);
  node.width = static_cast<int>(written.size());
  if (written == "~") add_slip(node.pos, 1, "an unquoted `~`", "write `null`, or \"~\" for the text");
  last_end_ = offset + written.size();
  put(std::move(node));
}

// Where nothing is written, the place is that of the key or of the list's dash.
Node YamlTree::empty_value(std::size_t offset) {
  Node node;
  if (open_.empty()) return node;
  Open& parent = open_.back();
  if (parent.node.is_map()) {
    node.pos = parent.member.pos;
    node.width = parent.member.width;
    if (parent.flow) find_missing_value(parent);
    return node;
  }
  const std::string_view before = source_.text().substr(0, offset);
  const std::size_t dash = before.find_last_not_of(" \t\r\n");
  const bool within = dash != std::string_view::npos && dash >= parent.offset;
  node.pos = within ? source_.pos_at(dash) : parent.node.pos;
  return node;
}

void YamlTree::find_missing_value(Open& map) {
  const std::string& key = map.member.key;
  const std::string_view behind = source_.text().substr(std::min(map.key_end, source_.text().size()));
  const std::size_t next = behind.find_first_not_of(" \t\r\n");
  const std::string message = quoted_in_message(key) + " has no value";
  if (next != std::string_view::npos && behind[next] == ':') {
    return add(map.member.pos, map.member.width, message, "write a value behind the `:`, or `null`");
  }
  if (!map.comma_text.empty()) {
    map.comma_text += ", " + key;
    const std::string help = "quote a text that has a comma: \"" + shortened(map.comma_text, 60) + "\"";
    if (map.comma_finding) {
      findings_[*map.comma_finding].help = help;
    } else if (findings_.size() < kFindingsMax) {
      map.comma_finding = findings_.size();
      add(map.member.pos, map.member.width, message, help);
    }
    return;
  }
  const std::size_t colon = key.find(':');
  if (colon != std::string::npos && colon > 0 && colon + 1 < key.size()) {
    return add(map.member.pos, map.member.width, message,
               fmt::format("write `{}: {}`, with a blank behind the colon",
                           shortened(key.substr(0, colon), 40), shortened(key.substr(colon + 1), 40)));
  }
  add(map.member.pos, map.member.width, message, fmt::format("write `{}: …`", shortened(key, 40)));
}

void YamlTree::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  if (!take_node()) return;
  const std::size_t offset = offset_of(mark);
  const std::string_view name = property_at(source_.rest_of_line(offset));
  add(source_.pos_at(offset), static_cast<int>(character_count(name)), alias_message(name), kAliasHelp);
  if (at_key()) {
    open_.back().expects_key = false;
    open_.back().value = Value::Refused;
    return;
  }
  put(Node{});
}

void YamlTree::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  if (!take_node()) return;
  add(source_.pos_at(offset_of(mark)), static_cast<int>(character_count(name)) + 1,
      quoted_in_message("&" + name) + " is an anchor: anchors and aliases are not read",
      "write the value out where it is used; quote a text that begins with `&`");
}

void YamlTree::refuse_tag(std::size_t offset, const std::string& tag) {
  if (source_.at(offset) != '!' && (tag == "?" || tag == "!")) return;
  const std::string_view name = property_at(source_.rest_of_line(offset));
  add(source_.pos_at(offset), static_cast<int>(character_count(name)), quoted_in_message(name) + " is a tag",
      "leave it out; quote a text that begins with `!`");
}

void YamlTree::refuse_key(std::size_t offset, int width, std::string message, std::string help) {
  add(source_.pos_at(offset), width, std::move(message), std::move(help));
  open_.back().expects_key = false;
  open_.back().value = Value::Refused;
}

// All of a second value that could be named elsewhere are texts, and the last of them has been read.
void YamlTree::keep_second(const Open& map) {
  const bool is_kept = std::any_of(open_.begin(), open_.end() - 1,
                                   [](const Open& outer) { return outer.value == Value::Second; });
  if (is_kept || last_end_ <= map.key_end) return;
  second_values_ += source_.text().substr(map.key_end, last_end_ - map.key_end);
  second_values_ += '\n';
}

void YamlTree::read_key(std::size_t offset, const std::string& text, bool quoted) {
  Open& map = open_.back();
  map.expects_key = false;
  map.value = Value::Kept;
  map.key_end = last_end_;
  map.member = {
      .key = text, .pos = source_.pos_at(offset), .width = source_.scalar_width(offset, text), .value = {}};
  const int width = map.member.width;
  if (!quoted && is_yaml11_boolean(text)) {
    return refuse_key(offset, width,
                      fmt::format("the key `{}` unquoted is a boolean to some readers of YAML", text),
                      fmt::format("write \"{}\"", text));
  }
  if (!quoted && text == "<<") {
    return refuse_key(offset, width, "a merge key `<<`", "write the members of the other map out");
  }
  const auto [first, is_new] = map.key_lines.emplace(text, map.member.pos.line);
  if (!is_new) {
    add_slip(map.member.pos, width, fmt::format("doubled key {}", quoted_in_message(text)),
             fmt::format("it stands in line {} already", first->second));
    map.value = Value::Second;
  }
}

void YamlTree::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                               YAML::EmitterStyle::value style) {
  open(mark, tag, Node::Kind::Sequence, style == YAML::EmitterStyle::Flow);
}

void YamlTree::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                          YAML::EmitterStyle::value style) {
  open(mark, tag, Node::Kind::Map, style == YAML::EmitterStyle::Flow);
}

void YamlTree::open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind, bool flow) {
  if (!take_node()) {
    skipped_levels_ += 1;
    return;
  }
  const std::size_t offset = offset_of(mark);
  if (at_key()) {
    refused_key_ = offset;
    refuse_key(offset, 1, fmt::format("a key must be text, not {}", kind_name(kind)),
               "quote a text that begins with `{` or `[`");
    skipped_levels_ += 1;
    return;
  }
  if (open_.size() >= kLevelsMax) {
    give_up(offset, too_deep(), kTooDeepHelp);
    skipped_levels_ += 1;
    return;
  }
  refuse_tag(offset, tag);
  Open next;
  next.node.kind = kind;
  next.node.pos = source_.pos_at(offset);
  next.offset = offset;
  next.flow = flow;
  settle(next.node);
  open_.push_back(std::move(next));
}

void YamlTree::close() {
  if (skipped_levels_ > 0) {
    skipped_levels_ -= 1;
    return;
  }
  Node node = std::move(open_.back().node);
  const bool is_block_list = node.is_sequence() && !open_.back().flow;
  open_.pop_back();
  if (open_.size() == 1) list_column_ = is_block_list ? std::optional(node.pos.column) : std::nullopt;
  put(std::move(node));
}

void YamlTree::put(Node node) {
  nodes_ += 1;
  if (nodes_ > kNodesMax) return give_up(source_.text().size(), "more than 1,000,000 values", "");
  settle(node);
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& parent = open_.back();
  if (node.incomplete && (parent.node.is_sequence() || parent.value != Value::Second))
    parent.node.incomplete = true;
  if (parent.node.is_sequence()) {
    parent.node.items.push_back(std::move(node));
    return;
  }
  parent.expects_key = true;
  if (node.is_scalar() && !node.quoted) {
    parent.comma_text = node.text;
    parent.comma_finding.reset();
  } else if (!node.is_null()) {
    parent.comma_text.clear();
    parent.comma_finding.reset();
  }
  if (parent.value == Value::Second) keep_second(parent);
  if (parent.value != Value::Kept) return;
  parent.member.value = std::move(node);
  parent.node.members.push_back(std::move(parent.member));
}

}  // namespace base
