// What a fault did in the Application's place, or in that of a system which it relies on.
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

class Reading {
 public:
  explicit Reading(const Judged& judged) : judged_(judged) {}

  Deceived read() {
    for (const Entry& entry : judged_.installation.transcript().entries()) {
      if (entry.kind == LineKind::Delivery && entry.stage == Stage::Answered)
        last_by_fault_[row_of(entry)] = entry.in_place;
      if (entry.kind == LineKind::Fault) fault(entry);
      if (entry.kind == LineKind::Event) event(entry);
      if (entry.stage == Stage::Answered) answered(entry);
      if (entry.kind == LineKind::Request && entry.stage == Stage::Answered) request(entry);
    }
    for (const auto& [number, entry] : open_) {
      if (last_by_fault_[row_of(*entry)]) mark(*entry, true);
    }
    for (const auto& [exchange, taken] : taken_by_) {
      const std::string& i_account = exchange.first;
      const bool is_believed = taken.is_success && !i_account.empty();
      if (taken.fault.empty() || (over_.contains(taken.fault) && !is_believed)) continue;
      if (gave_up_at_once(i_account, exchange.second, taken)) continue;
      if (exchange.second == LineKind::Status) {
        deceived_.untold.insert(i_account);
      } else if (i_account.empty()) {
        deceived_.is_everyone = true;
      } else {
        deceived_.accounts.insert(i_account);
      }
    }
    add_cards();
    return std::move(deceived_);
  }

 private:
  void event(const Entry& entry) {
    if (entry.stage == Stage::Begun) open_[entry.number] = &entry;
    if (entry.stage != Stage::Ended) return;
    open_.erase(entry.exchange);
    const std::string ends = text(entry, "ends");
    if (ends == "coalesced") return;
    const bool is_announced = ends != "finished" && judged_.licensed.contains(entry.number);
    mark(entry, last_by_fault_[row_of(entry)] || is_announced);
  }

  void fault(const Entry& entry) {
    if (entry.fields.contains("over")) over_.insert(text(entry, "fault_id"));
    if (entry.exchange != 0) met_[entry.exchange] = text(entry, "fault_id");
  }

  void answered(const Entry& entry) {
    if (entry.kind != LineKind::Call && entry.kind != LineKind::Status && entry.kind != LineKind::Request)
      return;
    const std::string i_account = text(entry, "i_account");
    const std::string answered = text(entry, "answered");
    Taken& taken = taken_by_[{i_account, entry.kind}];
    if (entry.in_place) {
      const bool is_passing = answered == "nothing" || answered.starts_with("5");
      taken = {met_[entry.exchange], answered == "200", is_passing, taken.tries + 1};
    } else {
      taken = {};
    }
    if (entry.kind == LineKind::Status && !entry.in_place && answered == "200")
      set(failed_, i_account, text(entry, "status") == "FAILED");
  }

  struct Taken;

  // What may pass is tried again: whoever did not, and told FAILED or no status any more, was not kept from
  // it.
  bool gave_up_at_once(const std::string& i_account, LineKind kind, const Taken& taken) const {
    if (i_account.empty() || !taken.is_passing || taken.tries > 1) return false;
    return kind == LineKind::Status || failed_.contains(i_account);
  }

  // Of a request that is confirmed, or answered that there is no such record: the Application cannot know
  // that nothing was done, or that there is one.
  void request(const Entry& entry) {
    const std::string answered = text(entry, "answered");
    if (answered.starts_with("2") || answered == "404") mark(entry, entry.in_place);
  }

  // Those that the accounts had when the story began.
  void add_cards() {
    if (judged_.scenario.world == nullptr) return;
    for (const std::string& i_account : deceived_.accounts) {
      const SimCard* card = judged_.scenario.world->sim_card_of(IAccount(std::stoll(i_account)));
      if (card != nullptr) deceived_.sims.insert(card->imsi.text());
    }
  }

  void mark(const Entry& entry, bool is_deceived) {
    for (const std::string& account : accounts_of(entry, judged_.installation.world()))
      set(deceived_.accounts, account, is_deceived);
    set(deceived_.sims, text(entry, "sim"), is_deceived);
  }

  static void set(std::set<std::string>& names, const std::string& name, bool is_in) {
    if (name.empty()) return;
    if (is_in) {
      names.insert(name);
    } else {
      names.erase(name);
    }
  }

  const Judged& judged_;
  Deceived deceived_;
  std::map<std::string, bool> last_by_fault_;  // by handler and i_event: who gave the last answer
  std::map<std::uint64_t, std::string> met_;   // the fault that an exchange met
  std::set<std::string> over_;                 // faults
  // Which fault took an exchange, "" for none, and whether it spoke as if all were well.
  struct Taken {
    std::string fault;
    bool is_success = false;
    bool is_passing = false;  // it may be otherwise the next time
    int tries = 0;            // in a row
  };
  std::set<std::string> failed_;  // accounts whose last status is FAILED
  std::map<std::pair<std::string, LineKind>, Taken>
      taken_by_;                                // the last one, by account ("": none) and kind
  std::map<std::uint64_t, const Entry*> open_;  // rows of the queue that have not ended
};

}  // namespace

Deceived deceived(const Judged& judged) { return Reading(judged).read(); }

}  // namespace sim
