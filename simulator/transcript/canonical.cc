#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

#include "base/ascii.h"
#include "simulator/transcript/transcript.h"

namespace sim {
namespace {

// 127.0.0.1:39011 → 127.0.0.1:*
std::string without_ports(std::string text) {
  for (const std::string_view host : {"127.0.0.1:", "localhost:", "[::1]:"}) {
    for (auto at = text.find(host); at != std::string::npos; at = text.find(host, at)) {
      at += host.size();
      std::size_t end = at;
      while (end < text.size() && base::is_digit(text[end])) ++end;
      if (end > at) text.replace(at, end - at, "*");
    }
  }
  return text;
}

// "expires_at":"2026-02-02 12:00:00" carries real time in every answer to a login.
std::string without_expiry(std::string text) {
  constexpr std::string_view kName = "\"expires_at\"";
  for (auto at = text.find(kName); at != std::string::npos; at = text.find(kName, at)) {
    at += kName.size();
    const auto open = text.find_first_not_of(" :", at);
    if (open == std::string::npos || text[open] != '"') continue;
    const auto close = text.find('"', open + 1);
    if (close == std::string::npos) break;
    text.replace(open + 1, close - open - 1, "*");
  }
  return text;
}

bool equals_without_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(a[i])) != std::tolower(static_cast<unsigned char>(b[i])))
      return false;
  }
  return true;
}

// Lengths change with the ports that stand in a body, credentials with `Date` and the session.
bool varies(std::string_view header) {
  static constexpr std::string_view kNames[] = {
      "Date", "Authorization", "Cookie", "Set-Cookie", "Content-Length", "Expires", "Last-Modified"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](std::string_view name) { return equals_without_case(header, name); });
}

std::string canonical_text(std::string text) { return without_expiry(without_ports(std::move(text))); }

}  // namespace

std::string canonical(const Entry& entry) {
  std::string line = std::to_string(entry.at.since_epoch.count());
  line += " " + std::string(kind_name(entry.kind)) + " " + std::string(stage_name(entry.stage));
  line += " " + entry.from + ">" + entry.to + (entry.in_place ? " in place" : "");
  line += " " + canonical_text(entry.summary);
  line += " " + canonical_text(base::dump(entry.fields));
  if (!entry.message) return line;
  line += " " + canonical_text(entry.message->start);
  for (const auto& [name, value] : entry.message->headers) {
    if (!varies(name)) line += " " + name + "=" + canonical_text(value);
  }
  // A cut body holds as much as its hash says; the hash of one with ports would differ from run to run.
  line += " " + canonical_text(entry.message->body);
  return line;
}

}  // namespace sim
