#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace base {
namespace {

struct Decoded {
  char32_t code_point = 0xFFFD;
  std::size_t bytes = 1;
  bool valid = false;
};

Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  std::size_t length = 0;
  if (first >= 0xC2 && first <= 0xDF) length = 2;
  if (first >= 0xE0 && first <= 0xEF) length = 3;
  if (first >= 0xF0 && first <= 0xF4) length = 4;
  if (length == 0 || text.size() < length) return {};
  char32_t code_point = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return {};
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, length, true};
}

// How many bytes of ASCII it begins with, as far as that is told eight at a time: lines of a whole document
// may have millions.
std::size_t plain_bytes(std::string_view text) {
  std::size_t bytes = 0;
  std::uint64_t eight = 0;
  for (; bytes + sizeof eight <= text.size(); bytes += sizeof eight) {
    std::memcpy(&eight, text.data() + bytes, sizeof eight);
    if ((eight & 0x8080808080808080u) != 0) break;
  }
  return bytes;
}

}  // namespace

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t plain = plain_bytes(text);
    text.remove_prefix(plain);
    count += plain;
    if (text.empty()) break;
    text.remove_prefix(decode(text).bytes);
    ++count;
  }
  return count;
}

std::size_t bytes_of_characters(std::string_view text, std::size_t characters) {
  std::size_t bytes = 0;
  while (characters > 0 && bytes < text.size()) {
    const std::size_t plain = plain_bytes(text.substr(bytes, characters));
    const std::size_t more = plain > 0 ? plain : decode(text.substr(bytes)).bytes;
    bytes += more;
    characters -= plain > 0 ? plain : 1;
  }
  return bytes;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text.substr(at));
    if (!next.valid) return at;
    at += next.bytes;
  }
  return std::nullopt;
}

std::u32string code_points(std::string_view text) {
  std::u32string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = decode(text);
    result.push_back(next.code_point);
    text.remove_prefix(next.bytes);
  }
  return result;
}

std::string shortened(std::string_view text, std::size_t characters_max) {
  const std::size_t bytes = bytes_of_characters(text, characters_max);
  if (bytes == text.size()) return std::string(text);
  return std::string(text.substr(0, bytes)) + "…";
}

}  // namespace base
