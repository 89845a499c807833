#include "simulator/api/stubs/unreachable.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace sim::api {
namespace {

const base::ValueMatcher& params_of(const Stub& stub) {
  static const base::ValueMatcher kAny = base::ValueMatcher::any_object();
  return stub.params ? *stub.params : kAny;
}

// The indices of the stubs before `index` that answer calls of `method` in `realm` for good.
std::vector<std::size_t> before(const std::vector<Stub>& stubs, std::size_t index, const std::string& method,
                                Realm realm) {
  std::vector<std::size_t> found;
  for (std::size_t earlier = 0; earlier < index; ++earlier) {
    if (stubs[earlier].then != Stub::Then::Pass && is_for(stubs[earlier], method, realm))
      found.push_back(earlier);
  }
  return found;
}

// Those of `candidates` that together take whatever parameters `stub` is for; empty where some are left.
std::set<std::size_t> takers_of_params(const std::vector<Stub>& stubs,
                                       const std::vector<std::size_t>& candidates, const Stub& stub) {
  std::vector<const base::ValueMatcher*> params;
  params.reserve(candidates.size());
  for (const std::size_t candidate : candidates) params.push_back(&params_of(stubs[candidate]));
  std::set<std::size_t> found;
  for (const std::size_t n : params_of(stub).covered_by(params)) found.insert(candidates[n]);
  return found;
}

// The indices of the stubs that together take every call of stubs[index]; empty where some call is left.
std::set<std::size_t> takers(const std::vector<Stub>& stubs, std::size_t index) {
  std::map<std::vector<std::size_t>, std::set<std::size_t>> known;  // by candidates
  std::set<std::size_t> found;
  for (const std::string& method : stubs[index].methods) {
    for (const Realm realm : stubs[index].realms) {
      const auto [at, is_new] = known.try_emplace(before(stubs, index, method, realm));
      if (is_new) at->second = takers_of_params(stubs, at->first, stubs[index]);
      if (at->second.empty()) return {};
      found.insert(at->second.begin(), at->second.end());
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
                     "put it before, or let the other fit less", base::Severity::Note});
  }
  return notes;
}

}  // namespace sim::api
