// A repeat of an i_event leaves the external system as the first delivery did, without a second change: once
// a request that changes something was answered 2xx after the first delivery, none follows the repeat, unless
// another event about that account came between whose work may still go on, or a date that asks for another
// record.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

using Times = std::map<std::string, base::VirtualTime>;  // by what was done

// What one account has been through since it heard of a new event last.
struct Since {
  std::string repeated;  // the i_event that was repeated since; "": none
  Times done;            // before the repeat
  Times done_earlier;    // for events before the new one
  bool is_read = false;  // it was asked for since
  bool is_told = false;  // and then told OK: nothing is left to do for the new event

  void begin_anew() {
    done.merge(std::exchange(done_earlier, {}));
    *this = Since{.repeated = {}, .done = {}, .done_earlier = std::move(done)};
  }
  void repeat(const std::string& i_event) {
    repeated = i_event;
    if (is_told) done.merge(done_earlier);
  }
};

bool changes_something(const Entry& entry) {
  const std::string method = text(entry, "method");
  return method != "GET" && method != "HEAD" && text(entry, "answered").starts_with("2");
}

class Reading {
 public:
  explicit Reading(const Judged& judged) : world_(judged.installation.world()), judged_(judged) {}

  std::vector<Finding> read() {
    const Transcript& transcript = judged_.installation.transcript();
    const auto unseen = unseen_deliveries(transcript);
    const auto by_fault = made_by_faults(transcript);
    for (const Entry& entry : transcript.entries()) {
      const bool is_answered = entry.stage == Stage::Answered;
      if (entry.kind == LineKind::Delivery && !is_answered && !unseen.contains(entry.number)) heard(entry);
      if (entry.kind == LineKind::Change) {
        for (const std::string& account : accounts_of(entry, world_)) accounts_[account].begin_anew();
      }
      if (entry.kind == LineKind::Call && !is_answered) {
        for (const std::string& account : accounts_of(entry, world_)) accounts_[account].is_read = true;
      }
      if (entry.kind == LineKind::Status && is_answered && text(entry, "status") == "OK") {
        Since& since = accounts_[text(entry, "i_account")];
        since.is_told = since.is_read;
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
        accounts_[account].begin_anew();
      } else {
        accounts_[account].repeat(i_event);
      }
    }
  }

  void changed(const Entry& entry) {
    const auto found = accounts_.find(text(entry, "i_account"));
    if (found == accounts_.end()) return;
    Since& since = found->second;
    const std::string what = text(entry, "system") + " " + text(entry, "method") + " " + text(entry, "sim");
    const auto done = since.done.find(what);
    const bool is_again = !since.repeated.empty() && done != since.done.end();
    if (is_again && !is_another_record(entry, done->second)) {
      Finding finding;
      finding.what =
          fmt::format("{} {} for account {} was done again after i_event {} was repeated",
                      text(entry, "method"), text(entry, "path"), text(entry, "account"), since.repeated);
      finding.around = entry.number;
      findings_.push_back(std::move(finding));
    } else {
      since.done[what] = entry.at;
    }
  }

  // Whether time alone asks for another record than it did `then`.
  bool is_another_record(const Entry& request, base::VirtualTime then) const {
    const Account* account = world_.account(IAccount(std::stoll(text(request, "i_account"))));
    if (account == nullptr) return false;
    const auto& systems = world_.systems();
    return std::any_of(systems.begin(), systems.end(), [&](const SystemMapping& system) {
      if (system.name != text(request, "system")) return false;
      const auto before = expected_record(world_, system, *account, then);
      const auto now = expected_record(world_, system, *account, request.at);
      if (!before || !now) return before.has_value() != now.has_value();
      return before->key != now->key || before->fields != now->fields;
    });
  }

  const World& world_;
  const Judged& judged_;
  std::vector<Finding> findings_;
  std::map<std::string, Since> accounts_;                       // by i_account
  std::set<std::pair<std::string, std::string>> heard_before_;  // i_account and i_event
};

}  // namespace

std::vector<Finding> judge_effect_once(const Judged& judged) { return Reading(judged).read(); }

}  // namespace sim
