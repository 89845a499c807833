// What editors and readers get of the language's declaration.
#pragma once

#include <string>

namespace sim {

// The JSON Schema (draft 7) of scenario files, pretty-printed. It accepts every correct scenario; what needs
// the world or the order of steps only `espf check` knows.
std::string scenario_schema();
// Likewise of the suite file.
std::string suite_schema();

// The reference page of the language, in Markdown.
std::string reference_page();

}  // namespace sim
