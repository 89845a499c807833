#include "base/long_integers.h"

#include <charconv>
#include <cstdint>
#include <system_error>

#include "base/ascii.h"
#include "base/json_string.h"

namespace base {
namespace {

template <class Integer>
bool holds(std::string_view digits) {
  Integer value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size();
}

bool is_long_integer(std::string_view number) {
  return number.find_first_of(".eE") == std::string_view::npos && !holds<std::int64_t>(number) &&
         !holds<std::uint64_t>(number);
}

}  // namespace

std::vector<std::string_view> long_integers(std::string_view json, std::size_t most) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < json.size() && found.size() < most;) {
    const char c = json[at];
    if (c == '"') {
      at = end_of_json_string(json, at);
    } else if (c == '-' || is_digit(c)) {
      const std::string_view rest = json.substr(at);
      const std::string_view number = rest.substr(0, rest.find_first_not_of("0123456789+-.eE"));
      if (is_long_integer(number)) found.push_back(number);
      at += number.size();
    } else {
      ++at;
    }
  }
  return found;
}

}  // namespace base
