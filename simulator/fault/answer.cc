#include "simulator/fault/answer.h"

#include <utility>

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node& word, const base::Node* argument, base::Findings& findings) {
  auto response = read_answer("answer", word, argument, findings);
  if (!response) return std::nullopt;
  return Answer{std::move(*response)};
}

}  // namespace

const FaultDeed& answer_deed() {
  static const FaultDeed deed{
      .name = "answer",
      .says = "The sender is answered this in the place of the receiver, which sees nothing.",
      .argument = FaultArgument::Answer,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
