#include "base/name_meant.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/diagnostic.h"

namespace base {
namespace {

constexpr std::string_view kAnyMember = ".NAME";
constexpr std::size_t kWordsMax = 2;  // "account id"; more are prose

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The one of `names` that `name` is or was meant to be, of the same group; "" for none.
std::string known_name(const std::string& name, const std::vector<std::string>& names) {
  if (contains(names, name)) return name;
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return "";
  const std::string group = name.substr(0, dot);
  if (contains(names, group + std::string(kAnyMember))) return name;
  const std::string near = nearest(name, names);
  return near.starts_with(group + '.') ? near : "";
}

// `inside`: what stands between `<` and `>`.
std::string name_of_words(std::string_view inside) {
  std::string name;
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : inside) {
    if (!is_blank(c) && !in_word && ++words > 1) name += '.';
    in_word = !is_blank(c);
    if (in_word) name += c;
  }
  return words > kWordsMax ? "" : without_empty_parts(name);
}

// The name behind a `<` that nothing closes; `before` is what stands in front of it.
std::string unclosed_name(std::string_view before, std::string_view behind) {
  const bool is_comparison =
      !before.empty() && (is_name_character(before.back()) || before.back() == ')' || before.back() == ']');
  const auto end = std::find_if_not(behind.begin(), behind.end(), is_name_character);
  const auto rest = behind.substr(static_cast<std::size_t>(end - behind.begin()));
  const std::size_t next = rest.find_first_of("<>");
  const bool is_closed = next != std::string_view::npos && rest[next] == '>';
  std::string name = without_empty_parts(behind.substr(0, behind.size() - rest.size()));
  const bool is_word = name.find('.') == std::string::npos;
  if (is_comparison || is_closed || (is_word && !rest.empty())) return "";
  return name;
}

}  // namespace

bool is_name_character(char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; }

std::string without_empty_parts(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c != '.' || (!result.empty() && result.back() != '.')) result += c;
  }
  if (result.ends_with('.')) result.pop_back();
  return result;
}

std::optional<NameMeant> name_meant(std::string_view text, std::size_t at,
                                    const std::vector<std::string>& names) {
  const std::string_view behind = text.substr(at + 1);
  const auto end = std::find_if_not(behind.begin(), behind.end(),
                                    [](char c) { return is_name_character(c) || is_blank(c); });
  const std::string_view inside = behind.substr(0, static_cast<std::size_t>(end - behind.begin()));
  if (end != behind.end() && *end == '>') {
    std::string name = known_name(name_of_words(inside), names);
    if (name.empty()) return std::nullopt;
    return NameMeant{std::move(name), inside.size() + 2};
  }
  const std::string written = unclosed_name(text.substr(0, at), behind);
  std::string name = known_name(written, names);
  if (name.empty()) return std::nullopt;
  const auto name_end = std::find_if_not(behind.begin(), behind.end(), is_name_character);
  return NameMeant{std::move(name), static_cast<std::size_t>(name_end - behind.begin()) + 1};
}

}  // namespace base
