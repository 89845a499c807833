#include "simulator/fault/lose_request.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node&, const base::Node* argument, base::Findings& findings) {
  if (!takes_no_argument("lose_request", argument, findings)) return std::nullopt;
  return LoseRequest{};
}

}  // namespace

const FaultDeed& lose_request_deed() {
  static const FaultDeed deed{
      .name = "lose_request",
      .says =
          "The receiver never sees the request and the sender never hears an answer: the connection ends.",
      .argument = FaultArgument::None,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
