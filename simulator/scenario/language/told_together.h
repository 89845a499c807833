// In which order notes and mistakes are shown.
#pragma once

#include <vector>

#include "base/diagnostic.h"

namespace sim {

// First the notes of files without mistakes, then the mistakes, each file's notes among its own, before the
// first that stands further down.
std::vector<base::Diagnostic> told_together(const std::vector<base::Diagnostic>& notes,
                                            const std::vector<base::Diagnostic>& mistakes);

}  // namespace sim
