// The text of an OpenAPI document, JSON or YAML, with the places of its parts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/json.h"
#include "base/json_pointer.h"
#include "base/result.h"
#include "base/source_text.h"

namespace sim::api {

class DocumentText {
 public:
  // Of at most 64 MB; `text` is borrowed. Errors: what is wrong with it, in order.
  base::Result<base::Json, std::vector<base::Diagnostic>> read(const std::string& file,
                                                               const std::string& text);

  // As JSON, in the order of its author where he wrote JSON.
  // REQUIRES: read() gave `json`
  std::string as_json(const base::Json& json) const;

  // Notes of the keys that stand twice in JSON, of which the last counts; YAML with such is not read.
  std::vector<base::Diagnostic> doubled_keys() const;
  // Likewise of whole numbers that no 64-bit type holds.
  std::vector<base::Diagnostic> long_numbers() const;

  // Of the part that `pointer` ("/paths/…", with or without "#") names, or of the nearest above it; `of_key`:
  // of its name.
  base::Diagnostic at(std::string_view pointer, std::string message, std::string help = "",
                      base::Severity severity = base::Severity::Error, bool of_key = false);

 private:
  using Place = std::pair<base::SourcePos, int>;

  Place place_in_tree(std::string_view pointer, bool of_key) const;
  Place place_in_json(std::string_view pointer, bool of_key);

  std::string file_;
  const std::string* text_ = nullptr;
  std::optional<base::Document> document_;
  std::optional<base::PlaceFinder> places_;  // of JSON
  std::optional<base::SourceText> source_;   // of JSON
};

}  // namespace sim::api
