#include "simulator/scenario/language/told_together.h"

#include <algorithm>

#include "base/diagnostic_order.h"

namespace sim {

std::vector<base::Diagnostic> told_together(const std::vector<base::Diagnostic>& notes,
                                            const std::vector<base::Diagnostic>& mistakes) {
  std::vector<base::Diagnostic> all = mistakes;
  std::vector<base::Diagnostic> apart;
  for (const base::Diagnostic& note : notes) {
    const auto is_of_its_file = [&](const base::Diagnostic& each) { return each.file == note.file; };
    if (std::none_of(all.begin(), all.end(), is_of_its_file)) {
      apart.push_back(note);
      continue;
    }
    const auto behind = std::find_if(all.begin(), all.end(), [&](const base::Diagnostic& each) {
      return is_of_its_file(each) && base::stands_before(note.pos, each.pos);
    });
    const auto last = std::find_if(all.rbegin(), all.rend(), is_of_its_file).base();
    all.insert(behind == all.end() ? last : behind, note);
  }
  apart.insert(apart.end(), all.begin(), all.end());
  return apart;
}

}  // namespace sim
