// What a fault did in the Application's place, or in that of a system which it relies on.
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/installation/debts.h"
#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

class Reading {
 public:
  explicit Reading(const Judged& judged) : judged_(judged), world_(judged.installation.world()) {}

  Deceived read() {
    for (const Entry& entry : judged_.installation.transcript().entries()) {
      if (entry.kind == LineKind::Delivery && entry.stage == Stage::Answered)
        last_by_fault_[row_of(entry)] = entry.in_place;
      if (entry.kind == LineKind::Fault) fault(entry);
      if (entry.kind == LineKind::Change) change(entry);
      if (entry.kind == LineKind::Event) event(entry);
      if (is_asked(entry) && entry.stage == Stage::Begun) begun_[entry.number] = &entry;
      if (is_asked(entry) && entry.stage == Stage::Answered) answered(entry);
      if (entry.kind == LineKind::Request && entry.stage == Stage::Answered) request(entry);
    }
    for (const auto& [number, entry] : open_) {
      if (last_by_fault_[row_of(*entry)]) news_of(*entry, true);
    }
    for (const auto& [exchange, taken] : taken_by_) {
      const std::string& i_account = exchange.first;
      // Refused for good, it told so.
      const bool is_refused = !taken.is_passing && failed_.contains(i_account);
      const bool is_conclusive = (taken.is_success && !i_account.empty()) || is_refused;
      if (taken.fault.empty() || (over_.contains(taken.fault) && !is_conclusive)) continue;
      if (!gave_up_at_once(i_account, exchange.second, taken)) kept_from(exchange);
    }
    for (const auto& [exchange, number] : kept_) kept_from(exchange);
    for (const auto& [account, number] : unheard_) deceived_.accounts.insert(account);
    for (const auto& [account, change] : unannounced_) deceived_.accounts.insert(account);
    if (is_down_by_fault(judged_.installation.transcript())) deceived_.is_everyone = true;
    add_cards();
    return std::move(deceived_);
  }

 private:
  // Calls, statuses or requests of one account ("": none).
  using Exchanges = std::pair<std::string, LineKind>;

  // Which fault took an exchange, "" for none, and whether it spoke as if all were well.
  struct Taken {
    std::string fault;
    bool is_success = false;
    bool is_passing = false;  // it may be otherwise the next time
    int tries = 0;            // in a row
  };

  static Exchanges exchanges_of(const Entry& entry) { return {text(entry, "i_account"), entry.kind}; }

  void kept_from(const Exchanges& exchanges) {
    const auto& [i_account, kind] = exchanges;
    if (kind == LineKind::Status) {
      deceived_.untold.insert(i_account);
    } else if (i_account.empty()) {
      deceived_.is_everyone = true;
    } else {
      deceived_.accounts.insert(i_account);
    }
  }

  // Its events, if it has any, follow it.
  void change(const Entry& entry) {
    if (entry.fields.contains("changed")) return;
    for (const std::string& account : accounts_of(entry, world_))
      unannounced_[account] = entry.origin == 0 ? entry.number : entry.origin;
  }

  void event(const Entry& entry) {
    if (entry.stage == Stage::Begun) {
      open_[entry.number] = &entry;
      for (const std::string& account : accounts_of(entry, world_)) unannounced_.erase(account);
      std::erase_if(unannounced_, [&](const auto& change) { return change.second == entry.origin; });
    }
    if (entry.stage != Stage::Ended) return;
    open_.erase(entry.exchange);
    const std::string ends = text(entry, "ends");
    if (ends == "coalesced") return;
    const bool is_announced = ends != "finished" && judged_.licensed.contains(entry.number);
    news_of(entry, last_by_fault_[row_of(entry)] || is_announced);
  }

  void fault(const Entry& entry) {
    if (entry.fields.contains("over")) over_.insert(text(entry, "fault_id"));
    if (entry.exchange == 0) return;
    met_[entry.exchange] = text(entry, "fault_id");
    const auto begun = begun_.find(entry.exchange);
    if (begun != begun_.end()) kept_[exchanges_of(*begun->second)] = entry.exchange;
  }

  void answered(const Entry& entry) {
    const std::string i_account = text(entry, "i_account");
    const std::string answered = text(entry, "answered");
    if (const auto kept = kept_.find(exchanges_of(entry));
        kept != kept_.end() && kept->second <= entry.exchange)
      kept_.erase(kept);
    if (entry.kind == LineKind::Call && !entry.in_place) {
      for (const std::string& account : accounts_of(entry, world_)) read_[account] = entry.exchange;
    }
    Taken& taken = taken_by_[exchanges_of(entry)];
    if (entry.in_place) {
      const bool is_passing = answered == "nothing" || answered.starts_with("5");
      const bool ends = entry.kind != LineKind::Status || is_final(text(entry, "status"));
      taken = {met_[entry.exchange], ends && answered == "200", is_passing, taken.tries + 1};
    } else {
      taken = {};
    }
    if (entry.kind == LineKind::Status && !entry.in_place && answered == "200")
      set(failed_, i_account, text(entry, "status") == "FAILED");
  }

  // What may pass is tried again: whoever did not, and told FAILED or no status any more, was not kept from
  // it.
  bool gave_up_at_once(const std::string& i_account, LineKind kind, const Taken& taken) const {
    if (i_account.empty() || !taken.is_passing || taken.tries > 1) return false;
    return kind == LineKind::Status || failed_.contains(i_account);
  }

  // Of a request that is confirmed, or answered that there is no such record: the Application cannot know
  // that nothing was done, or that there is one. What it did by a reading of before the news that it never
  // heard makes up for nothing.
  void request(const Entry& entry) {
    const std::string answered = text(entry, "answered");
    if (!answered.starts_with("2") && answered != "404") return;
    const std::string i_account = text(entry, "i_account");
    set(deceived_.accounts, i_account, entry.in_place);
    set(deceived_.sims, text(entry, "sim"), entry.in_place);
    const auto unheard = unheard_.find(i_account);
    if (!entry.in_place && unheard != unheard_.end() && read_[i_account] > unheard->second)
      unheard_.erase(unheard);
  }

  // Those that the accounts had when the story began.
  void add_cards() {
    if (judged_.scenario.world == nullptr) return;
    for (const std::string& i_account : deceived_.accounts) {
      const SimCard* card = judged_.scenario.world->sim_card_of(IAccount(std::stoll(i_account)));
      if (card != nullptr) deceived_.sims.insert(card->imsi.text());
    }
  }

  // Of an event that ended: whether the Application never heard of it.
  void news_of(const Entry& entry, bool is_unheard) {
    for (const std::string& account : accounts_of(entry, world_)) {
      if (is_unheard) {
        unheard_[account] = entry.number;
      } else {
        unheard_.erase(account);
        deceived_.accounts.erase(account);
      }
    }
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
  const World& world_;
  Deceived deceived_;
  std::map<std::string, bool> last_by_fault_;     // by handler and i_event: who gave the last answer
  std::map<std::uint64_t, std::string> met_;      // the fault that an exchange met
  std::set<std::string> over_;                    // faults
  std::set<std::string> failed_;                  // accounts whose last status is FAILED
  std::map<Exchanges, Taken> taken_by_;           // the last one
  std::map<Exchanges, std::uint64_t> kept_;       // the last one that met a fault and has no answer
  std::map<std::uint64_t, const Entry*> begun_;   // exchanges
  std::map<std::uint64_t, const Entry*> open_;    // rows of the queue that have not ended
  std::map<std::string, std::uint64_t> unheard_;  // accounts, and when the last news of them was lost
  std::map<std::string, std::uint64_t> read_;     // accounts, and the last call about them that was answered
  std::map<std::string, std::uint64_t> unannounced_;  // accounts, and their last change if it has no event
};

}  // namespace

Deceived deceived(const Judged& judged) { return Reading(judged).read(); }

}  // namespace sim
