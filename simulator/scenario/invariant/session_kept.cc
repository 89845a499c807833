// No more logins than starts of the Application plus ends of its sessions, and no credential in a URL.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

// A call that was told that its session or token is no longer good.
bool is_session_fault(const std::string& fault) {
  return fault.find("check_auth") != std::string::npos || fault.ends_with("refresh_failed");
}

}  // namespace

std::vector<Finding> judge_session_kept(const Judged& judged) {
  std::vector<Finding> findings;
  std::size_t allowed = judged.installation.has_process() ? 0 : 1;
  std::size_t logins = 0;
  const Secrets& secrets = judged.installation.secrets();
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Process && text(entry, "process") == "starts") allowed += 1;
    const bool asks =
        entry.kind == LineKind::Call || entry.kind == LineKind::Status || entry.kind == LineKind::Request;
    if (asks && entry.stage == Stage::Begun && entry.message) {
      const std::string shown = secrets.masked(entry.message->start);
      if (shown != entry.message->start) {
        Finding finding;
        finding.what = "a credential stands in a URL: " + shown;
        finding.around = entry.number;
        findings.push_back(std::move(finding));
      }
    }
    if (entry.kind != LineKind::Call || entry.stage != Stage::Answered) continue;
    // A session that ended, or a login whose answer never came, is a reason for another.
    if (is_session_fault(text(entry, "fault"))) allowed += 1;
    if (text(entry, "method") != "Session/login") continue;
    if (text(entry, "answered") != "200" || entry.in_place) continue;
    logins += 1;
    if (logins == allowed + 1) {
      Finding finding;
      finding.what = fmt::format("the Application logged in {} times, though {} would do", logins, allowed);
      finding.around = entry.number;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace sim
