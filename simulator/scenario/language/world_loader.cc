#include "simulator/scenario/language/world_loader.h"

#include <algorithm>

#include "simulator/billing/world_file.h"
#include "simulator/installation/known_systems.h"

namespace sim {

const WorldLoader::Loaded& WorldLoader::load(const std::string& path) {
  const auto known = worlds_.find(path);
  if (known != worlds_.end()) return known->second;
  Loaded& loaded = worlds_[path];
  const auto text = read_(path);
  if (!text) {
    loaded.missing = text.error().what;
    return loaded;
  }
  texts_[path] = *text;
  const auto document = base::parse_document(path, *text);
  if (!document) {
    loaded.diagnostics = document.error();
    return loaded;
  }
  auto world = read_world(*document, known_systems());
  if (!world) loaded.diagnostics = world.error();
  if (const base::Node* said = document->root.find("stubs")) {
    base::Findings findings(path);
    std::vector<base::Diagnostic> elsewhere;
    loaded.stubs = read_stubs(*said, findings, elsewhere);
    auto& all = loaded.diagnostics;
    all.insert(all.end(), findings.all().begin(), findings.all().end());
    all.insert(all.end(), elsewhere.begin(), elsewhere.end());
  }
  if (loaded.diagnostics.empty()) loaded.world = std::make_shared<const World>(*std::move(world));
  return loaded;
}

const api::StubFileRead& WorldLoader::load_stubs(const std::string& path) {
  const auto known = stubs_.find(path);
  if (known != stubs_.end()) return known->second;
  const api::StubFileRead& read =
      stubs_.emplace(path, api::read_stub_file(path, stub_context())).first->second;
  if (read.missing.empty()) texts_[path] = read.text;
  add_notes(read.notes);
  return read;
}

std::vector<api::Stub> WorldLoader::read_stubs(const base::Node& said, base::Findings& findings,
                                               std::vector<base::Diagnostic>& elsewhere) {
  if (!said.is_scalar()) {
    const std::size_t before = findings.notes().size();
    auto stubs = api::read_stubs(said, stub_context(), findings);
    add_notes({findings.notes().begin() + static_cast<std::ptrdiff_t>(before), findings.notes().end()});
    return stubs;
  }
  const api::StubFileRead& read = load_stubs(base::path_beside(findings.file(), said.text));
  if (!read.missing.empty()) findings.add(said, read.missing, "the path is seen from this file");
  elsewhere.insert(elsewhere.end(), read.mistakes.begin(), read.mistakes.end());
  return read.stubs;
}

void WorldLoader::add_notes(const std::vector<base::Diagnostic>& notes) {
  for (const base::Diagnostic& note : notes) {
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
  }
}

}  // namespace sim
