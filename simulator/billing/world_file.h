// Reads a world from YAML (or JSON): fixtures/worlds/mvno.yaml shows every key.
#pragma once

#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "simulator/billing/world.h"

namespace sim {

// Every mistake is a diagnostic with its place: unknown, missing and doubled keys, wrong types, references to
// what does not exist (with what was probably meant), names and ids used twice, a customer that is its own
// reseller. Never throws.
base::Result<World, std::vector<base::Diagnostic>> read_world(const base::Document& document);

}  // namespace sim
