// No more logins than starts of the Application plus ends of its sessions; no credential in a URL, or in
// clear text where the Application was told the https addresses.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/scenario/invariant/invariant.h"

namespace sim {
namespace {

// A call that was told that its session or token is no longer good.
bool is_session_fault(const std::string& fault) {
  return fault.find("check_auth") != std::string::npos || fault.ends_with("refresh_failed");
}

bool asks_portabilling(const Entry& entry) {
  return entry.kind == LineKind::Call || entry.kind == LineKind::Status;
}

}  // namespace

bool tells_in_clear(const Entry& entry, const Secrets& secrets) {
  if (entry.kind == LineKind::Request || !entry.message || entry.message->over_tls) return false;
  if (secrets.masked(entry.message->body) != entry.message->body) return true;
  const auto& headers = entry.message->headers;
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return secrets.masked(header.second) != header.second; });
}

std::vector<Finding> judge_session_kept(const Judged& judged) {
  std::vector<Finding> findings;
  std::size_t allowed = judged.installation.has_process() ? 0 : 1;
  std::size_t logins = 0;
  const Secrets& secrets = judged.installation.secrets();
  const auto by_fault = made_by_faults(judged.installation.transcript());
  for (const Entry& entry : judged.installation.transcript().entries()) {
    if (entry.kind == LineKind::Process && text(entry, "process") == "starts") allowed += 1;
    const bool asks = is_asked(entry);
    if (asks && entry.stage == Stage::Begun && entry.message) {
      const std::string shown = secrets.masked(entry.message->start);
      const auto tell = [&](std::string what) {
        Finding finding;
        finding.what = std::move(what);
        finding.around = entry.number;
        findings.push_back(std::move(finding));
      };
      if (shown != entry.message->start) tell("a credential stands in a URL: " + shown);
      if (judged.installation.told_https() && tells_in_clear(entry, secrets))
        tell("a credential was sent in clear text, though the addresses told are https: " + shown);
    }
    if (entry.kind == LineKind::Note && text(entry, "session") == "ends") allowed += 1;
    if (entry.stage != Stage::Answered) continue;
    // A session that ended, a refresh that brought nothing or a login whose answer never came is a reason for
    // another.
    const std::string answered = text(entry, "answered");
    const bool is_refused = is_session_fault(text(entry, "fault")) || answered == "401" || answered == "403";
    const bool is_refresh = text(entry, "method") == "Session/refresh_access_token";
    if (asks_portabilling(entry) && (is_refused || (is_refresh && answered != "200"))) allowed += 1;
    if (entry.kind != LineKind::Call) continue;
    if (text(entry, "method") == "Session/logout" && answered == "200") allowed += 1;
    if (text(entry, "method") != "Session/login") continue;
    if (answered != "200" || entry.in_place || by_fault.contains(entry.exchange)) continue;
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
