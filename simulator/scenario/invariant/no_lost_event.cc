// Every recorded event that a handler subscribes to was answered 200, or ended otherwise only where the
// scenario says so, or where a fault spoke in the Application's place.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {

std::vector<Finding> judge_no_lost_event(const Judged& judged) {
  std::vector<Finding> findings;
  std::map<std::string, bool> by_fault;        // by handler and i_event: who gave the last answer
  std::map<std::uint64_t, const Entry*> open;  // rows that have not ended
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Delivery && entry.stage == Stage::Answered)
      by_fault[row_of(entry)] = entry.in_place;
    if (entry.kind != LineKind::Event) continue;
    if (entry.stage == Stage::Begun) open[entry.number] = &entry;
    if (entry.stage != Stage::Ended) continue;
    open.erase(entry.exchange);
    const std::string ends = text(entry, "ends");
    if (ends == "finished" || ends == "coalesced") continue;
    if (judged.licensed.contains(entry.number) || by_fault[row_of(entry)]) continue;
    Finding finding;
    finding.what = fmt::format("{} and the scenario does not say that it may be", entry.summary);
    finding.around = entry.number;
    findings.push_back(std::move(finding));
  }
  const bool is_down = is_down_by_fault(judged.installation.transcript());
  for (const auto& [number, entry] : open) {
    if (is_down || by_fault[row_of(*entry)]) continue;
    Finding finding;
    finding.what = fmt::format("{} i_event {} was not taken until the end", text(*entry, "event_type"),
                               text(*entry, "i_event"));
    finding.around = number;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace sim
