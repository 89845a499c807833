#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/installation/lines.h"
#include "simulator/scenario/run/check.h"

namespace sim {
namespace {

class WatchRecord final : public Check {
 public:
  WatchRecord(RecordCheck record, bool never, const Installation& installation)
      : record_(std::move(record)), never_(never), installation_(installation) {}

  void see(const Entry& entry) override {
    if (entry.kind != LineKind::Record) return;
    const auto key = entry.fields.find("key");
    const auto system = entry.fields.find("system");
    if (key == entry.fields.end() || base::text_of(*key) != this->key()) return;
    if (system == entry.fields.end() || base::text_of(*system) != record_.system) return;
    last_ = entry.number;
    const auto after = entry.fields.find("after");
    if (never_ && !was_so_ && is_demanded(after == entry.fields.end() ? nullptr : &*after)) {
      was_so_ = true;
      first_ = entry.number;
    }
  }

  bool holds() const override { return never_ ? !is_broken() : as_demanded(); }
  bool is_broken() const override { return never_ && (was_so_ || as_demanded()); }
  bool must_stay() const override { return never_; }

  Finding explain() const override {
    Finding finding;
    const std::string system = party_of_system(record_.system);
    finding.around = last_;
    if (never_) {
      if (first_ != 0) finding.around = first_;
      finding.what = fmt::format("the {}'s record of {} should never have been so", system, key());
      return finding;
    }
    const base::Json* held = find();
    if (record_.absent && held != nullptr) {
      finding.what = fmt::format("the {} should hold no record of {}", system, key());
      finding.nearest = fmt::format("the {} holds {} {}{}", system, key(), base::dump(*held), since());
      return finding;
    }
    finding.what = fmt::format("the {}'s record of {} is not as expected", system, key());
    if (held == nullptr) {
      finding.nearest = fmt::format("the {} holds no record of {}{}", system, key(), since());
      return finding;
    }
    finding.nearest = fmt::format("the {} holds {}{}, and differs in", system, key(), since());
    if (!record_.has) return finding;
    for (auto& difference : record_.has->differences(held)) {
      finding.differences.push_back(
          {std::move(difference.path), std::move(difference.expected), std::move(difference.actual)});
    }
    return finding;
  }

 private:
  // The IMSI: as written, or of the card that the account has now.
  std::string key() const {
    if (!record_.key.empty()) return record_.key;
    const World& world = installation_.world();
    if (!record_.sim.empty()) {
      const SimCard* said = world.sim_card(record_.sim);
      return said == nullptr ? record_.sim : said->imsi.text();
    }
    const Account* account = world.account(record_.account);
    const SimCard* card = account == nullptr ? nullptr : world.sim_card_of(account->i_account);
    return card == nullptr ? "account " + record_.account + " (which has no SIM card)" : card->imsi.text();
  }

  const base::Json* find() const {
    const auto* records = installation_.records(record_.system);
    if (records == nullptr) return nullptr;
    const auto found = records->find(key());
    return found == records->end() ? nullptr : &found->second;
  }

  bool as_demanded() const { return is_demanded(find()); }
  bool is_demanded(const base::Json* held) const {
    if (record_.absent) return held == nullptr;
    return held != nullptr && record_.has && record_.has->matches(held);
  }

  std::string since() const {
    const Entry* entry = last_ == 0 ? nullptr : installation_.transcript().find(last_);
    if (entry == nullptr) return " since before this window";
    return " since " + since_text(entry->at - installation_.started_at());
  }

  RecordCheck record_;
  bool never_;
  const Installation& installation_;
  std::uint64_t last_ = 0;  // the last change of it in the window
  bool was_so_ = false;
  std::uint64_t first_ = 0;  // the change that made it so, where it is `never`
};

}  // namespace

std::unique_ptr<Check> watch_record(RecordCheck record, bool never, const Installation& installation) {
  return std::make_unique<WatchRecord>(std::move(record), never, installation);
}

}  // namespace sim
