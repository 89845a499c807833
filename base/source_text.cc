#include "base/source_text.h"

#include <algorithm>

#include "base/utf8.h"

namespace base {

SourceText::SourceText(std::string_view text, int first_line)
    : text_(text), first_line_(first_line), line_starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    line_starts_.push_back(at + 1);
  }
}

SourcePos SourceText::pos_at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  const bool behind_return = offset > 0 && text_[offset - 1] == '\r';
  if (behind_return && (offset == text_.size() || text_[offset] == '\n')) offset -= 1;
  const auto next_line = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const int line = static_cast<int>(next_line - line_starts_.begin()) + first_line_ - 1;
  std::size_t from = *(next_line - 1);
  int column = 1;
  if (line == last_pos_.line && offset >= last_offset_) {
    from = last_offset_;
    column = last_pos_.column;
  }
  column += static_cast<int>(character_count(text_.substr(from, offset - from)));
  last_offset_ = offset;
  last_pos_ = {line, column};
  return last_pos_;
}

std::size_t SourceText::line_begin(int line) const {
  if (line < first_line_ || line >= end_line()) return text_.size();
  return line_starts_[static_cast<std::size_t>(line - first_line_)];
}

std::string_view SourceText::line_at(int line) const { return text_.substr(line_begin(line)); }

bool SourceText::begins_item(int line, int column) const {
  const std::string_view rest = line_at(line);
  const auto dash = static_cast<std::size_t>(column - 1);
  if (rest.find_first_not_of(' ') != dash || rest[dash] != '-') return false;
  return dash + 1 == rest.size() || rest.find_first_of(" \r\n", dash) == dash + 1;
}

bool SourceText::begins_first_column(int line) const {
  const std::string_view rest = line_at(line);
  return !rest.empty() && std::string_view(" \t\r\n#").find(rest.front()) == std::string_view::npos;
}

std::string_view SourceText::rest_of_line(std::size_t offset) const {
  if (offset >= text_.size()) return {};
  std::string_view rest = text_.substr(offset);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

std::size_t SourceText::end_of_quoted(std::size_t offset) const {
  const char quote = at(offset);
  for (std::size_t i = offset + 1; i < text_.size(); ++i) {
    if (quote == '"' && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      if (quote == '"' || at(i + 1) != quote) return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

std::size_t SourceText::scalar_bytes(std::size_t offset, std::string_view value) const {
  if (offset >= text_.size()) return 0;
  if (at(offset) == '"' || at(offset) == '\'') {
    const std::size_t end = end_of_quoted(offset);
    const std::string_view written = text_.substr(offset, end == std::string_view::npos ? end : end - offset);
    const std::string_view first = written.substr(0, written.find('\n'));
    return first.size() - (first.ends_with('\r') ? 1 : 0);
  }
  if (!value.empty() && text_.substr(offset, value.size()) == value) return value.size();
  std::string_view rest = rest_of_line(offset);
  rest = rest.substr(0, rest.find(" #"));
  return rest.find_last_not_of(" \t") + 1;  // npos + 1 is 0
}

int SourceText::scalar_width(std::size_t offset, std::string_view value) const {
  const std::size_t bytes = scalar_bytes(offset, value);
  const std::string_view written = offset < text_.size() ? text_.substr(offset, bytes) : std::string_view();
  return std::max(1, static_cast<int>(character_count(written)));
}

}  // namespace base
