// No delivery times out without a fault that made it.
#include <nlohmann/json.hpp>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {

std::vector<Finding> judge_answered_in_time(const Judged& judged) {
  std::vector<Finding> findings;
  const std::string timed_out(base::failure_name(base::HttpFailure::Timeout));
  std::set<std::uint64_t> met_by_faults;  // exchanges
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Fault && entry.exchange != 0) met_by_faults.insert(entry.exchange);
    if (entry.kind != LineKind::Delivery || entry.stage != Stage::Answered) continue;
    const auto failure = entry.fields.find("failure");
    if (failure == entry.fields.end() || base::text_of(*failure) != timed_out) continue;
    if (entry.in_place || met_by_faults.contains(entry.exchange)) continue;
    Finding finding;
    finding.what = "a delivery was not answered in time: " +
                   base::text_of(entry.fields.value("event_type", base::Json())) + " i_event " +
                   base::text_of(entry.fields.value("i_event", base::Json()));
    finding.around = entry.number;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace sim
