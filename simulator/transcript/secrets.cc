#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/uri.h"
#include "simulator/transcript/transcript.h"

namespace sim {
namespace {

constexpr std::size_t kSecretBytesMin = 4;
constexpr std::string_view kMask = "•••";

std::uint32_t prefix_of(std::string_view text) {
  std::uint32_t prefix = 0;
  std::memcpy(&prefix, text.data(), sizeof prefix);
  return prefix;
}

std::string with_plus_for_blank(std::string text) {
  for (auto at = text.find("%20"); at != std::string::npos; at = text.find("%20", at))
    text.replace(at, 3, 1, '+');
  return text;
}

base::Json masked_json(const base::Json& value, const Secrets& secrets) {
  if (value.is_string()) return secrets.masked(value.get<std::string>());
  if (value.is_object()) {
    base::Json result = base::Json::object();
    for (const auto& [key, member] : value.items())
      result[secrets.masked(key)] = masked_json(member, secrets);
    return result;
  }
  if (value.is_array()) {
    base::Json result = base::Json::array();
    for (const auto& item : value) result.push_back(masked_json(item, secrets));
    return result;
  }
  if (value.is_number()) {
    const auto text = base::text_of(value);
    auto masked_text = secrets.masked(text);
    if (masked_text != text) return masked_text;
  }
  return value;
}

}  // namespace

void Secrets::add(const std::string& secret) {
  const auto encoded = base::percent_encode(secret);
  const auto quoted = base::dump(base::Json(secret));
  add_form(secret);
  add_form(encoded);
  add_form(with_plus_for_blank(encoded));
  add_form(quoted.substr(1, quoted.size() - 2));
}

void Secrets::add_form(std::string form) {
  if (form.size() < kSecretBytesMin) return;
  auto& forms = by_prefix_[prefix_of(form)];
  if (std::ranges::find(forms, form) == forms.end()) forms.push_back(std::move(form));
}

std::string Secrets::masked(std::string text) const {
  if (by_prefix_.empty() || text.size() < kSecretBytesMin) return text;

  const std::string_view view = text;
  std::string result;
  std::size_t clear_from = 0;  // what is not yet in `result` begins here
  std::size_t covered_to = 0;  // the end of the secret that reaches furthest so far
  for (std::size_t at = 0; at + kSecretBytesMin <= view.size(); ++at) {
    const auto forms = by_prefix_.find(prefix_of(view.substr(at)));
    if (forms == by_prefix_.end()) continue;
    std::size_t end = 0;
    for (const auto& form : forms->second) {
      if (view.substr(at).starts_with(form)) end = std::max(end, at + form.size());
    }
    if (end == 0) continue;
    if (at >= covered_to) {
      result.append(view.substr(clear_from, at - clear_from));
      result.append(kMask);
    }
    covered_to = std::max(covered_to, end);
    clear_from = covered_to;
  }
  if (covered_to == 0) return text;
  result.append(view.substr(clear_from));
  return result;
}

Entry masked(Entry entry, const Secrets& secrets) {
  entry.summary = secrets.masked(std::move(entry.summary));
  entry.fields = masked_json(entry.fields, secrets);
  if (entry.message) {
    entry.message->start = secrets.masked(std::move(entry.message->start));
    entry.message->body = secrets.masked(std::move(entry.message->body));
    base::Headers headers;
    for (const auto& [name, value] : entry.message->headers) headers.add(name, secrets.masked(value));
    entry.message->headers = std::move(headers);
  }
  return entry;
}

}  // namespace sim
