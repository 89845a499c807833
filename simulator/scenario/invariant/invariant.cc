#include "simulator/scenario/invariant/invariant.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/scenario/language/grammar.h"

namespace sim {

const std::vector<InvariantRow>& invariant_table() {
  static const std::vector<InvariantRow> kTable = {
      {"no_lost_event", judge_no_lost_event},
      {"effect_once", judge_effect_once},
      {"converged", judge_converged},
      {"status_told", judge_status_told},
      {"status_forward", judge_status_forward},
      {"session_kept", judge_session_kept},
      {"answered_in_time", judge_answered_in_time},
  };
  return kTable;
}

std::string text(const Entry& entry, const char* member) {
  const auto found = entry.fields.find(member);
  return found == entry.fields.end() ? "" : base::text_of(*found);
}

bool is_asked(const Entry& entry) {
  return entry.kind == LineKind::Call || entry.kind == LineKind::Status || entry.kind == LineKind::Request;
}

std::string row_of(const Entry& entry) { return text(entry, "handler") + " " + text(entry, "i_event"); }

std::vector<std::string> accounts_of(const Entry& entry, const World& world) {
  if (entry.fields.contains("i_account")) return {text(entry, "i_account")};
  std::vector<std::string> accounts;
  const auto customer = entry.fields.find("i_customer");
  if (customer == entry.fields.end() || !customer->is_number_integer()) return accounts;
  for (const Account* account : world.accounts_of(ICustomer(customer->get<std::int64_t>())))
    accounts.push_back(std::to_string(account->i_account.value()));
  return accounts;
}

std::set<std::uint64_t> unseen_deliveries(const Transcript& transcript) {
  std::set<std::uint64_t> unseen;
  for (const Entry& entry : transcript.entries()) {
    if (entry.kind == LineKind::Delivery && entry.stage == Stage::Answered && entry.fields.contains("unseen"))
      unseen.insert(entry.exchange);
  }
  return unseen;
}

bool is_down_by_fault(const Transcript& transcript) {
  bool is_down = false;
  for (const Entry& entry : transcript.entries()) {
    if (entry.kind != LineKind::Process) continue;
    if (text(entry, "ends") == "killed") is_down = true;
    if (text(entry, "process") == "ready") is_down = false;
  }
  return is_down;
}

std::set<std::uint64_t> made_by_faults(const Transcript& transcript) {
  std::set<std::uint64_t> made;
  for (const Entry& entry : transcript.entries()) {
    if (entry.stage == Stage::Begun && entry.in_place) made.insert(entry.number);
  }
  return made;
}

std::vector<Finding> judge_invariants(const Judged& judged) {
  std::vector<Finding> all;
  const auto& without = judged.scenario.settings.without;
  for (const InvariantRow& row : invariant_table()) {
    if (std::find(without.begin(), without.end(), row.name) != without.end()) continue;
    for (Finding& finding : row.judge(judged)) {
      finding.rule = row.name;
      finding.pos = {0, 0};
      for (const language::Invariant& declared : language::invariants()) {
        if (declared.name == row.name) finding.text = declared.sentence;
      }
      all.push_back(std::move(finding));
    }
  }
  return all;
}

}  // namespace sim
