// World files and files of stubs, each read once however many scenarios use it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/file.h"
#include "base/map_reader.h"
#include "simulator/api/stubs/read_stubs.h"
#include "simulator/billing/world.h"

namespace sim {

class WorldLoader {
 public:
  // `documents`: the user's own, whose methods stubs may name besides known_methods(); null for none.
  explicit WorldLoader(base::FileReader read = base::read_file,
                       std::shared_ptr<const std::vector<api::Specification>> documents = nullptr)
      : read_(std::move(read)), documents_(std::move(documents)) {}

  struct Loaded {
    std::shared_ptr<const World> world;         // null where the file cannot be read or has mistakes
    std::vector<api::Stub> stubs;               // that it says
    std::vector<base::Diagnostic> diagnostics;  // of the world file, or of a file of stubs that it names
    std::string missing;                        // why it cannot be read; "" where it was
  };
  // The reference stays until the loader goes.
  const Loaded& load(const std::string& path);

  // The stubs of a file, and what is wrong in it; the reference stays until the loader goes.
  const api::StubFileRead& load_stubs(const std::string& path);
  // What a key `stubs:` of the file findings.file() says: a list of stubs, or the name of a file of them.
  // What is wrong in that file goes to `elsewhere`.
  std::vector<api::Stub> read_stubs(const base::Node& said, base::Findings& findings,
                                    std::vector<base::Diagnostic>& elsewhere);

  // What help there is for the path `said` in the file `from`, at which there is no file.
  std::string help_for_missing(const std::string& from, const std::string& said) const;

  const std::shared_ptr<const std::vector<api::Specification>>& documents() const { return documents_; }
  // Of all files that were loaded, by name: to show their diagnostics.
  const std::map<std::string, std::string>& texts() const { return texts_; }
  // Of all that was read, each once, in the order of reading.
  const std::vector<base::Diagnostic>& notes() const { return notes_; }
  // Adds those that are not there yet.
  void add_notes(const std::vector<base::Diagnostic>& notes);

 private:
  api::StubContext stub_context() const { return {read_, documents_}; }

  base::FileReader read_;
  std::shared_ptr<const std::vector<api::Specification>> documents_;
  std::map<std::string, Loaded> worlds_;
  std::map<std::string, api::StubFileRead> stubs_;
  std::map<std::string, std::string> texts_;
  std::vector<base::Diagnostic> notes_;
};

}  // namespace sim
