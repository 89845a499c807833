#include "simulator/api/media_type.h"

#include <algorithm>
#include <string>

namespace sim::api {
namespace {

constexpr std::size_t kPartsMax = 100;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

// The value of `name=` in "form-data; name=\"params\"", without quotes; "" where there is none.
std::string parameter(std::string_view header, std::string_view name) {
  const std::string folded = lower(header);
  for (std::size_t at = folded.find(name); at != std::string::npos; at = folded.find(name, at + 1)) {
    const bool begins = at > 0 && (header[at - 1] == ' ' || header[at - 1] == ';');
    std::size_t from = at + name.size();
    if (!begins || from >= header.size() || header[from] != '=') continue;
    ++from;
    if (from < header.size() && header[from] == '"') {
      return std::string(header.substr(from + 1, header.find('"', from + 1) - from - 1));
    }
    return std::string(header.substr(from, header.find_first_of("; \r", from) - from));
  }
  return "";
}

base::Result<base::FormFields> multipart_fields(std::string_view body, const std::string& boundary) {
  if (boundary.empty()) return base::fail(base::ErrorKind::Invalid, "multipart/form-data without a boundary");
  const std::string mark = "--" + boundary;
  base::FormFields fields;
  std::size_t at = body.find(mark);
  while (at != std::string_view::npos) {
    at += mark.size();
    if (body.substr(at, 2) == "--") return fields;
    const std::size_t head_end = body.find("\r\n\r\n", at);
    const std::size_t next = body.find("\r\n" + mark, at);
    if (head_end == std::string_view::npos || next == std::string_view::npos || next < head_end + 2) break;
    if (fields.size() == kPartsMax)
      return base::fail(base::ErrorKind::Limit, "more than 100 parts in a form");
    const std::size_t from = std::min(head_end + 4, next);
    fields.emplace_back(parameter(body.substr(at, head_end - at), "name"), body.substr(from, next - from));
    at = next + 2;
  }
  return base::fail(base::ErrorKind::Invalid, "the multipart body ends before its last boundary");
}

}  // namespace

MediaType media_type(const base::HttpRequest& request) {
  const std::string* type = request.headers.find("Content-Type");
  if (type == nullptr) return MediaType::None;
  std::string media = lower(std::string_view(*type).substr(0, type->find(';')));
  media.erase(std::remove(media.begin(), media.end(), ' '), media.end());
  if (media == "application/json") return MediaType::Json;
  if (media == "application/x-www-form-urlencoded") return MediaType::Form;
  if (media == "multipart/form-data") return MediaType::Multipart;
  return MediaType::Other;
}

base::Result<base::FormFields> form_fields(const base::HttpRequest& request) {
  if (media_type(request) != MediaType::Multipart) {
    const auto begin = request.body.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos && request.body[begin] == '{') {
      return base::fail(base::ErrorKind::Invalid,
                        "the body looks like JSON, but its Content-Type is application/x-www-form-urlencoded "
                        "(which curl -d sends by itself): send Content-Type: application/json");
    }
    return base::parse_form(request.body);
  }
  return multipart_fields(request.body, parameter(*request.headers.find("Content-Type"), "boundary"));
}

const std::string* find_field(const base::FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace sim::api
