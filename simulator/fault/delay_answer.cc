#include "simulator/fault/delay_answer.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node& word, const base::Node* argument, base::Findings& findings) {
  if (argument == nullptr) {
    findings.add(word, "`delay_answer` needs a duration", "write `{delay_answer: 30s}`");
    return std::nullopt;
  }
  const auto by = base::read_duration(*argument, findings);
  if (!by) return std::nullopt;
  return DelayAnswer{*by};
}

}  // namespace

const FaultDeed& delay_answer_deed() {
  static const FaultDeed deed{
      .name = "delay_answer",
      .says = "The receiver does its work at once; the sender hears the answer this much later.",
      .argument = FaultArgument::Duration,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
