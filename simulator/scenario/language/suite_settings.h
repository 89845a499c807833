// The suite file, espf.yaml: defaults for every scenario of its folder and of the folders in it.
#pragma once

#include <set>
#include <string>
#include <string_view>
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
  // Keys at its top that are wrong, or may be missing because of what is: what only they would have said is
  // told of no scenario.
  std::set<std::string, std::less<>> broken = {};
};

// Every key that a suite file may have.
std::vector<std::string> suite_file_keys();

// `files` loads what the suite file names. Of a document that was read in part only what is wrong in itself
// is told, and the settings are not whole. Never throws.
base::Result<SuiteSettings, std::vector<base::Diagnostic>> parse_suite_settings(
    const base::Document& document, WorldLoader& files);

struct SuiteSettingsRead {
  SuiteSettings settings;                  // what is right of it
  std::vector<base::Diagnostic> mistakes;  // of syntax too, in the order of the file
  base::Node world;                        // what `world:` says; it is not looked at
  base::Node ports;                        // what `ports:` says; whose they are is not looked at
};
// Reads the text of a suite file.
SuiteSettingsRead read_suite_settings(const std::string& file, const std::string& text, WorldLoader& files);

}  // namespace sim
