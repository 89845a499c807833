// The text of a file as yaml-cpp points into it: byte offsets become lines and columns of characters.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace base {

// Borrows `text`, whose first line is the `first_line`-th of its file.
class SourceText {
 public:
  explicit SourceText(std::string_view text, int first_line = 1);

  std::string_view text() const { return text_; }

  // An offset at or behind the end of a line is the place behind its last character. Cheap where offsets come
  // in the order of the text.
  SourcePos pos_at(std::size_t offset);

  // The byte at `offset`; '\0' behind the end.
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  // Lines are counted as in places; the one behind the last.
  int end_line() const { return first_line_ + static_cast<int>(line_starts_.size()); }
  // The offset where the line begins; the text's end for one behind the last.
  std::size_t line_begin(int line) const;
  // Whether the line has a list's dash in that column, or anything but a blank or a comment in the first.
  bool begins_item(int line, int column) const;
  bool begins_first_column(int line) const;

  // From `offset` to the end of its line, without the line break.
  std::string_view rest_of_line(std::size_t offset) const;

  // The offset behind the closing quote of the text in quotes that begins at `offset`; npos where it has
  // none.
  std::size_t end_of_quoted(std::size_t offset) const;

  // Bytes of the scalar that begins at `offset` and was read as `value`, on its first line: quotes
  // included, a comment and blanks behind it not.
  std::size_t scalar_bytes(std::size_t offset, std::string_view value) const;
  int scalar_width(std::size_t offset, std::string_view value) const;

 private:
  std::string_view text_;
  std::string_view line_at(int line) const;  // to the end of the text

  int first_line_;
  std::vector<std::size_t> line_starts_;
  std::size_t last_offset_ = 0;  // of the last pos_at()
  SourcePos last_pos_;
};

}  // namespace base
