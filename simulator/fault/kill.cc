#include "simulator/fault/kill.h"

#include "simulator/fault/read_argument.h"

namespace sim {
namespace {

std::optional<Verdict> read(const base::Node&, const base::Node* argument, base::Findings& findings) {
  if (argument == nullptr) return Kill{};
  Kill kill;
  bool is_good = true;
  base::MapReader map("`kill`", findings);
  map.optional("restart_after", [&](const base::Node& node) {
    const auto after = base::read_duration(node, findings);
    if (after) kill.restart_after = *after;
    is_good = after.has_value();
  });
  if (!map.read(*argument) || !is_good) return std::nullopt;
  return kill;
}

}  // namespace

const FaultDeed& kill_deed() {
  static const FaultDeed deed{
      .name = "kill",
      .says =
          "The process is killed at its next request, and started again after `restart_after` where that is "
          "given.",
      .argument = FaultArgument::RestartAfter,
      .lines = {},
      .for_process = true,
      .read = read,
  };
  return deed;
}

}  // namespace sim
