// A repeat of an i_event leaves the external system as the first delivery did, without a second change: once
// a request that changes something was answered 2xx after the first delivery, none follows the repeat, unless
// another event about that account came between.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

// What one account has been through since it heard of a new event last.
struct Since {
  std::string repeated;           // the i_event that was repeated since; "": none
  std::set<std::string> changed;  // systems changed before the repeat
};

bool changes_something(const Entry& entry) {
  const std::string method = text(entry, "method");
  return method != "GET" && method != "HEAD" && text(entry, "answered").starts_with("2");
}

}  // namespace

std::vector<Finding> judge_effect_once(const Judged& judged) {
  std::vector<Finding> findings;
  std::map<std::string, Since> accounts;                       // by i_account
  std::set<std::pair<std::string, std::string>> heard_before;  // i_account and i_event
  const World& world = judged.installation.world();
  const auto unseen = unseen_deliveries(judged.installation.transcript());
  const auto heard = [&](const std::string& account, const std::string& i_event) {
    const bool is_new = heard_before.emplace(account, i_event).second;
    if (is_new) {
      accounts[account] = {};
    } else {
      accounts[account].repeated = i_event;
    }
  };
  const auto by_fault = made_by_faults(judged.installation.transcript());
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Delivery && entry.stage == Stage::Begun && !unseen.contains(entry.number)) {
      const std::string i_event = text(entry, "i_event");
      for (const std::string& account : accounts_of(entry, world)) heard(account, i_event);
    }
    if (entry.kind == LineKind::Change) {
      for (const std::string& account : accounts_of(entry, world)) accounts.erase(account);
    }
    if (entry.kind != LineKind::Request || entry.stage != Stage::Answered || !changes_something(entry) ||
        by_fault.contains(entry.exchange))
      continue;
    const auto found = accounts.find(text(entry, "i_account"));
    if (found == accounts.end()) continue;
    const std::string what = text(entry, "system") + " " + text(entry, "method") + " " + text(entry, "sim");
    Since& since = found->second;
    if (!since.repeated.empty() && since.changed.contains(what)) {
      Finding finding;
      finding.what =
          fmt::format("{} {} for account {} was done again after i_event {} was repeated",
                      text(entry, "method"), text(entry, "path"), text(entry, "account"), since.repeated);
      finding.around = entry.number;
      findings.push_back(std::move(finding));
    } else {
      since.changed.insert(what);
    }
  }
  return findings;
}

}  // namespace sim
