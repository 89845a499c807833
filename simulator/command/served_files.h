// The files that say what a PortaBilling is, for `serve` and `explain`: the world, stubs, a suite file.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "simulator/billing/world.h"
#include "simulator/scenario/scenario.h"

namespace sim {

struct FilesNamed {
  std::string world_file;
  std::string suite_file;                // "" for none
  std::vector<std::string> stubs_files;  // the first is asked first
};

struct ServedFiles {
  World world;
  Settings settings;  // those of the suite file; `stubs` are all, in the order in which they are asked
};

// Prints notes, and what is wrong in the files, to stderr; the error is the exit code.
tl::expected<ServedFiles, int> read_served_files(const FilesNamed& named);

}  // namespace sim
