#include "base/text_pattern.h"

#include <fmt/format.h>

#include <regex>

#include "base/utf8.h"

namespace base {
namespace {

constexpr std::size_t kExpressionMax = 200;
constexpr std::size_t kTextMax = 4096;
constexpr std::size_t kRepeatsMax = 1000;

static_assert(sizeof(wchar_t) == sizeof(char32_t), "a wchar_t holds a code point");

std::wstring wide(std::string_view text) {
  const std::u32string points = code_points(text);
  return {points.begin(), points.end()};
}

// What the repeats {n} and {n,m} of the expression make together, if each stands within the next.
std::size_t repeats(std::string_view expression) {
  std::size_t product = 1;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    if (expression[at] == '\\') {
      ++at;
      continue;
    }
    if (expression[at] != '{') continue;
    std::size_t greatest = 0;
    std::size_t number = 0;
    for (++at; at < expression.size() && expression[at] != '}'; ++at) {
      const char c = expression[at];
      number = c >= '0' && c <= '9'
                   ? std::min<std::size_t>(number * 10 + static_cast<std::size_t>(c - '0'), 100'000)
                   : 0;
      greatest = std::max(greatest, number);
    }
    product = std::min(product * std::max<std::size_t>(greatest, 1), kRepeatsMax + 1);
  }
  return product;
}

std::string_view reason(std::regex_constants::error_type code) {
  namespace regex = std::regex_constants;
  if (code == regex::error_brack) return "a `[` or `]` is missing";
  if (code == regex::error_paren) return "a `(` or `)` is missing, or a repeat has nothing to repeat";
  if (code == regex::error_brace) return "a `{` or `}` is missing";
  if (code == regex::error_badbrace) return "a bad repeat in `{}`";
  if (code == regex::error_badrepeat) return "a repeat without what it repeats";
  if (code == regex::error_escape) return "an unknown escape";
  if (code == regex::error_range) return "a bad range in `[]`";
  if (code == regex::error_complexity || code == regex::error_backref) return "back references are not read";
  return "it is too large or malformed";
}

}  // namespace

struct TextPattern::Compiled {
  std::wregex regex;
};

Result<TextPattern> TextPattern::compile(const std::string& expression) {
  const auto refuse = [](std::string_view why) {
    return fail(ErrorKind::Invalid, fmt::format("not a regular expression: {}", why));
  };
  if (character_count(expression) > kExpressionMax) {
    return refuse(fmt::format("more than {} characters", kExpressionMax));
  }
  if (repeats(expression) > kRepeatsMax) {
    return refuse(fmt::format("its repeats make more than {}", kRepeatsMax));
  }
  try {
    // __polynomial: libstdc++'s executor that visits each state once a character, where the default one
    // takes exponential time for (a+)+b.
    const auto flags = std::regex_constants::ECMAScript | std::regex_constants::__polynomial;
    auto compiled = std::make_shared<const Compiled>(Compiled{std::wregex(wide(expression), flags)});
    return TextPattern(expression, std::move(compiled));
  } catch (const std::regex_error& error) {
    return refuse(reason(error.code()));
  }
}

bool TextPattern::matches(std::string_view text) const {
  if (text.size() > 4 * kTextMax) return false;
  const std::wstring subject = wide(text);
  return subject.size() <= kTextMax && std::regex_match(subject, compiled_->regex);
}

}  // namespace base
