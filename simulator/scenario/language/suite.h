// All scenarios of a command line: files, and folders with all that is in them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/file.h"
#include "base/result.h"
#include "simulator/api/specification/specification.h"
#include "simulator/scenario/scenario.h"

namespace sim {

// The files that are there; both functions can be replaced in tests.
struct SuiteFiles {
  base::FileReader read = base::read_file;
  // The files below a folder (or the file itself) with one of the endings, sorted; NotFound where there is
  // nothing.
  std::function<base::Result<std::vector<std::string>>(const std::string& path,
                                                       const std::vector<std::string>& endings)>
      below = base::files_below;
};

struct SuiteOptions {
  std::vector<std::string> paths;  // files and folders
  std::string suite_file;          // "": the nearest espf.yaml, from each scenario's folder upwards
  // Worlds, files of stubs, suite files and OpenAPI documents are looked through as well. Without it, one
  // that is named is a mistake.
  bool every_kind = false;
  // The user's own: stubs and steps may name their methods besides those of PortaBilling's list. Null for
  // none.
  std::shared_ptr<const std::vector<api::Specification>> documents = nullptr;
};

struct Suite {
  std::vector<Scenario> scenarios;            // in the order of the paths, then of the files' names
  std::vector<base::Diagnostic> diagnostics;  // each once; scenarios of other files are there all the same
  std::vector<std::string> missing;           // paths that cannot be read, each a sentence
  std::vector<base::Diagnostic> notes;        // what is not wrong and may not be meant
  std::map<std::string, std::string> texts;   // by name, of the files that diagnostics and notes name
  std::size_t files = 0;                      // scenario files that were read
  std::size_t other_files = 0;                // with every_kind: files of other kinds
};

// Reads everything; what a file is, kind_of_file() says (file_kind.h). In a folder, every *.yaml must be a
// scenario, save suite files, worlds, files of stubs, OpenAPI documents and what lies in a folder named
// `worlds`; of *.yml and *.json there those are looked at whose keys say what they are. Scenarios whose suite
// file has mistakes are looked at for their own. The search for espf.yaml ends at the folder that holds .git.
// With every_kind, stubs may name the methods of the OpenAPI documents that are named.
Suite load_suite(const SuiteOptions& options, const SuiteFiles& files = {});

// What the terminal shows: each diagnostic with its lines, then "2 errors in 1 file".
std::string render_diagnostics(const Suite& suite);
std::string render_notes(const Suite& suite);
// Both in one, the notes beside the mistakes of their file.
std::string render_all(const Suite& suite);

}  // namespace sim
