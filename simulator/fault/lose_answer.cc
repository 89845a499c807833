#include "simulator/fault/lose_answer.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node&, const base::Node* argument, base::Findings& findings) {
  if (!takes_no_argument("lose_answer", argument, findings)) return std::nullopt;
  return LoseAnswer{};
}

}  // namespace

const FaultDeed& lose_answer_deed() {
  static const FaultDeed deed{
      .name = "lose_answer",
      .says = "The receiver does its work, but the sender never hears the answer: the connection ends.",
      .argument = FaultArgument::None,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
