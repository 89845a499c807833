#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "simulator/transcript/transcript.h"
#include "simulator/transcript/utf8.h"

namespace sim {
namespace {

constexpr std::size_t kTimeColumns = 13;
constexpr std::size_t kPartyColumns = 12;
constexpr std::size_t kBodyBytesShown = 60;

// {"barred":true,"msisdn":"380…  →  {"barred":true,…}
std::string shortened(std::string_view body) {
  if (body.size() <= kBodyBytesShown) return printable(body);
  std::string_view head = body.substr(0, character_boundary(body, kBodyBytesShown));
  const char first = body.front();
  if (first != '{' && first != '[') return printable(head) + "…";
  const auto comma = head.rfind(',');
  if (comma != std::string_view::npos) head = head.substr(0, comma + 1);
  return printable(head) + "…" + (first == '{' ? "}" : "]");
}

bool shows_body(const Entry& entry) {
  return (entry.kind == LineKind::Request || entry.kind == LineKind::Notification) && entry.message &&
         !entry.message->body.empty();
}

}  // namespace

std::string since_text(base::VirtualDuration since) {
  const char sign = since.count() < 0 ? '-' : '+';
  const auto milliseconds = std::abs(since.count()) / 1000;
  const auto seconds = milliseconds / 1000;
  std::array<char, 64> text{};
  if (seconds < 60) {
    std::snprintf(text.data(), text.size(), "%c%lld.%03lld s", sign, static_cast<long long>(seconds),
                  static_cast<long long>(milliseconds % 1000));
  } else {
    std::snprintf(text.data(), text.size(), "%c%lld:%02lld:%02lld.%03lld", sign,
                  static_cast<long long>(seconds / 3600), static_cast<long long>(seconds / 60 % 60),
                  static_cast<long long>(seconds % 60), static_cast<long long>(milliseconds % 1000));
  }
  return text.data();
}

std::string to_text(const Entry& entry, base::VirtualTime start) {
  std::string line = padded(since_text(entry.at - start), kTimeColumns) + " ";
  line += padded(printable(entry.from), kPartyColumns);
  line += entry.to.empty() ? "   " : " → ";
  line += padded(printable(entry.to), kPartyColumns) + "  ";
  line += printable(entry.summary);
  if (shows_body(entry)) line += "  " + shortened(entry.message->body);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace sim
