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

// `files` loads what the suite file names. Never throws.
base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document, WorldLoader& files);

}  // namespace sim
