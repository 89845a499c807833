#include <algorithm>
#include <optional>

#include "base/diagnostic_order.h"
#include "base/document.h"
#include "base/source_text.h"
#include "base/utf8.h"
#include "base/yaml_pieces.h"

namespace base {
namespace {

constexpr std::size_t kBytesMax = 64u << 20;
constexpr std::size_t kMistakesMax = 100;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::optional<std::size_t> first_control_character(std::string_view text) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  };
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return std::nullopt;
  return static_cast<std::size_t>(found - text.begin());
}

std::optional<Diagnostic> unreadable(const std::string& file, std::string_view text, SourceText& source) {
  if (text.size() > kBytesMax) return Diagnostic{file, {}, 1, "more than 64 MiB of text", ""};
  if (const auto at = first_invalid_utf8(text)) {
    return Diagnostic{file, source.pos_at(*at), 1, "a byte that is not UTF-8", "save the file as UTF-8"};
  }
  if (const auto at = first_control_character(text)) {
    return Diagnostic{file, source.pos_at(*at), 1, "a control character",
                      "remove it, or write it as an escape"};
  }
  return std::nullopt;
}

// Leaves out what has a mistake in it: items of the root's lists, else the members' values.
void prune(Node& root) {
  const auto prune_items = [](Node& list) {
    std::erase_if(list.items, [](const Node& item) { return item.incomplete; });
  };
  if (root.is_sequence()) prune_items(root);
  if (root.is_scalar()) root = unread(root.pos, root.width);
  for (Member& member : root.members) {
    Node& value = member.value;
    if (value.is_sequence()) prune_items(value);
    if (value.incomplete && !value.is_sequence()) {
      value = unread(member.pos, member.width);
    }
  }
}

}  // namespace

Node unread(SourcePos pos, int width) {
  Node node;
  node.pos = pos;
  node.width = width;
  node.incomplete = true;
  return node;
}

DocumentRead read_document(std::string file, std::string text) {
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  SourceText source(text);
  YamlRead read;
  if (auto mistake = unreadable(file, text, source)) {
    read.mistakes.push_back(*std::move(mistake));
    read.root.incomplete = true;
  } else {
    read = read_yaml(file, text);
  }
  sort_by_place(read.mistakes);
  if (read.mistakes.size() > kMistakesMax) read.mistakes.resize(kMistakesMax);
  if (read.root.incomplete) prune(read.root);
  return {{std::move(file), std::move(text), std::move(read.root), std::move(read.second_values)},
          std::move(read.mistakes)};
}

Result<Document, std::vector<Diagnostic>> parse_document(std::string file, std::string text) {
  DocumentRead read = read_document(std::move(file), std::move(text));
  if (read.mistakes.empty()) return std::move(read.document);
  return tl::unexpected(std::move(read.mistakes));
}

}  // namespace base
