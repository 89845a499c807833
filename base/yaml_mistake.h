// What yaml-cpp's exceptions mean to the person who wrote the text.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "base/source_text.h"
#include "base/yaml_tree.h"

namespace base {

// `tree` is as far as it came when `error` was thrown.
Diagnostic yaml_mistake(const std::string& file, const YAML::Exception& error, const YamlTree& tree,
                        SourceText& source);

}  // namespace base
