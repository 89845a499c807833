#include "simulator/scenario/language/emit.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "simulator/billing/event_variables.h"

namespace sim {

base::Result<base::Json> emit_variables(const EmitStep& step, const World& world) {
  base::Json variables = base::Json::object();
  for (const EmitStep::Named& each : step.entities) {
    const auto ref = world.find(each.kind, each.name);
    if (!ref) {
      return base::fail(base::ErrorKind::NotFound,
                        fmt::format("there is no {} `{}`: {}", word(each.kind), each.name,
                                    base::suggestion(each.name, world.names(each.kind))));
    }
    variables.update(variables_of(world, *ref));
  }
  variables.update(step.variables);
  return variables;
}

}  // namespace sim
