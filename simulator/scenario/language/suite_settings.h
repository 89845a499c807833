// The suite file, espf.yaml: defaults for every scenario of its folder and of the folders in it.
#pragma once

#include <string>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "simulator/scenario/language/world_loader.h"
#include "simulator/scenario/scenario.h"

namespace sim {

inline constexpr std::string_view kSuiteFileName = "espf.yaml";

struct SuiteSettings {
  std::string file;  // "" where there is none: then all is default
  Settings settings;
  std::string world_file;  // the world of scenarios that name none, as seen from where the program runs
};

// `files` loads what the suite file names. Of a document that was read in part only what is wrong in itself
// is told, and the settings are not whole. Never throws.
base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document, WorldLoader& files);
// Reads the text of a suite file, mistakes of syntax included.
base::Result<SuiteSettings, std::vector<base::Diagnostic>> read_suite_settings(const std::string& file,
                                                                               const std::string& text,
                                                                               WorldLoader& files);

}  // namespace sim
