// A repeat of an i_event leaves the external system as the first delivery did, without a second change: after
// a repeat, no more requests that change something are answered 2xx than there were events about that account
// whose work may still go on, unless a date asks for another record.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

// What was done, by system, method and SIM card.
struct Done {
  int times = 0;
  base::VirtualTime last;
};

// What one account has been through.
struct Since {
  std::string repeated;                // the i_event that was repeated since the last new one; "": none
  int events = 0;                      // whose work may still go on
  std::map<std::string, Done> done;    // for these
  std::set<std::string> done_earlier;  // for others, whose end was told
  bool is_changed = false;             // its next event is counted already
  bool is_read = false;                // it was asked for since the last new event
  int ends = 0;                        // OKs
  bool is_told = false;                // that there were as many as events: no work is left

  void changed() {
    if (!is_changed) begin();
    is_changed = true;
  }
  void heard_new() {
    if (!is_changed) begin();
    is_changed = false;
  }
  void told() {
    ends += 1;
    is_told = is_read && ends >= events;
  }
  bool is_again(const std::string& what) const {
    const auto found = done.find(what);
    const int times = found == done.end() ? 0 : found->second.times;
    return !repeated.empty() && (is_told ? times > 0 || done_earlier.contains(what) : times >= events);
  }

 private:
  void begin() {
    for (auto& [what, each] : done) {
      each.times = std::min(each.times, events);  // what was done twice without a repeat was done for one
      if (is_told) done_earlier.insert(what);
    }
    if (is_told) {
      done.clear();
      events = ends = 0;
    }
    events += 1;
    repeated.clear();
    is_read = is_told = false;
  }
};

bool changes_something(const Entry& entry) {
  const std::string method = text(entry, "method");
  return method != "GET" && method != "HEAD" && text(entry, "answered").starts_with("2");
}

class Reading {
 public:
  explicit Reading(const Installation& installation)
      : world_(installation.world()), transcript_(installation.transcript()) {}

  std::vector<Finding> read() {
    const auto unseen = unseen_deliveries(transcript_);
    const auto by_fault = made_by_faults(transcript_);
    for (const Entry& entry : transcript_.entries()) {
      const bool is_answered = entry.stage == Stage::Answered;
      if (entry.kind == LineKind::Delivery && !is_answered && !unseen.contains(entry.number)) heard(entry);
      if (entry.kind == LineKind::Change) {
        for (const std::string& account : accounts_of(entry, world_)) accounts_[account].changed();
      }
      if (entry.kind == LineKind::Call && !is_answered) {
        for (const std::string& account : accounts_of(entry, world_)) accounts_[account].is_read = true;
      }
      if (entry.kind == LineKind::Status && is_answered && text(entry, "status") == "OK") {
        accounts_[text(entry, "i_account")].told();
      }
      if (entry.kind == LineKind::Request && is_answered && changes_something(entry) &&
          !by_fault.contains(entry.exchange))
        changed(entry);
    }
    return std::move(findings_);
  }

 private:
  void heard(const Entry& entry) {
    const std::string i_event = text(entry, "i_event");
    for (const std::string& account : accounts_of(entry, world_)) {
      if (heard_before_.emplace(account, i_event).second) {
        accounts_[account].heard_new();
      } else {
        accounts_[account].repeated = i_event;
      }
    }
  }

  void changed(const Entry& entry) {
    const auto found = accounts_.find(text(entry, "i_account"));
    if (found == accounts_.end()) return;
    Since& since = found->second;
    const std::string what = text(entry, "system") + " " + text(entry, "method") + " " + text(entry, "sim");
    const bool is_again = since.is_again(what);
    Done& done = since.done[what];
    if (is_again && !is_another_record(entry, done.last)) {
      Finding finding;
      finding.what =
          fmt::format("{} {} for account {} was done again after i_event {} was repeated",
                      text(entry, "method"), text(entry, "path"), text(entry, "account"), since.repeated);
      finding.around = entry.number;
      findings_.push_back(std::move(finding));
    } else {
      done = {done.times + 1, entry.at};
    }
  }

  // Whether time alone asks for another record than it did `then`.
  bool is_another_record(const Entry& request, base::VirtualTime then) const {
    const Account* account = world_.account(IAccount(std::stoll(text(request, "i_account"))));
    if (account == nullptr) return false;
    const auto& systems = world_.systems();
    return std::any_of(systems.begin(), systems.end(), [&](const SystemMapping& system) {
      return system.name == text(request, "system") &&
             expected_record(world_, system, *account, then) !=
                 expected_record(world_, system, *account, request.at);
    });
  }

  const World& world_;
  const Transcript& transcript_;
  std::vector<Finding> findings_;
  std::map<std::string, Since> accounts_;                       // by i_account
  std::set<std::pair<std::string, std::string>> heard_before_;  // i_account and i_event
};

}  // namespace

std::vector<Finding> judge_effect_once(const Judged& judged) { return Reading(judged.installation).read(); }

}  // namespace sim
