// The deeds of faults, in one explicit table: what the scenario language declares, reads and documents them
// from. To add one: its file beside answer.h, its Verdict in fault.h, its row in fault_table.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/map_reader.h"
#include "simulator/fault/fault.h"

namespace sim {

// What stands behind the deed's word.
enum class FaultArgument {
  None,         // do: hold_answer
  Answer,       // do: {answer: 503}, do: {answer: {status: 503, body: …, headers: {…}}}
  Duration,     // do: {delay_answer: 30s}
  RestartAfter  // do: kill, do: {kill: {restart_after: 5s}}
};

// A key of the map that may stand as a deed's argument.
struct FaultKey {
  enum class Value { Status, Body, Headers, Duration };
  std::string_view name;
  Value value;
  bool required;
  std::string_view says;
};
const std::vector<FaultKey>& fault_keys(FaultArgument argument);
// What an argument is beside that map, for documents: "a status", "nothing" …; "" where only the map may
// stand.
std::string_view word(FaultArgument argument);

// Of answers that a fault gives: 1xx is no answer; below and above there are no status codes.
inline constexpr int kFaultStatusMin = 200;
inline constexpr int kFaultStatusMax = 599;

struct FaultDeed {
  std::string_view name;  // "answer"
  std::string_view says;  // one sentence for the reference page
  FaultArgument argument = FaultArgument::None;
  std::vector<LineKind> lines;  // the kinds of line it may be declared for
  bool for_process = false;     // may be declared for {process: application}
  // Reads the argument. `word` is where the deed's word stands, `argument` what stands behind it or null.
  // Adds findings and returns nothing where it is wrong.
  std::optional<Verdict> (*read)(const base::Node& word, const base::Node* argument,
                                 base::Findings& findings);
};

// In the order of the reference page.
const std::vector<FaultDeed>& fault_table();
const FaultDeed* find_fault_deed(std::string_view name);  // null where there is none

// What a fault is declared for: a line, or the process where it is nothing.
using FaultTarget = std::optional<LineKind>;

// Reads `do:` of a fault, `word` or `{word: argument}`. Adds findings and returns nothing where it is wrong:
// a word that is no deed, a deed that this target cannot have, a bad argument.
std::optional<Verdict> read_fault_deed(const base::Node& deed, FaultTarget target, base::Findings& findings);

}  // namespace sim
