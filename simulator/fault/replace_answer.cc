#include "simulator/fault/replace_answer.h"

#include <utility>

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node& word, const base::Node* argument, base::Findings& findings) {
  auto response = read_answer("replace_answer", word, argument, findings);
  if (!response) return std::nullopt;
  return ReplaceAnswer{std::move(*response)};
}

}  // namespace

const FaultDeed& replace_answer_deed() {
  static const FaultDeed deed{
      .name = "replace_answer",
      .says = "The receiver does its work, but this is what the sender hears.",
      .argument = FaultArgument::Answer,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
