// Reads a YAML text as far as it can be read: behind a mistake of syntax it goes on at the next item of the
// list that the mistake is in, or at the next key in the first column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"

namespace base {

struct YamlRead {
  Node root;  // incomplete nodes are those that lack something, or have an incomplete node in them
  std::vector<Diagnostic> mistakes;
  std::string second_values;  // as Document has them
};

// `text` is UTF-8 without control characters.
YamlRead read_yaml(const std::string& file, std::string_view text);

}  // namespace base
