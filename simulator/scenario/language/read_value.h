// The VALUEs of lines, with the words that the model knows.
#pragma once

#include <optional>
#include <string>

#include "base/value_matcher.h"
#include "simulator/scenario/language/reading.h"

namespace sim::language {

// Reads what stands behind `key` of a line of `kind`, and checks the words that it compares as written.
std::optional<base::ValueMatcher> read_value(const Kind& kind, const Key& key, const base::Node& node,
                                             Reading& reading);
// Reads an entity's name in a line: a SIM card by any of its numbers becomes its IMSI, as the transcript says
// it.
std::optional<base::ValueMatcher> read_entity(EntityKind kind, const base::Node& node, Reading& reading);
// 200, 2xx, nothing, {any_of: [..]}.
std::optional<base::ValueMatcher> read_answered(const base::Node& node, Reading& reading);

// Adds a finding where there is no such thing.
void check_entity(EntityKind kind, const base::Node& name, Reading& reading);
// What steps that look ahead named and nothing made: once all steps are read.
void check_ahead(Reading& reading);
void check_method(const base::Node& name, Reading& reading);
void check_system(const base::Node& name, Reading& reading);
// A type as deliveries carry it (sent), or as it is recorded.
enum class TypeSense { Sent, Recorded };
void check_event_type(const base::Node& name, TypeSense sense, Reading& reading);

}  // namespace sim::language
