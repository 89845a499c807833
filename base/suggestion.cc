#include <algorithm>

#include "base/ascii.h"
#include "base/diagnostic.h"
#include "base/utf8.h"

namespace base {
namespace {

constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kNamesShown = 12;
constexpr std::size_t kShortNumberDigits = 3;

// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::string folded(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == ' ') c = '_';
  }
  return result;
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.empty() || name.size() > kNameBytesMax) return "";
  const std::string folded_name = folded(name);
  for (const std::string& candidate : candidates) {
    if (folded(candidate) == folded_name) return candidate;
  }
  // A short number is another number, not a slip.
  const bool is_number = all_digits(name);
  if (is_number && name.size() <= kShortNumberDigits) return "";
  const std::u32string wanted = code_points(name);
  // Of one character nothing would be left.
  std::size_t least = wanted.size() == 1 ? 1 : std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::string result;
  for (const std::string& candidate : candidates) {
    if (candidate.empty() || candidate.size() > kNameBytesMax) continue;
    const std::size_t distance = edit_distance(wanted, code_points(candidate));
    if (distance >= least) continue;
    least = distance;
    result = candidate;
  }
  return result;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string meant = nearest(name, candidates);
  if (!meant.empty()) return "did you mean `" + meant + "`?";
  std::string result;
  std::size_t shown = 0;
  for (const std::string& each : candidates) {
    if (each.empty()) continue;  // the name of what has none
    result += shown == 0 ? "one of: " : ", ";
    if (shown == kNamesShown) return result + "…";
    result += "`" + each + "`";
    shown += 1;
  }
  return result;
}

}  // namespace base
