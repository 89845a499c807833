// What the generated pages are made of.
#pragma once

#include <string>
#include <vector>

#include "simulator/scenario/language/grammar.h"

namespace sim::language {

// Text for a table's cell: a `|` would end it.
std::string cell(std::string text);
// "`a`, `b`"
std::string code_list(const std::vector<std::string>& words);
// Keys with their values, defaults and sentences, those of inner maps with their path.
std::string table_of(const Keys& keys);

}  // namespace sim::language
