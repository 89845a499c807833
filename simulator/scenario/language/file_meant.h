// Which file was probably meant by a path at which there is none.
#pragma once

#include <string>

#include "base/file.h"

namespace sim::language {

// `said` stands in the file `from`, and is seen from there. Returns what to write in its place, a file that
// `read` reads: one with another ending, in a folder nearby, or with nearly that name; "" where none is
// found.
std::string file_meant(const base::FileReader& read, const std::string& from, const std::string& said);

// `why` a path of the command line cannot be read, and with it what was probably meant.
std::string why_not_read(const base::FileReader& read, const std::string& said, const std::string& why);

}  // namespace sim::language
