#include "provisioner/plan.h"

#include <algorithm>

namespace prov {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

std::string profile_of(const AccountFacts& facts, const Mapping& mapping) {
  for (const auto& service : facts.services) {
    for (const auto& key : {service.name, service.i_service}) {
      const auto found = mapping.profiles.find(key);
      if (!key.empty() && found != mapping.profiles.end()) return found->second;
    }
    if (mapping.lte_service.empty() || service.name.empty()) continue;
    const auto wanted = lower(mapping.lte_service);
    if (lower(service.type) == wanted || lower(service.name).find(wanted) != std::string::npos)
      return service.name;
  }
  return "";
}

bool is_barred(const AccountFacts& facts, const Mapping& mapping) {
  if (facts.blocked || facts.customer_blocked) return true;
  if (!facts.bill_status.empty() && facts.bill_status != "O") return true;
  if (!facts.status.empty()) return !mapping.working_statuses.contains(facts.status);
  return !facts.customer_bill_status.empty() && facts.customer_bill_status != "O";
}

std::vector<Subscriber> wanted_records(const AccountFacts& facts, const Mapping& mapping) {
  const auto profile = profile_of(facts, mapping);
  if (!facts.exists || profile.empty()) return {};
  std::vector<Subscriber> records;
  for (const auto& card : facts.sim_cards) {
    records.push_back({card.imsi, card.msisdn, profile, is_barred(facts, mapping)});
  }
  return records;
}

AccountPlan plan_account(const std::vector<Subscriber>& wanted,
                         const std::map<std::string, Subscriber>& current,
                         const std::vector<std::string>& remembered) {
  AccountPlan plan;
  const auto is_wanted = [&](const std::string& imsi) {
    return std::ranges::find(wanted, imsi, &Subscriber::imsi) != wanted.end();
  };
  for (const auto& [imsi, record] : current) {
    if (!is_wanted(imsi)) plan.operations.push_back(Remove{imsi});
  }
  for (const auto& record : wanted) {
    if (std::ranges::find(remembered, record.imsi) == remembered.end()) plan.claims.push_back(record.imsi);
    const auto held = current.find(record.imsi);
    if (held == current.end() || held->second != record) plan.operations.push_back(Put{record});
  }
  for (const auto& imsi : remembered) {
    if (!is_wanted(imsi)) plan.releases.push_back(imsi);
  }
  return plan;
}

}  // namespace prov
