// The words of `change`, `emit` and `explain` as a person or a running espf is given them:
// {account: 380501112233, do: block}.
#pragma once

#include <optional>
#include <string>

#include "base/document.h"
#include "base/map_reader.h"
#include "base/result.h"
#include "simulator/api/explain.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"

namespace sim {

// Reads exactly one entity and a deed with its argument; each mistake is a finding that says what was meant.
std::optional<ChangeRequest> read_change_words(const base::Node& node, base::Findings& findings);

struct EmitWords {
  std::string event_type;
  base::Json variables;
};
// Reads {event_type, variables, account|customer|invoice|did|i_account|i_customer|i_invoice}; an entity puts
// its number into the variables.
// An event type that PortaBilling does not have is a note.
std::optional<EmitWords> read_emit_words(const base::Node& node, const World& world,
                                         base::Findings& findings);

// `realm` may be "": admin; `params`, YAML or JSON, may be "": whatever they are. `params_name` is what its
// mistakes call it. Errors: Invalid.
base::Result<api::ExplainQuestion> read_question(const std::string& method, const std::string& realm,
                                                 const std::string& params,
                                                 const std::string& params_name = "params");

}  // namespace sim
