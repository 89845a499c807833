// What is wrong in the files of a command line, said on stderr.
#pragma once

#include "simulator/command/served_files.h"
#include "simulator/scenario/language/suite.h"

namespace sim {

// Each prints what there is to say, notes, mistakes and what could not be read, and returns the exit code
// where the files cannot be used, else kPassed.
int show_mistakes(const Suite& suite);
int show_mistakes(const SpecificationsRead& documents);

}  // namespace sim
