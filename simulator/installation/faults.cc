// What faults do to the Installation beyond one exchange: their ends, and the Application's death.
#include <utility>

#include "simulator/installation/state.h"

namespace sim {

void InstallationState::append_fault(const FaultRules::Decision& decision, const Entry& met) {
  Entry line;
  line.kind = LineKind::Fault;
  line.fields = base::Json::object();
  line.fields["fault_id"] = decision.id;
  if (decision.is_last) line.fields["over"] = true;
  line.exchange = met.number;
  line.summary = "fault: " + decision.words;
  append(std::move(line));
}

void InstallationState::faults_ended(const std::vector<FaultEnded>& ended) {
  for (const FaultEnded& fault : ended) {
    Entry line;
    line.kind = LineKind::Fault;
    line.fields = base::Json::object();
    line.fields["fault_id"] = fault.id;
    line.fields["over"] = true;
    line.summary = "fault is over: " + (fault.name.empty() ? fault.words : fault.name);
    append(std::move(line));
    release(fault.id);
  }
}

void InstallationState::sessions_ended(const std::vector<std::string>& sessions) {
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    Entry line;
    line.kind = LineKind::Note;
    line.from = kPortaBilling;
    line.fields = {{"session", "ends"}};
    line.summary = "a session's token ends";
    append(std::move(line));
  }
}

bool InstallationState::killed_instead() {
  if (!pending_kill || !application || !application->is_running()) return false;
  const Kill kill = *std::exchange(pending_kill, std::nullopt);
  Entry line;
  line.kind = LineKind::Process;
  line.from = kApplication;
  line.fields = base::Json::object();
  line.fields["ends"] = "killed";
  line.summary = "killed: " + pending_kill_words;
  append(std::move(line));
  application->kill();
  kills += 1;
  is_down_by_fault = true;
  drop_clock_waits();
  if (kill.restart_after) {
    agenda.add(now() + *kill.restart_after, [this] {
      if (application->is_running()) return;  // somebody restarted it meanwhile
      launch([](const base::Result<void>&) {});
    });
  }
  return true;
}

}  // namespace sim
