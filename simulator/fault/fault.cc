#include "simulator/fault/fault.h"

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"

namespace sim {
namespace {

// True where this line is the one the pattern waits for; counts it where it matches.
bool is_the_line(const LineMatch& match, const Entry& entry, int& seen) {
  if (!matches(match, entry)) return false;
  ++seen;
  return !match.nth || seen == *match.nth;
}

}  // namespace

bool FaultRules::is_used_up(const Active& fault) {
  return fault.rule.times && fault.met >= *fault.rule.times;
}

bool FaultRules::is_over(const Active& fault, base::VirtualTime now) {
  return fault.ends_at && *fault.ends_at <= now;
}

void FaultRules::arm(Active& fault, base::VirtualTime now) {
  fault.armed = true;
  if (fault.rule.lasts) fault.ends_at = now + *fault.rule.lasts;
}

FaultRules::Decision FaultRules::meet(Active& fault) {
  ++fault.met;
  return {fault.id, fault.rule.words, fault.rule.verdict, is_used_up(fault)};
}

void FaultRules::drop_used_up() {
  std::erase_if(active_, [](const Active& fault) {
    return is_used_up(fault) && !std::holds_alternative<HoldAnswer>(fault.rule.verdict);
  });
}

FaultId FaultRules::declare(FaultRule rule, base::VirtualTime now) {
  Active fault;
  fault.id = next_++;
  fault.rule = std::move(rule);
  if (!fault.rule.when || fault.rule.targets_process) arm(fault, now);
  if (!fault.rule.name.empty()) names_.insert(fault.rule.name);
  active_.push_back(std::move(fault));
  return active_.back().id;
}

base::Result<std::vector<FaultEnded>> FaultRules::clear(const std::string& name) {
  if (!names_.contains(name)) {
    const auto meant = base::nearest(name, {names_.begin(), names_.end()});
    return base::fail(
        base::ErrorKind::NotFound,
        "there is no fault named `" + name + "`" + (meant.empty() ? "" : "; did you mean `" + meant + "`?"));
  }
  std::vector<FaultEnded> ended;
  std::erase_if(active_, [&](const Active& fault) {
    if (fault.rule.name != name) return false;
    ended.push_back({fault.id, fault.rule.name, fault.rule.words});
    return true;
  });
  return ended;
}

FaultRules::Decision FaultRules::on_request(const Entry& request, base::VirtualTime now) {
  Decision decision{0, "", Pass{}};
  // Later rules see the request too: an `nth` counts requests, whoever decided them.
  for (auto& fault : active_) {
    const auto& rule = fault.rule;
    if (!fault.armed || is_over(fault, now) || is_used_up(fault)) continue;
    if (rule.targets_process) {
      const bool meets = !rule.when && request.from == kApplication;
      if (meets && decision.id == 0) decision = meet(fault);
      continue;
    }
    if (is_the_line(rule.target, request, fault.seen) && decision.id == 0) decision = meet(fault);
  }
  drop_used_up();
  return decision;
}

FaultRules::Observed FaultRules::observe(const Entry& entry, base::VirtualTime now) {
  Observed observed;
  for (auto& fault : active_) {
    const auto& until = fault.rule.until;
    if (!fault.armed || !until || !is_the_line(*until, entry, fault.until_seen)) continue;
    observed.ended.push_back({fault.id, fault.rule.name, fault.rule.words});
  }
  std::erase_if(active_, [&](const Active& fault) {
    return std::ranges::find(observed.ended, fault.id, &FaultEnded::id) != observed.ended.end();
  });
  for (auto& fault : active_) {
    const auto& when = fault.rule.when;
    const bool waits = !fault.armed || fault.rule.targets_process;
    if (!when || !waits || is_used_up(fault) || is_over(fault, now)) continue;
    if (!is_the_line(*when, entry, fault.when_seen)) continue;
    if (fault.rule.targets_process) {
      observed.triggered.push_back(meet(fault));
    } else {
      arm(fault, now);
    }
  }
  drop_used_up();
  return observed;
}

std::optional<base::VirtualTime> FaultRules::next_due() const {
  std::optional<base::VirtualTime> due;
  for (const auto& fault : active_) due = base::earlier(due, fault.ends_at);
  return due;
}

std::vector<FaultEnded> FaultRules::advance(base::VirtualTime now) {
  std::vector<FaultEnded> ended;
  std::erase_if(active_, [&](const Active& fault) {
    if (!is_over(fault, now)) return false;
    ended.push_back({fault.id, fault.rule.name, fault.rule.words});
    return true;
  });
  return ended;
}

bool FaultRules::is_active(FaultId id) const {
  return std::ranges::any_of(active_, [&](const Active& fault) { return fault.id == id; });
}

}  // namespace sim
