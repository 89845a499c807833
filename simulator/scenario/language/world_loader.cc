#include "simulator/scenario/language/world_loader.h"

#include <algorithm>

#include "base/diagnostic_order.h"
#include "simulator/billing/world_file.h"
#include "simulator/installation/known_systems.h"
#include "simulator/scenario/language/file_kind.h"
#include "simulator/scenario/language/file_meant.h"

namespace sim {
namespace {

// What is wrong in a file of another kind than was meant is that, and nothing in it.
void tell_other_kind(const std::string& file, const std::string& text, language::FileKind wanted,
                     std::vector<base::Diagnostic>& mistakes) {
  const base::Node root = base::read_document(file, text).document.root;
  if (auto mistake = language::other_kind(file, text, wanted, root.pos)) mistakes = {*std::move(mistake)};
}

}  // namespace

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
  const base::DocumentRead read = base::read_document(path, *text);
  const base::Document& document = read.document;
  auto world = read_world(document, known_systems());
  std::vector<base::Diagnostic> found;
  if (!world) found = world.error();
  if (const base::Node* said = document.root.find("stubs"); said != nullptr && !said->is_unread()) {
    base::Findings findings(path);
    findings.set_left_out(document);
    std::vector<base::Diagnostic> elsewhere;
    loaded.stubs = read_stubs(*said, findings, elsewhere);
    found.insert(found.end(), findings.all().begin(), findings.all().end());
    found.insert(found.end(), elsewhere.begin(), elsewhere.end());
  }
  loaded.diagnostics = base::with_found(read.mistakes, found);
  if (!loaded.diagnostics.empty())
    tell_other_kind(path, *text, language::FileKind::World, loaded.diagnostics);
  if (loaded.diagnostics.empty()) loaded.world = std::make_shared<const World>(*std::move(world));
  return loaded;
}

const api::StubFileRead& WorldLoader::load_stubs(const std::string& path) {
  const auto known = stubs_.find(path);
  if (known != stubs_.end()) return known->second;
  api::StubFileRead& read = stubs_.emplace(path, api::read_stub_file(path, stub_context())).first->second;
  if (read.missing.empty()) texts_[path] = read.text;
  if (!read.mistakes.empty()) tell_other_kind(path, read.text, language::FileKind::Stubs, read.mistakes);
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
  if (!read.missing.empty()) findings.add(said, read.missing, help_for_missing(findings.file(), said.text));
  elsewhere.insert(elsewhere.end(), read.mistakes.begin(), read.mistakes.end());
  return read.stubs;
}

std::string WorldLoader::help_for_missing(const std::string& from, const std::string& said) const {
  const std::string meant = language::file_meant(read_, from, said);
  return meant.empty() ? "the path is seen from this file" : "did you mean `" + meant + "`?";
}

void WorldLoader::add_notes(const std::vector<base::Diagnostic>& notes) {
  for (const base::Diagnostic& note : notes) {
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
  }
}

}  // namespace sim
