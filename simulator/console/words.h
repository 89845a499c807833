// The words of `change` and `emit` as they arrive at a running espf: {account: 380501112233, do: block}.
#pragma once

#include <optional>
#include <string>

#include "base/document.h"
#include "base/map_reader.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"

namespace sim {

// Reads exactly one entity and a deed with its argument; each mistake is a finding that says what was meant.
std::optional<ChangeRequest> read_change_words(const base::Node& node, base::Findings& findings);

struct EmitWords {
  std::string event_type;
  base::Json variables;
};
// Reads {event_type, variables, account|customer|invoice|did}; an entity puts its number into the variables.
std::optional<EmitWords> read_emit_words(const base::Node& node, const World& world,
                                         base::Findings& findings);

}  // namespace sim
