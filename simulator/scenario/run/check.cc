#include "simulator/scenario/run/check.h"

#include <fmt/format.h>

namespace sim {

const std::vector<std::uint64_t>& Check::found() const {
  static const std::vector<std::uint64_t> kNone;
  return kNone;
}

std::string place_words(const Entry& entry, const Transcript& transcript) {
  const base::VirtualTime start = transcript.entries().front().at;
  return fmt::format("{} at {}: {}", kind_name(entry.kind), since_text(entry.at - start), entry.summary);
}

void add_nearest(Finding& finding, const LineMatch& match, const Candidates& candidates,
                 const Transcript& transcript) {
  const Entry* nearest = nullptr;
  std::vector<Mismatch> least;
  for (const std::uint64_t number : candidates.numbers()) {
    const Entry* entry = transcript.find(number);
    if (entry == nullptr) continue;
    auto here = mismatches(match, *entry);
    if (nearest == nullptr || here.size() <= least.size()) {
      nearest = entry;
      least = std::move(here);
    }
  }
  if (nearest == nullptr) {
    finding.nearest = fmt::format("there was no {} at all in this window", kind_name(match.kind));
    return;
  }
  finding.nearest = place_words(*nearest, transcript);
  if (!least.empty()) finding.nearest += ", and differs in";
  for (Mismatch& mismatch : least) {
    finding.differences.push_back(
        {std::move(mismatch.path), std::move(mismatch.expected), std::move(mismatch.actual)});
  }
  finding.around = nearest->number;
}

}  // namespace sim
