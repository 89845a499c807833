// Reads stubs from YAML, and finds at once what would never answer, or not as it was meant.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/file.h"
#include "base/map_reader.h"
#include "simulator/api/specification/specification.h"
#include "simulator/api/stubs/stub.h"

namespace sim::api {

// What is known where stubs are read.
struct StubContext {
  base::FileReader read = base::read_file;  // of the files that they answer
  // The user's own: their methods are known beside known_methods(). Null for none.
  std::shared_ptr<const std::vector<Specification>> documents = nullptr;
};

// Reads a list of stubs; `findings.file()` is what paths are seen from. Each mistake is a finding: an unknown
// method or name, a file that is not there, an answer that is no object, a stub that can never answer because
// of those before it. A stub that hides a model is a note, and so are a parameter that nearly has the name of
// one that its method is described with, a literal that the type of the parameter can never hold, and a word
// that was probably meant to be one of VALUE's. Stubs with mistakes are left out.
std::vector<Stub> read_stubs(const base::Node& list, const StubContext& context, base::Findings& findings);

// A file of stubs as loaded.
struct StubFileRead {
  std::vector<Stub> stubs;
  std::vector<base::Diagnostic> mistakes;
  std::vector<base::Diagnostic> notes;
  std::string text;     // of the file, to show them
  std::string missing;  // why the file cannot be read; "" where it was
};
// Reads a file of one key, `stubs:`. What is named *.json must be JSON.
StubFileRead read_stub_file(const std::string& path, const StubContext& context);

}  // namespace sim::api
