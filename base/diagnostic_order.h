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

// The mistakes of a document's reading with what was found in it afterwards: those of the document in the
// order of its text, then those of other files. Where a mistake was told, nothing else is.
std::vector<Diagnostic> with_found(std::vector<Diagnostic> mistakes, const std::vector<Diagnostic>& found);

}  // namespace base
