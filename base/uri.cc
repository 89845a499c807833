#include "base/uri.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace base {
namespace {

constexpr std::size_t kFieldsMax = 1000;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_blank) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      result += ' ';
    } else if (text[i] != '%') {
      result += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      result += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return result;
}

int own_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

bool is_host_character(char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; }
bool is_ipv6_character(char c) { return hex_value(c) >= 0 || c == ':' || c == '.'; }

// Reads "host", "host:80" or "[::1]:80" into `url`; returns what is wrong, or "".
std::string read_authority(std::string_view authority, Url& url) {
  if (authority.find('@') != std::string_view::npos) return "it carries credentials, which belong elsewhere";
  std::string_view rest;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return "the `[` of its host is not closed";
    url.host = lower(authority.substr(1, end - 1));
    rest = authority.substr(end + 1);
    if (!std::all_of(url.host.begin(), url.host.end(), is_ipv6_character))
      return "its host is no IPv6 address";
  } else {
    const std::size_t end = std::min(authority.find(':'), authority.size());
    url.host = lower(authority.substr(0, end));
    rest = authority.substr(end);
    if (!std::all_of(url.host.begin(), url.host.end(), is_host_character)) return "its host is no host name";
  }
  if (url.host.empty()) return "it names no host";
  url.port = own_port(url.scheme);
  if (rest.empty()) return "";
  const auto [last, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), url.port);
  const bool read = rest.front() == ':' && error == std::errc() && last == rest.data() + rest.size();
  if (!read || url.port < 1 || url.port > 65535) return "its port is no number from 1 to 65535";
  return "";
}

}  // namespace

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return result;
}

std::optional<std::string> percent_decode(std::string_view text) { return decode(text, false); }

std::optional<std::string> form_decode_component(std::string_view text) { return decode(text, true); }

Result<FormFields> parse_form(std::string_view body) {
  FormFields fields;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('&'), body.size());
    const std::string_view field = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (field.empty()) continue;
    if (fields.size() == kFieldsMax) return fail(ErrorKind::Limit, "the form has more than 1000 fields");
    const std::size_t name_end = std::min(field.find('='), field.size());
    auto name = form_decode_component(field.substr(0, name_end));
    auto value = form_decode_component(field.substr(std::min(name_end + 1, field.size())));
    if (!name || !value) {
      return fail(ErrorKind::Invalid, "the form's field " + std::to_string(fields.size() + 1) +
                                          " has a `%` without two hexadecimal digits");
    }
    fields.emplace_back(*std::move(name), *std::move(value));
  }
  return fields;
}

std::string write_form(const FormFields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += percent_encode(name) + "=" + percent_encode(value);
  }
  return text;
}

std::string Url::origin() const {
  std::string text = scheme + "://" + (host.find(':') == std::string::npos ? host : "[" + host + "]");
  if (port != own_port(scheme)) text += ":" + std::to_string(port);
  return text;
}

Result<Url> parse_url(std::string_view text) {
  // What is wrong must not repeat a password that stands in the URL.
  const std::string shown =
      text.find('@') == std::string_view::npos ? "`" + std::string(text) + "`" : "the URL";
  const auto invalid = [&](const std::string& what) {
    return fail(ErrorKind::Invalid, shown + " is no URL that can be used: " + what);
  };

  if (std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c <= ' ') || c == 0x7f; })) {
    return invalid("it contains a blank or a control character");
  }
  const std::size_t scheme_end = text.find("://");
  Url url;
  if (scheme_end != std::string_view::npos) url.scheme = lower(text.substr(0, scheme_end));
  if (url.scheme != "http" && url.scheme != "https") return invalid("it must begin with http:// or https://");

  std::string_view rest = text.substr(scheme_end + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string wrong = read_authority(rest.substr(0, authority_end), url);
  if (!wrong.empty()) return invalid(wrong);
  url.target = rest.substr(authority_end);
  if (!url.target.starts_with('/')) url.target.insert(0, 1, '/');
  return url;
}

std::pair<std::string_view, std::string_view> split_target(std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace base
