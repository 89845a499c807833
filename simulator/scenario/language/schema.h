// What editors and readers get of the language's declaration.
#pragma once

#include <string>

namespace sim {

// The JSON Schema (draft 7) of scenario files, pretty-printed. It accepts every correct scenario; what needs
// the world or the order of steps only `espf check` knows.
std::string scenario_schema();
// Likewise of the suite file, and of a file of stubs.
std::string suite_schema();
std::string stubs_schema();

// The reference page of the language, in Markdown.
std::string reference_page();
// The page on what answers calls: stubs, and the rule by which they stand beside model and specification.
std::string stubs_page();

}  // namespace sim
