#include "base/diagnostic.h"

#include <fmt/format.h>

#include <optional>

#include "base/utf8.h"

namespace base {
namespace {

constexpr std::size_t kExcerptCharacters = 120;
constexpr std::size_t kExcerptBefore = 40;  // characters kept before the column of a long line

std::optional<std::string_view> line_of(std::string_view source, int line) {
  for (int at = 1; at < line; ++at) {
    const std::size_t end = source.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    source.remove_prefix(end + 1);
  }
  std::string_view found = source.substr(0, source.find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

// A terminal obeys control characters, so none is shown; a tab is one blank, as one column is one character.
std::string printable(std::string_view text) {
  std::string result;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t bytes = bytes_of_characters(rest, 1);
    const auto first = static_cast<unsigned char>(rest.front());
    const bool is_control = first < 0x20 || first == 0x7F || (bytes == 1 && first >= 0x80) ||
                            (bytes == 2 && first == 0xC2 && static_cast<unsigned char>(rest[1]) < 0xA0);
    if (first == '\t' || first == '\n') {
      result += ' ';
    } else if (is_control) {
      result += "\uFFFD";
    } else {
      result += rest.substr(0, bytes);
    }
    rest.remove_prefix(bytes);
  }
  return result;
}

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, std::string_view source) {
  const SourcePos pos = diagnostic.pos;
  const std::string help = printable(diagnostic.help);
  const std::string place = pos.line < 1 ? "" : fmt::format(":{}:{}", pos.line, pos.column);
  const char* const severity = diagnostic.severity == Severity::Error ? "error" : "note";
  std::string result =
      fmt::format("{}{}: {}: {}", printable(diagnostic.file), place, severity, printable(diagnostic.message));
  std::optional<std::string_view> line;
  if (pos.line >= 1 && pos.column >= 1) line = line_of(source, pos.line);
  const std::size_t length = line ? character_count(*line) : 0;
  const auto column = static_cast<std::size_t>(pos.column < 1 ? 1 : pos.column);
  if (!line || column > length + 1) return result + (help.empty() ? "\n" : " (" + help + ")\n");

  const std::size_t skipped =
      length > kExcerptCharacters && column > kExcerptBefore ? column - kExcerptBefore : 0;
  const std::string_view rest = line->substr(bytes_of_characters(*line, skipped));
  std::string excerpt = (skipped > 0 ? "…" : "") + printable(shortened(rest, kExcerptCharacters));
  const std::size_t before = column - 1 - skipped + (skipped > 0 ? 1 : 0);
  const std::size_t shown = character_count(excerpt);
  std::size_t width = diagnostic.width < 1 ? 1 : static_cast<std::size_t>(diagnostic.width);
  if (before + width > shown) width = shown > before ? shown - before : 1;

  result += "\n" + without_trailing_blanks(fmt::format("{:>5} | {}", pos.line, excerpt)) + "\n";
  result += without_trailing_blanks(
      fmt::format("      | {}^{} {}", std::string(before, ' '), std::string(width - 1, '~'), help));
  return result + "\n";
}

std::string counted(std::size_t n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

}  // namespace base
