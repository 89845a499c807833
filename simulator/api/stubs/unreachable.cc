#include "simulator/api/stubs/unreachable.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sim::api {
namespace {

// True where `earlier` answers whatever parameters `later` is for, for good.
bool takes_params(const Stub& earlier, const Stub& later) {
  if (earlier.then == Stub::Then::Pass) return false;
  if (!earlier.params) return true;
  return later.params && earlier.params->covers(*later.params);
}

// The indices of the stubs that together take every call of stubs[index]; empty where some call is left.
std::set<std::size_t> takers(const std::vector<Stub>& stubs, std::size_t index) {
  std::vector<std::size_t> candidates;
  for (std::size_t earlier = 0; earlier < index; ++earlier) {
    if (takes_params(stubs[earlier], stubs[index])) candidates.push_back(earlier);
  }
  std::set<std::size_t> found;
  for (const std::string& method : stubs[index].methods) {
    for (const Realm realm : stubs[index].realms) {
      const auto taker = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t earlier) {
        return is_for(stubs[earlier], method, realm);
      });
      if (taker == candidates.end()) return {};
      found.insert(*taker);
    }
  }
  return found;
}

}  // namespace

void find_unreachable(const std::vector<Stub>& stubs, base::Findings& findings) {
  for (std::size_t index = 1; index < stubs.size(); ++index) {
    const auto found = takers(stubs, index);
    if (found.empty()) continue;
    std::string lines;
    for (const std::size_t earlier : found)
      lines += fmt::format("{}{}", lines.empty() ? "" : ", ", stubs[earlier].pos.line);
    findings.add(stubs[index].pos, 1,
                 fmt::format("this stub can never answer: {} in line{} {} take{} every call that fits it",
                             found.size() == 1 ? "the one" : "those", found.size() == 1 ? "" : "s", lines,
                             found.size() == 1 ? "s" : ""),
                 "put it before, or let the other fit less");
  }
}

std::vector<base::Diagnostic> shadowed(const std::vector<Stub>& stubs) {
  std::vector<base::Diagnostic> notes;
  for (std::size_t index = 1; index < stubs.size(); ++index) {
    const auto found = takers(stubs, index);
    if (found.empty()) continue;
    std::string places;
    for (const std::size_t earlier : found)
      places +=
          fmt::format("{}{}:{}", places.empty() ? "" : ", ", stubs[earlier].file, stubs[earlier].pos.line);
    notes.push_back({stubs[index].file, stubs[index].pos, 1,
                     fmt::format("this stub never answers here: {} {} asked before it, and take{} every call "
                                 "that fits it",
                                 places, found.size() == 1 ? "is" : "are", found.size() == 1 ? "s" : ""),
                     "", base::Severity::Note});
  }
  return notes;
}

}  // namespace sim::api
