#include "base/bounded_regex.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

namespace base {
namespace {

constexpr std::size_t kWrittenOutMax = 20'000;
constexpr std::size_t kCountedMax = 1'000'000;
constexpr std::size_t kSearchedMax = 65'536;
constexpr double kStepsMax = 1e8;

class Expression {
 public:
  explicit Expression(std::string_view text) : text_(text) {}

  std::size_t size() {
    while (at_ < text_.size()) take();
    while (open_.size() > 1) close();
    return open_.front().size;
  }

 private:
  struct Group {
    std::size_t size = 0;
    std::size_t last = 0;  // of it: what a repeat would repeat
  };

  void take() {
    const char c = text_[at_++];
    if (c == '(') {
      open_.emplace_back();
    } else if (c == ')') {
      if (open_.size() > 1) close();
    } else if (c == '{') {
      repeat();
    } else {
      if (c == '\\') ++at_;
      if (c == '[') skip_class();
      add(1);
    }
  }

  void add(std::size_t size) {
    Group& group = open_.back();
    group.size = std::min(group.size + size, kCountedMax);
    group.last = size;
  }

  void close() {
    const std::size_t size = open_.back().size + 1;
    open_.pop_back();
    add(size);
  }

  void skip_class() {
    if (at_ < text_.size() && text_[at_] == '^') ++at_;
    while (at_ < text_.size() && text_[at_] != ']') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
  }

  void repeat() {
    std::size_t greatest = 1;
    std::size_t number = 0;
    for (; at_ < text_.size() && text_[at_] != '}'; ++at_) {
      const char c = text_[at_];
      const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
      number =
          is_digit ? std::min<std::size_t>(number * 10 + static_cast<std::size_t>(c - '0'), kCountedMax) : 0;
      greatest = std::max(greatest, number);
    }
    ++at_;
    const std::size_t once = open_.back().last;
    add(std::min(once * (greatest - 1), kCountedMax));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Group> open_ = std::vector<Group>(1);
};

// How deep look-aheads stand in each other.
std::size_t look_ahead_depth(std::string_view expression) {
  std::vector<bool> looks;
  std::size_t deepest = 0;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const char c = expression[at];
    if (c == '\\') {
      ++at;
    } else if (c == '(') {
      const std::string_view kind = expression.substr(at + 1, 2);
      looks.push_back(kind == "?=" || kind == "?!");
      deepest = std::max(deepest, static_cast<std::size_t>(std::count(looks.begin(), looks.end(), true)));
    } else if (c == ')' && !looks.empty()) {
      looks.pop_back();
    }
  }
  return deepest;
}

// From the beginning on, any text and then the expression: where it is not found, no other beginning is
// tried.
std::string from_the_beginning(const std::string& expression) { return "^[\\s\\S]*?(?:" + expression + ")"; }

}  // namespace

std::size_t written_out(std::string_view expression) { return Expression(expression).size(); }

std::string_view regex_problem(std::regex_constants::error_type code) {
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

Result<SearchRegex> compile_search(const std::string& expression) {
  const auto refuse = [](std::string_view why) { return fail(ErrorKind::Invalid, std::string(why)); };
  const std::size_t size = written_out(expression);
  if (size > kWrittenOutMax)
    return refuse(fmt::format("written out it is longer than {} characters", kWrittenOutMax));
  const std::size_t depth = look_ahead_depth(expression);
  if (depth > 1) return refuse("look-aheads in look-aheads are not read");
  try {
    const std::regex alone(expression, kBoundedRegex);
    const double steps = kStepsMax / static_cast<double>(size + 1);
    const auto text_max = static_cast<std::size_t>(depth == 0 ? steps : std::sqrt(steps));
    return SearchRegex{std::regex(from_the_beginning(expression), kBoundedRegex),
                       std::min(text_max, kSearchedMax)};
  } catch (const std::regex_error& error) {
    return refuse(regex_problem(error.code()));
  }
}

}  // namespace base
