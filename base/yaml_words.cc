#include "base/yaml_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace base {
namespace {

constexpr std::array<std::string_view, 6> kTrue = {"on", "On", "ON", "yes", "Yes", "YES"};
constexpr std::array<std::string_view, 6> kFalse = {"off", "Off", "OFF", "no", "No", "NO"};
constexpr std::array<std::string_view, 4> kNull = {"~", "null", "Null", "NULL"};

template <class Words>
bool has(const Words& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

bool is_yaml11_boolean(std::string_view text) { return has(kTrue, text) || has(kFalse, text); }

bool means_true(std::string_view yaml11_boolean) { return has(kTrue, yaml11_boolean); }

std::string_view written_null(std::string_view text) {
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n,]}:"));
  return has(kNull, word) ? word : std::string_view();
}

std::string alias_message(std::string_view name) {
  return fmt::format("`{}` is an alias: anchors and aliases are not read", shortened(name, 60));
}

std::string too_deep() { return fmt::format("nested too deeply: more than {} levels", kLevelsMax); }

std::string_view property_at(std::string_view rest_of_line) {
  return rest_of_line.substr(0, rest_of_line.find_first_of(" \t,]}"));
}

}  // namespace base
