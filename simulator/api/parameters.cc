#include "simulator/api/parameters.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace sim::api {
namespace {

std::optional<std::int64_t> integer_of(const base::Json& value) {
  if (value.is_number_integer()) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    return value.get<std::int64_t>();
  }
  if (!value.is_string()) return std::nullopt;
  const auto& written = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
  if (error != std::errc() || end != written.data() + written.size()) return std::nullopt;
  return number;
}

bool is_decimal(const base::Json& value) {
  if (value.is_number()) return true;
  return value.is_string() && Money::parse(value.get_ref<const std::string&>(), Currency()).has_value();
}

std::optional<bool> flag_of(const base::Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  const std::string written = base::text_of(value);
  if (written == "1") return true;
  if (written == "0") return false;
  return std::nullopt;
}

std::optional<bool> yes_no_of(const base::Json& value) {
  const std::string written = value.is_string() ? value.get<std::string>() : std::string();
  if (written == "Y") return true;
  if (written == "N") return false;
  return std::nullopt;
}

bool is_within(std::optional<std::int64_t> number, const Parameter& parameter) {
  return number && *number >= parameter.minimum.value_or(*number) &&
         *number <= parameter.maximum.value_or(*number);
}

bool is_word(const base::Json& value, const std::vector<std::string>& words) {
  return words.empty() || std::find(words.begin(), words.end(), base::text_of(value)) != words.end();
}

bool fits(const base::Json& value, const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::Integer:
      return is_within(integer_of(value), parameter);
    case ParameterType::Number:
      return is_decimal(value);
    case ParameterType::Text:
      return (value.is_string() || value.is_number()) && is_word(value, parameter.words);
    case ParameterType::Flag:
      return flag_of(value).has_value();
    case ParameterType::YesNo:
      return yes_no_of(value).has_value();
    case ParameterType::Date:
    case ParameterType::DateTime:
      return value.is_string() && base::parse_datetime(value.get_ref<const std::string&>()).has_value();
    case ParameterType::Object:
      return value.is_object();
    case ParameterType::List:
      return value.is_array();
  }
  return false;
}

// "an integer from -1 to 4", "O, S, I or C".
std::string what_fits(const Parameter& parameter) {
  std::string text;
  for (std::size_t n = 0; n < parameter.words.size(); ++n) {
    if (n > 0) text += n + 1 == parameter.words.size() ? " or " : ", ";
    text += parameter.words[n];
  }
  if (!text.empty()) return text;
  text = type_words(parameter.type);
  if (parameter.minimum) text += " from " + std::to_string(*parameter.minimum);
  if (parameter.maximum) text += " to " + std::to_string(*parameter.maximum);
  return text;
}

OrFault<void> check(const base::Json& params, const std::vector<Parameter>& described,
                    const std::string& method, const std::string& prefix) {
  for (const Parameter& parameter : described) {
    const std::string name = prefix + parameter.name;
    const auto found = params.find(parameter.name);
    if (found == params.end() || found->is_null()) {
      if (!parameter.required) continue;
      return fault(fault_code("Client", method, "missing_parameter"),
                   "mandatory parameter `" + name + "` is missing");
    }
    if (!fits(*found, parameter)) {
      return fault(fault_code("Client", method, "wrong_parameter"),
                   "`" + name + "` must be " + what_fits(parameter) + ", not " +
                       base::shortened(base::dump(*found), 100));
    }
    if (parameter.members.empty()) continue;
    if (parameter.type == ParameterType::Object) {
      if (auto inner = check(*found, parameter.members, method, name + "."); !inner) return inner;
    }
    if (parameter.type != ParameterType::List) continue;
    for (std::size_t i = 0; i < found->size(); ++i) {
      const std::string place = name + "[" + std::to_string(i) + "]";
      if (!(*found)[i].is_object()) {
        return fault(fault_code("Client", method, "wrong_parameter"), "`" + place + "` must be an object");
      }
      if (auto inner = check((*found)[i], parameter.members, method, place + "."); !inner) return inner;
    }
  }
  return {};
}

const base::Json* find(const base::Json& params, std::string_view name) {
  const auto found = params.find(name);
  return found == params.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace

std::string_view type_words(ParameterType type) {
  switch (type) {
    case ParameterType::Integer:
      return "an integer";
    case ParameterType::Number:
      return "a number";
    case ParameterType::Text:
      return "text";
    case ParameterType::Flag:
      return "0 or 1";
    case ParameterType::YesNo:
      return R"("Y" or "N")";
    case ParameterType::Date:
      return "a date `YYYY-MM-DD`";
    case ParameterType::DateTime:
      return "a date-time `YYYY-MM-DD HH:MM:SS`";
    case ParameterType::Object:
      return "an object";
    case ParameterType::List:
      return "a list";
  }
  return "";
}

OrFault<void> check_parameters(const base::Json& params, const std::vector<Parameter>& described,
                               const std::string& method) {
  return check(params, described, method, "");
}

bool has(const base::Json& params, std::string_view name) { return find(params, name) != nullptr; }

std::optional<std::int64_t> integer(const base::Json& params, std::string_view name) {
  const base::Json* value = find(params, name);
  return value == nullptr ? std::nullopt : integer_of(*value);
}

std::string text(const base::Json& params, std::string_view name) {
  const base::Json* value = find(params, name);
  return value == nullptr ? "" : base::text_of(*value);
}

bool flag(const base::Json& params, std::string_view name) {
  const base::Json* value = find(params, name);
  return value != nullptr && flag_of(*value).value_or(false);
}

std::optional<bool> yes_no(const base::Json& params, std::string_view name) {
  const base::Json* value = find(params, name);
  return value == nullptr ? std::nullopt : yes_no_of(*value);
}

std::optional<base::VirtualTime> instant(const base::Json& params, std::string_view name) {
  return base::parse_datetime(text(params, name));
}

Paging paging(const base::Json& params) {
  Paging result;
  if (const auto limit = integer(params, "limit"); limit && *limit >= 0) {
    result.limit = static_cast<std::size_t>(std::min<std::int64_t>(*limit, 1000));
  }
  if (const auto offset = integer(params, "offset"); offset && *offset > 0) {
    result.offset = static_cast<std::size_t>(*offset);
  }
  return result;
}

}  // namespace sim::api
