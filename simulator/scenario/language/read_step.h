// One step. Each function reads the map (or short form) behind its verb.
#pragma once

#include <optional>

#include "simulator/scenario/language/reading.h"

namespace sim::language {

using StepBody = decltype(Step::what);

// Reads one item of `steps`. What is wrong is a finding; then nothing is returned.
std::optional<Step> read_step(const base::Node& node, Reading& reading);

std::optional<StepBody> read_change(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_emit(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_call(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_restart(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_fault(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_clear(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_expect(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_never(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_in_order(const Verb& verb, const base::Node& node, Reading& reading);
std::optional<StepBody> read_wait(const Verb& verb, const base::Node& node, Reading& reading);

}  // namespace sim::language
