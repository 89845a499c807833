// Reads a world from YAML (or JSON): fixtures/worlds/mvno.yaml shows every key.
#pragma once

#include <string>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "simulator/billing/world.h"

namespace sim {

// What those who run a world can do with its `systems:`. Nothing is refused for what is empty here.
struct KnownSystems {
  struct Kind {
    std::string name;                // "hss"
    std::vector<std::string> texts;  // members of its record that are text …
    std::vector<std::string> flags;  // … and that are true or false
  };
  std::vector<Kind> kinds;
  std::vector<std::string> taken;  // names that no system may have: of ports, of parties
};

// Every mistake is a diagnostic with its place: unknown, missing and doubled keys, wrong types, references to
// what does not exist (with what was probably meant), names and ids used twice, resellers that are none,
// systems that nobody could run. Of a document that was read in part only what is wrong in itself is told,
// and the world is not whole. Never throws.
base::Result<World, std::vector<base::Diagnostic>> read_world(const base::Document& document,
                                                              const KnownSystems& known = {});

// The keys at its top; of them `customers` is required.
const std::vector<std::string>& world_keys();

}  // namespace sim
