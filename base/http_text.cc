#include "base/http_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace base {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool ends_a_line(char c) { return c == '\r' || c == '\n' || c == '\0'; }

void append_clean(std::string& out, std::string_view text) {
  const auto start = out.size();
  out.append(text);
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), ends_a_line, ' ');
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  append_clean(out, name);
  out.append(": ");
  append_clean(out, value);
  out.append("\r\n");
}

bool may_have_length(int status) { return status >= 200 && status != 204 && status != 304; }

bool is_framed(const Headers& headers) {
  return headers.find("Content-Length") != nullptr || headers.find("Transfer-Encoding") != nullptr;
}

constexpr std::size_t kChunkBytes = 8192;

void append_chunks(std::string& out, std::string_view body) {
  while (!body.empty()) {
    const std::string_view chunk = body.substr(0, kChunkBytes);
    out.append(fmt::format("{:x}\r\n", chunk.size())).append(chunk).append("\r\n");
    body.remove_prefix(chunk.size());
  }
  out.append("0\r\n\r\n");
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

constexpr std::array<std::pair<int, std::string_view>, 42> kReasons{{
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Payload Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Entity"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
}};

}  // namespace

bool same_field_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool field_has_token(const Headers& headers, std::string_view name, std::string_view token) {
  for (const auto& [key, value] : headers) {
    if (!same_field_name(key, name)) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto comma = std::min(rest.find(','), rest.size());
      if (same_field_name(trimmed(rest.substr(0, comma)), token)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

std::string_view reason_phrase(int status) {
  const auto* found =
      std::find_if(kReasons.begin(), kReasons.end(), [&](const auto& row) { return row.first == status; });
  return found == kReasons.end() ? std::string_view{} : found->second;
}

std::string response_bytes(const HttpResponse& response, const ResponseForm& form) {
  std::string out;
  out.reserve(256 + response.body.size());
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  if (!form.date.empty() && !response.headers.find("Date")) append_field(out, "Date", form.date);
  if (!form.connection.empty() && !response.headers.find("Connection")) {
    append_field(out, "Connection", form.connection);
  }
  if (may_have_length(response.status) && !is_framed(response.headers)) {
    append_field(out, "Content-Length", std::to_string(response.body.size()));
  }
  out.append("\r\n");
  if (form.head_only) return out;
  if (field_has_token(response.headers, "Transfer-Encoding", "chunked")) {
    append_chunks(out, response.body);
  } else {
    out.append(response.body);
  }
  return out;
}

std::string request_bytes(const std::string& method, const std::string& target, const std::string& host,
                          const Headers& headers, const std::string& body) {
  std::string out;
  out.reserve(256 + body.size());
  append_clean(out, method);
  out.append(" ");
  append_clean(out, target.empty() ? "/" : target);
  out.append(" HTTP/1.1\r\n");
  if (!headers.find("Host")) append_field(out, "Host", host);
  for (const auto& [name, value] : headers) append_field(out, name, value);
  const bool wants_length = !body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
  if (wants_length && !is_framed(headers)) append_field(out, "Content-Length", std::to_string(body.size()));
  return out.append("\r\n").append(body);
}

}  // namespace base
