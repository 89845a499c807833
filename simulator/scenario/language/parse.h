// Reads a scenario. Every mistake is a diagnostic; none of these functions throws.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/json.h"
#include "base/result.h"
#include "simulator/scenario/language/suite_settings.h"
#include "simulator/scenario/language/world_loader.h"
#include "simulator/scenario/scenario.h"

namespace sim {

// Returns the scenarios of one file: one, or one for each of its `examples`, with `<name>` put in everywhere.
// The settings begin as the suite's. Diagnostics are in the order of the file, each once; those of a world
// or a file of stubs that has mistakes come with its own file name. Of a document that was read in part only
// what is wrong in itself is told, and the scenarios are not whole.
base::Result<std::vector<Scenario>, std::vector<base::Diagnostic>> parse_scenarios(
    const base::Document& document, const SuiteSettings& suite, WorldLoader& worlds);

// What `<NAME.field>` is when a step runs: called with "swap.i_event"; nothing where there is no such field.
using NameLookup = std::function<std::optional<base::Json>(std::string_view name_and_field)>;

// The fields that NAME has then, "swap" or what it was given to.
using FieldNames = std::function<std::vector<std::string>(std::string_view name)>;

// Reads a step that has `late` again, with the names put in. The world is not asked again whether the
// entities that it names exist: running it tells.
base::Result<Step, std::vector<base::Diagnostic>> bind_step(const Scenario& scenario, const Step& step,
                                                            const NameLookup& lookup,
                                                            const FieldNames& fields = {});

}  // namespace sim
