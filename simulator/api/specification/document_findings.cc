#include "simulator/api/specification/document_findings.h"

#include <utility>

#include "base/diagnostic_order.h"

namespace sim::api {
namespace {

std::vector<base::Diagnostic> sorted(std::vector<base::Diagnostic> found) {
  base::sort_by_place(found);
  return found;
}

}  // namespace

void DocumentFindings::mistake(std::string_view at, std::string message, std::string help, bool of_key) {
  mistakes_.push_back(text_.at(at, std::move(message), std::move(help), base::Severity::Error, of_key));
}

void DocumentFindings::note(std::string_view at, std::string message, std::string help, bool of_key) {
  notes_.push_back(text_.at(at, std::move(message), std::move(help), base::Severity::Note, of_key));
}

base::SourcePos DocumentFindings::pos_of(std::string_view at) const { return text_.at(at, "").pos; }

void DocumentFindings::add_notes(std::vector<base::Diagnostic> notes) {
  notes_.insert(notes_.end(), notes.begin(), notes.end());
}

std::vector<base::Diagnostic> DocumentFindings::take_mistakes() { return sorted(std::move(mistakes_)); }
std::vector<base::Diagnostic> DocumentFindings::take_notes() { return sorted(std::move(notes_)); }

}  // namespace sim::api
