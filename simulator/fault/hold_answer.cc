#include "simulator/fault/hold_answer.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node&, const base::Node* argument, base::Findings& findings) {
  if (!takes_no_argument("hold_answer", argument, findings)) return std::nullopt;
  return HoldAnswer{};
}

}  // namespace

const FaultDeed& hold_answer_deed() {
  static const FaultDeed deed{
      .name = "hold_answer",
      .says = "The receiver does its work; the answer waits until the fault is cleared or over.",
      .argument = FaultArgument::None,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
