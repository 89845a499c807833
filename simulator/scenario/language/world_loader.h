// World files, each read once however many scenarios play in it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/file.h"
#include "simulator/billing/world.h"

namespace sim {

class WorldLoader {
 public:
  explicit WorldLoader(base::FileReader read = base::read_file) : read_(std::move(read)) {}

  struct Loaded {
    std::shared_ptr<const World> world;         // null where the file cannot be read or has mistakes
    std::vector<base::Diagnostic> diagnostics;  // of the world file, with its name
    std::string text;                           // of the file, to show the diagnostics
    std::string missing;                        // why it cannot be read; "" where it was
  };
  // The reference stays until the loader goes.
  const Loaded& load(const std::string& path);
  const std::map<std::string, Loaded>& all() const { return worlds_; }

 private:
  base::FileReader read_;
  std::map<std::string, Loaded> worlds_;
};

}  // namespace sim
