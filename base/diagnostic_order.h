// The order of findings in their text.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "base/diagnostic.h"

namespace base {

inline bool stands_before(const SourcePos& a, const SourcePos& b) {
  return std::pair(a.line, a.column) < std::pair(b.line, b.column);
}

// Those of one file; of one place in the order in which they were found.
inline void sort_by_place(std::vector<Diagnostic>& findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return stands_before(a.pos, b.pos); });
}

}  // namespace base
