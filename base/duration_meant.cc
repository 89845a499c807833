#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/ascii.h"
#include "base/map_reader.h"

namespace base {
namespace {

constexpr std::size_t kTextMax = 40;
constexpr double kLongestMilliseconds = 3e12;

struct Word {
  std::string_view words;  // each between blanks
  std::int64_t milliseconds;
};
constexpr std::array<Word, 7> kWords = {{{" ms msec msecs millisecond milliseconds ", 1},
                                         {" s sec secs second seconds ", 1'000},
                                         {" m min mins minute minutes ", 60'000},
                                         {" h hr hrs hour hours ", 3'600'000},
                                         {" d day days ", 86'400'000},
                                         {" w wk week weeks ", 7 * std::int64_t{86'400'000}},
                                         {" month months ", 30 * std::int64_t{86'400'000}}}};

bool is_blank(char c) { return c == ' ' || c == ',' || c == '_'; }

// Takes what fits from the beginning of `text`.
template <class Fits>
std::string take(std::string& text, Fits fits) {
  const auto end = std::find_if_not(text.begin(), text.end(), fits);
  std::string taken(text.begin(), end);
  text.erase(text.begin(), end);
  return taken;
}

std::optional<double> unit_of(const std::string& word) {
  for (const Word& row : kWords) {
    if (row.words.find(" " + word + " ") != std::string_view::npos)
      return static_cast<double>(row.milliseconds);
  }
  return std::nullopt;
}

}  // namespace

std::string duration_meant(std::string_view text) {
  if (text.empty() || text.size() > kTextMax) return "";
  std::string left(text);
  for (char& c : left) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  double total = 0;
  std::string as_written;  // where only the blanks, the words and the capitals are ours to change
  for (bool first = true; !left.empty(); first = false) {
    take(left, is_blank);
    const std::string number = take(left, [](char c) { return is_digit(c) || c == '.'; });
    take(left, is_blank);
    const std::string word = take(left, is_letter);
    take(left, is_blank);
    double count = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (error != std::errc() || end != number.data() + number.size()) return "";
    const bool bare = word.empty() && first && left.empty();
    const auto unit = bare ? std::optional(1'000.0) : unit_of(word);
    if (!unit) return "";
    total += count * *unit;
    const std::string one = duration_text(std::chrono::milliseconds(static_cast<std::int64_t>(*unit)));
    as_written += number + (one.starts_with('1') ? one.substr(1) : "?");
    if (total > kLongestMilliseconds) return "";
  }
  if (parse_duration(as_written)) return as_written;
  const auto milliseconds = std::chrono::milliseconds(std::llround(total));
  return milliseconds.count() == 0 && total > 0 ? "" : duration_text(milliseconds);
}

}  // namespace base
