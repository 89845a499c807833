#include "base/diagnostic_order.h"

namespace base {

std::vector<Diagnostic> with_found(std::vector<Diagnostic> mistakes, const std::vector<Diagnostic>& found) {
  if (mistakes.empty()) return found;
  const std::string file = mistakes.front().file;
  std::vector<Diagnostic> elsewhere;
  const std::vector<Diagnostic> told = mistakes;
  for (const Diagnostic& each : found) {
    const bool is_told = std::any_of(told.begin(), told.end(), [&](const Diagnostic& other) {
      return other.file == each.file && other.pos == each.pos;
    });
    if (!is_told) (each.file == file ? mistakes : elsewhere).push_back(each);
  }
  sort_by_place(mistakes);
  mistakes.insert(mistakes.end(), elsewhere.begin(), elsewhere.end());
  return mistakes;
}

}  // namespace base
