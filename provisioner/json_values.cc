#include "provisioner/json_values.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace prov {

std::optional<std::int64_t> integer_of(const base::Json& value) {
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    return {};
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return {};
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.size() > 18) return {};
  return number;
}

const base::Json* member(const base::Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string text_member(const base::Json& object, const char* name) {
  const auto* value = member(object, name);
  if (value == nullptr || value->is_null() || value->is_structured()) return "";
  return base::text_of(*value);
}

std::optional<std::int64_t> integer_member(const base::Json& object, const char* name) {
  const auto* value = member(object, name);
  return value == nullptr ? std::nullopt : integer_of(*value);
}

}  // namespace prov
