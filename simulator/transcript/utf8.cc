#include "simulator/transcript/utf8.h"

#include "base/utf8.h"

namespace sim {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::size_t character_boundary(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text.size();
  std::size_t at = bytes_max;
  // A character has at most four bytes; a longer run of continuations is no UTF-8 and is cut where it is.
  for (int back = 0; back < 4 && at > 0; ++back, --at) {
    if (!continues(text[at])) return at;
  }
  return bytes_max;
}

std::string padded(std::string_view text, std::size_t characters) {
  const auto count = base::character_count(text);
  std::string result(text);
  if (count < characters) result.append(characters - count, ' ');
  return result;
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t invalid = base::first_invalid_utf8(text).value_or(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == invalid) {
      result += "\xEF\xBF\xBD";
      invalid = i + 1 + base::first_invalid_utf8(text.substr(i + 1)).value_or(text.size());
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are control characters too, written C2 80 to C2 9F.
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() &&
                       static_cast<unsigned char>(text[i + 1]) >= 0x80 &&
                       static_cast<unsigned char>(text[i + 1]) <= 0x9F;
    if (text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
      result += ' ';
    } else if (byte < 0x20 || byte == 0x7F || is_c1) {
      result += "·";
      if (is_c1) ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace sim
