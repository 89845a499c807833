#include "simulator/fault/duplicate_request.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node&, const base::Node* argument, base::Findings& findings) {
  if (!takes_no_argument("duplicate_request", argument, findings)) return std::nullopt;
  return DuplicateRequest{};
}

}  // namespace

const FaultDeed& duplicate_request_deed() {
  static const FaultDeed deed{
      .name = "duplicate_request",
      .says = "The receiver gets the request twice; the sender hears the first answer.",
      .argument = FaultArgument::None,
      .lines = exchange_lines(),
      .read = read,
  };
  return deed;
}

}  // namespace sim
