#include "simulator/scenario/language/note_parameters.h"

#include <nlohmann/json.hpp>

#include "simulator/api/stubs/described_params.h"

namespace sim::language {

void note_parameters(const std::string& method, const base::Node& params, Reading& reading) {
  if (!params.is_map()) return;
  const auto misspelt = api::misspelt_params(reading.settings.documents.get(), method, {api::Realm::Admin},
                                             base::to_json(params));
  api::note_misspelt_members(method, misspelt, params, reading.findings);
}

}  // namespace sim::language
