#include "simulator/external_system/external_system.h"

#include "simulator/external_system/hss.h"

namespace sim {

std::unique_ptr<ExternalSystem> make_external_system(const std::string& kind) {
  if (kind == "hss") return std::make_unique<Hss>();
  return nullptr;
}

const std::vector<SystemKind>& system_kinds() {
  static const std::vector<SystemKind> table = {{"hss", {"msisdn", "profile"}, {"barred"}}};
  return table;
}

}  // namespace sim
