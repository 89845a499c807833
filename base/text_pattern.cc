#include "base/text_pattern.h"

#include <fmt/format.h>

#include <regex>

#include "base/bounded_regex.h"
#include "base/utf8.h"

namespace base {
namespace {

constexpr std::size_t kExpressionMax = 200;
constexpr std::size_t kTextMax = 4096;
constexpr std::size_t kWrittenOutMax = 10'000;

static_assert(sizeof(wchar_t) == sizeof(char32_t), "a wchar_t holds a code point");

std::wstring wide(std::string_view text) {
  const std::u32string points = code_points(text);
  return {points.begin(), points.end()};
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
  if (written_out(expression) > kWrittenOutMax) {
    return refuse(fmt::format("written out it is longer than {} characters", kWrittenOutMax));
  }
  try {
    auto compiled = std::make_shared<const Compiled>(Compiled{std::wregex(wide(expression), kBoundedRegex)});
    return TextPattern(expression, std::move(compiled));
  } catch (const std::regex_error& error) {
    return refuse(regex_problem(error.code()));
  }
}

bool TextPattern::matches(std::string_view text) const {
  if (text.size() > 4 * kTextMax) return false;
  const std::wstring subject = wide(text);
  return subject.size() <= kTextMax && std::regex_match(subject, compiled_->regex);
}

}  // namespace base
