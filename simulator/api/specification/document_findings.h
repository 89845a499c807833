// What a person is told of an OpenAPI document, each in its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "simulator/api/specification/document_text.h"

namespace sim::api {

class DocumentFindings {
 public:
  // `text` is borrowed.
  explicit DocumentFindings(DocumentText& text) : text_(text) {}

  // `at`: of a part, "/paths/…", with or without "#"; as DocumentText::at().
  void mistake(std::string_view at, std::string message, std::string help = "", bool of_key = false);
  void note(std::string_view at, std::string message, std::string help, bool of_key = false);
  // Where a part stands.
  base::SourcePos pos_of(std::string_view at) const;
  void add_notes(std::vector<base::Diagnostic> notes);

  bool has_mistakes() const { return !mistakes_.empty(); }
  // In the order of the text.
  std::vector<base::Diagnostic> take_mistakes();
  std::vector<base::Diagnostic> take_notes();

 private:
  DocumentText& text_;
  std::vector<base::Diagnostic> mistakes_;
  std::vector<base::Diagnostic> notes_;
};

}  // namespace sim::api
