#include <algorithm>
#include <istream>
#include <optional>
#include <streambuf>
#include <tuple>

#include "base/document.h"
#include "base/source_text.h"
#include "base/utf8.h"
#include "base/yaml_mistake.h"
#include "base/yaml_tree.h"

namespace base {
namespace {

constexpr std::size_t kBytesMax = 64u << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Reads a text where it stands.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

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

void sort_by_place(std::vector<Diagnostic>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.pos.line, a.pos.column) < std::tie(b.pos.line, b.pos.column);
  });
}

}  // namespace

Result<Document, std::vector<Diagnostic>> parse_document(std::string file, std::string text) {
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  SourceText source(text);
  if (auto mistake = unreadable(file, text, source)) return tl::unexpected(std::vector{std::move(*mistake)});

  YamlTree tree(file, source);
  try {
    ViewBuffer buffer(text);
    std::istream input(&buffer);
    YAML::Parser parser(input);
    if (parser.HandleNextDocument(tree)) parser.HandleNextDocument(tree);
  } catch (const YAML::Exception& error) {
    if (!tree.gave_up()) tree.findings().push_back(yaml_mistake(file, error, tree, source));
  }
  if (tree.findings().empty()) return Document{std::move(file), std::move(text), tree.take_root()};
  sort_by_place(tree.findings());
  return tl::unexpected(std::move(tree.findings()));
}

}  // namespace base
