// No delivery times out without a fault that made it: one that kept its answer, or one that keeps the answer
// to what the Application asked meanwhile.
#include <nlohmann/json.hpp>
#include <optional>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {

std::vector<Finding> judge_answered_in_time(const Judged& judged) {
  std::vector<Finding> findings;
  const std::string timed_out(base::failure_name(base::HttpFailure::Timeout));
  std::set<std::uint64_t> asked;  // by the Application, and not answered
  std::set<std::uint64_t> kept;   // of these, what faults met
  std::optional<base::VirtualTime> kept_until;
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Fault && asked.contains(entry.exchange)) kept.insert(entry.exchange);
    if (is_asked(entry) && entry.stage == Stage::Begun) asked.insert(entry.number);
    if (entry.stage != Stage::Answered) continue;
    asked.erase(entry.exchange);
    if (kept.erase(entry.exchange) > 0) kept_until = entry.at;
    if (entry.kind != LineKind::Delivery || text(entry, "failure") != timed_out) continue;
    if (entry.in_place || !kept.empty() || kept_until == entry.at) continue;
    Finding finding;
    finding.what = "a delivery was not answered in time: " + text(entry, "event_type") + " i_event " +
                   text(entry, "i_event");
    finding.around = entry.number;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace sim
