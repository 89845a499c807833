// When all is quiet, every external system holds what PortaBilling holds, by the mapping that the world
// declares, and nothing left over; save of those whom the Application could not do justice to.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "simulator/installation/lines.h"
#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

Finding differs(const std::string& system, const ExpectedRecord& wanted, const base::Json& held) {
  Finding finding;
  finding.what = fmt::format("the {} does not hold what PortaBilling holds of {}", system, wanted.key);
  finding.nearest = fmt::format("the {} holds {}, and differs in", system, wanted.key);
  for (const auto& [name, value] : wanted.fields.items()) {
    const auto found = held.find(name);
    const std::string actual = found == held.end() ? "nothing" : base::text_of(*found);
    if (actual != base::text_of(value)) finding.differences.push_back({name, base::text_of(value), actual});
  }
  return finding;
}

Finding is_missing(const std::string& system, const ExpectedRecord& wanted, const World& world) {
  const Account* account = world.account(wanted.i_account);
  Finding finding;
  finding.what = fmt::format("the {} holds nothing of {} (account {})", system, wanted.key,
                             account == nullptr ? "?" : account->id.text());
  return finding;
}

// When PortaBilling last recorded anything of each account.
class LastTold {
 public:
  explicit LastTold(const Judged& judged) : start_(judged.installation.started_at()) {
    const World& world = judged.installation.world();
    for (const Entry& entry : judged.installation.transcript().entries()) {
      if (entry.kind != LineKind::Event || entry.stage != Stage::Begun) continue;
      for (const std::string& account : accounts_of(entry, world)) times_[account] = entry.at;
    }
  }

  base::VirtualTime of(IAccount account) const {
    const auto found = times_.find(std::to_string(account.value()));
    return found == times_.end() ? start_ : found->second;
  }

 private:
  base::VirtualTime start_;
  std::map<std::string, base::VirtualTime> times_;  // by i_account
};

// Whether `held` (null: nothing) is what was to be held when PortaBilling last told anything: what time alone
// has made of an account since (a date that came) nobody is told.
bool was_right(const World& world, const SystemMapping& mapping, const ExpectedRecord& wanted,
               const base::Json* held, base::VirtualTime then) {
  const Account* account = world.account(wanted.i_account);
  if (account == nullptr) return false;
  const auto before = expected_record(world, mapping, *account, then);
  if (!before || held == nullptr) return !before && held == nullptr;
  return before->key == wanted.key && differs("", *before, *held).differences.empty();
}

}  // namespace

std::vector<Finding> judge_converged(const Judged& judged) {
  std::vector<Finding> findings;
  const Installation& installation = judged.installation;
  const Deceived excused = deceived(judged);
  const LastTold last_told(judged);
  for (const SystemMapping& mapping : installation.world().systems()) {
    const auto* records = installation.records(mapping.name);
    if (records == nullptr) continue;
    const std::string system = party_of_system(mapping.name);
    std::map<std::string, bool> wanted_keys;
    for (const ExpectedRecord& wanted : expected_records(installation.world(), mapping, installation.now())) {
      wanted_keys[wanted.key] = true;
      if (excused.has_account(wanted.i_account) || excused.has_sim(wanted.key)) continue;
      const auto found = records->find(wanted.key);
      const base::Json* held = found == records->end() ? nullptr : &found->second;
      Finding finding =
          held == nullptr ? is_missing(system, wanted, installation.world()) : differs(system, wanted, *held);
      if (held != nullptr && finding.differences.empty()) continue;
      if (was_right(installation.world(), mapping, wanted, held, last_told.of(wanted.i_account))) continue;
      findings.push_back(std::move(finding));
    }
    for (const auto& [key, record] : *records) {
      if (wanted_keys.contains(key) || excused.has_sim(key)) continue;
      Finding finding;
      finding.what = fmt::format("the {} still holds {}, which PortaBilling no longer provisions: {}", system,
                                 key, base::dump(record));
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace sim
