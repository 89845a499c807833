// The files that say what a PortaBilling is, for `serve` and `explain`: the world, stubs, a suite file.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/diagnostic.h"
#include "simulator/api/specification/specification.h"
#include "simulator/billing/world.h"
#include "simulator/scenario/scenario.h"

namespace sim {

struct FilesNamed {
  std::string world_file;                  // "" for none
  std::string suite_file;                  // likewise
  std::vector<std::string> stubs_files;    // the first is asked first
  std::vector<std::string> openapi_files;  // "FILE" or "REALM=FILE"
};

struct ServedFiles {
  World world;        // without a file: an empty one
  Settings settings;  // those of the suite file; `stubs` are all, in the order in which they are asked
  std::shared_ptr<const std::vector<api::Specification>> specifications;  // null where no file is named
};

// OpenAPI documents as a command line names them: "FILE" or "REALM=FILE"; without a realm the file's name
// tells it, else it is for all.
struct SpecificationsRead {
  std::shared_ptr<const std::vector<api::Specification>> specifications;  // null where no file is named
  std::vector<base::Diagnostic> mistakes, notes;
  std::map<std::string, std::string> texts;  // of the files, by name
  std::string missing;                       // why one cannot be read; "" where all were
};
SpecificationsRead read_specifications(const std::vector<std::string>& said);

// The note where nobody can log in to the realm admin of `world`, which is what every program does first.
std::optional<base::Diagnostic> no_administrator(const World& world, const std::string& file);

// Prints notes (also of stubs that stubs of other files leave no call), and what is wrong in the files, to
// stderr; the error is the exit code.
tl::expected<ServedFiles, int> read_served_files(const FilesNamed& named);

}  // namespace sim
