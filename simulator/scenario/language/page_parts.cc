#include "simulator/scenario/language/page_parts.h"

#include <fmt/format.h>

namespace sim::language {
namespace {

std::string kind_of_value(const Key& key) {
  if (key.type == Type::Texts && key.max > 0)
    return fmt::format("two whole numbers from {} to {}", key.min, key.max);
  if (key.type == Type::Texts && !key.words.empty())
    return fmt::format("{}, {}", type_name(key.type), code_list(key.words));
  if (key.type == Type::Word || key.type == Type::Words || !key.words.empty()) {
    const bool is_list = key.type == Type::Words;
    return (is_list ? "a list of " : "") + code_list(key.words);
  }
  if (key.type == Type::Integer)
    return fmt::format("{} from {} to {}", type_name(key.type), key.min, key.max);
  return std::string(type_name(key.type));
}

std::string fallback_of(const Key& key) {
  if (key.required) return "needed";
  if (key.fallback.empty()) return "";
  const bool is_prose = key.fallback.find(' ') != std::string::npos && key.fallback.find_first_of("{[") != 0;
  return (is_prose ? key.fallback : "`" + key.fallback + "`") + (key.assumed ? " *assumed*" : "");
}

void add_rows(const Keys& keys, const std::string& before, std::string& text) {
  for (const Key& key : keys) {
    text += fmt::format("| `{}{}` | {} | {} | {} |\n", before, key.name, cell(kind_of_value(key)),
                        fallback_of(key), cell(key.sentence));
    add_rows(key.keys, before + key.name + (key.type == Type::Maps ? "[]." : "."), text);
  }
}

}  // namespace

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string code_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& each : words) text += (text.empty() ? "`" : ", `") + each + "`";
  return text;
}

std::string table_of(const Keys& keys) {
  std::string text = "| key | value | default | |\n|---|---|---|---|\n";
  add_rows(keys, "", text);
  return text + "\n";
}

}  // namespace sim::language
