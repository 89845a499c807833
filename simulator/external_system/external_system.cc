#include "simulator/external_system/external_system.h"

#include "simulator/external_system/hss.h"

namespace sim {

std::unique_ptr<ExternalSystem> make_external_system(const std::string& kind) {
  if (kind == "hss") return std::make_unique<Hss>();
  return nullptr;
}

std::vector<std::string> system_kinds() { return {"hss"}; }

}  // namespace sim
