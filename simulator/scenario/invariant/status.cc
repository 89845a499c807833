// What Applications must tell of accounts: in the end OK or FAILED (status_told), and never back from there
// (status_forward).
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/installation/debts.h"
#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

// After which nobody posts the same status again: it was taken, or refused for what it says.
bool is_conclusive(const std::string& answered) {
  return answered.starts_with("2") || answered == "400" || answered == "404" || answered == "422";
}

}  // namespace

std::vector<Finding> judge_status_told(const Judged& judged) {
  std::vector<Finding> findings;
  const World& world = judged.installation.world();
  Deceived excused = deceived(judged);
  std::map<std::string, std::string> last;  // i_account → the last word that PortaBilling took
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind != LineKind::Status || entry.stage != Stage::Answered) continue;
    const bool is_taken = !entry.in_place && text(entry, "answered") == "200";
    if (is_taken) last[text(entry, "i_account")] = text(entry, "status");
    // It was told, and a fault confirmed or refused it for good.
    if (entry.in_place && is_conclusive(text(entry, "answered")) && is_final(text(entry, "status")))
      excused.untold.insert(text(entry, "i_account"));
    if (is_taken && !is_final(text(entry, "status"))) excused.untold.erase(text(entry, "i_account"));
  }
  for (const IAccount owing : judged.installation.owing_accounts()) {
    const std::string i_account = std::to_string(owing.value());
    if (excused.has_account(owing) || excused.untold.contains(i_account)) continue;
    const Account* account = world.account(owing);
    const std::string name = account == nullptr ? i_account : account->id.text();
    const std::string& word = last[i_account];
    Finding finding;
    finding.what =
        word.empty() || is_final(word)
            ? fmt::format("account {} has neither OK nor FAILED since its last event was taken", name)
            : fmt::format("account {} ends with {}, neither OK nor FAILED", name, word);
    for (const Entry& entry : judged.installation.transcript().entries()) {
      if (text(entry, "i_account") != i_account) continue;
      if (entry.kind == LineKind::Delivery) finding.around = entry.number;
      if (entry.kind == LineKind::Status && is_final(text(entry, "status")) &&
          !is_group_of(world, owing, text(entry, "group"), entry.at))
        finding.nearest =
            fmt::format("{} was told in {}, which is the service group of no system that holds it",
                        text(entry, "status"), text(entry, "group"));
    }
    findings.push_back(std::move(finding));
  }
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind != LineKind::Status || entry.stage != Stage::Answered || text(entry, "answered") != "200")
      continue;
    const bool has_message = text(entry, "message").find_first_not_of(" \t\r\n") != std::string::npos;
    if (text(entry, "status") != "FAILED" || has_message) continue;
    Finding finding;
    finding.what = fmt::format("account {} was told FAILED without a message", text(entry, "account"));
    finding.around = entry.number;
    findings.push_back(std::move(finding));
  }
  return findings;
}

namespace {

// Deliveries that may still make their account go back: each lets one piece of work begin, whenever the
// Application gets to it. A new start of the Application lets it begin one again.
class Beginnings {
 public:
  void delivered(const std::string& i_account) { left_[i_account] += 1; }
  void started_anew() {
    for (auto& [i_account, left] : left_) left += 1;
  }
  bool may_begin(const std::string& i_account) {
    int& left = left_[i_account];
    if (left == 0) return false;
    left -= 1;
    return true;
  }

 private:
  std::map<std::string, int> left_;
};

}  // namespace

std::vector<Finding> judge_status_forward(const Judged& judged) {
  std::vector<Finding> findings;
  std::map<std::string, std::string> last;  // account and group → its last word
  Beginnings beginnings;
  const World& world = judged.installation.world();
  const auto unseen = unseen_deliveries(judged.installation.transcript());
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Process && text(entry, "process") == "starts") beginnings.started_anew();
    if (entry.kind == LineKind::Delivery && entry.stage == Stage::Begun && !unseen.contains(entry.number)) {
      for (const std::string& account : accounts_of(entry, world)) beginnings.delivered(account);
    }
    if (entry.kind != LineKind::Status || entry.stage != Stage::Answered || text(entry, "answered") != "200")
      continue;
    const std::string word = text(entry, "status");
    const std::string before =
        std::exchange(last[text(entry, "i_account") + " " + text(entry, "group")], word);
    const bool begins = !is_final(word) && (before.empty() || is_final(before));
    if (!begins || beginnings.may_begin(text(entry, "i_account")) || before.empty()) continue;
    Finding finding;
    finding.what = fmt::format("account {} went back from {} to {} in {} though nothing new was delivered",
                               text(entry, "account"), before, word, text(entry, "group"));
    finding.around = entry.number;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace sim
