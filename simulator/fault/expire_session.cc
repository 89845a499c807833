#include "simulator/fault/expire_session.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node&, const base::Node* argument, base::Findings& findings) {
  if (!takes_no_argument("expire_session", argument, findings)) return std::nullopt;
  return ExpireSession{};
}

}  // namespace

const FaultDeed& expire_session_deed() {
  static const FaultDeed deed{
      .name = "expire_session",
      .says = "The session that the call came with ends just before the call is looked at.",
      .argument = FaultArgument::None,
      .lines = {LineKind::Call},
      .read = read,
  };
  return deed;
}

}  // namespace sim
