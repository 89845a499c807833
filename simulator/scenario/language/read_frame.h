// What is the same in every verb: counts, times, names.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "simulator/scenario/language/reading.h"

namespace sim::language {

std::optional<Count> read_count(const base::Node& node, base::Findings& findings);
// 2 or `all`; `found` tells that it was right, and nothing within it is `all`.
struct FaultCount {
  std::optional<int> times;
};
std::optional<FaultCount> read_fault_count(const base::Node& node, base::Findings& findings);

// "an `expect`"
std::string verb_words(const Verb& verb);
// "write, say, `expect: {…}`"
std::string example_words(const Verb& verb);

// A deed as written: its word and, in a map, its argument.
struct Deed {
  base::Node word;
  const base::Node* argument = nullptr;
};
std::optional<Deed> read_deed(const base::Node& node, base::Findings& findings);

// A node as flow text, "{answer: 503}", cut at 80 characters: for reports.
std::string flow_text(const base::Node& node);

}  // namespace sim::language
