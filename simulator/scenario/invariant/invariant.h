// What is true of every good Application, judged when a scenario has been told to its end. They judge the
// Application alone: what a fault did in its place never breaks one. One file an invariant.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "simulator/installation/installation.h"
#include "simulator/scenario/run/result.h"
#include "simulator/scenario/scenario.h"

namespace sim {

struct Judged {
  const Installation& installation;
  const Scenario& scenario;
  const std::set<std::uint64_t>& licensed;  // ends of events that the scenario announces
};

struct InvariantRow {
  std::string name;
  std::vector<Finding> (*judge)(const Judged&);
};
// In the order of reports; the names are those of the language's table.
const std::vector<InvariantRow>& invariant_table();

// All that are not switched off by `without`.
std::vector<Finding> judge_invariants(const Judged& judged);

// A member of the fields as text; "" where there is none.
std::string text(const Entry& entry, const char* member);
// Whom a line is about, by i_account: its account or, where it names none, all of its customer.
std::vector<std::string> accounts_of(const Entry& entry, const World& world);
// Whether it is the Application that asks: a call, a status or a request.
bool is_asked(const Entry& entry);
// Which row of the queue a delivery or an event is of: its handler and i_event.
std::string row_of(const Entry& entry);

// The numbers of deliveries that a fault kept from the Application: it never saw them.
std::set<std::uint64_t> unseen_deliveries(const Transcript& transcript);
// Whether a fault killed the Application and it is not ready again.
bool is_down_by_fault(const Transcript& transcript);
// The numbers of exchanges that a fault made of others.
std::set<std::uint64_t> made_by_faults(const Transcript& transcript);

// Whom the Application could not do justice to: by `i_account` and by `sim` of lines, as text.
struct Deceived {
  std::set<std::string> accounts;
  std::set<std::string> sims;
  std::set<std::string> untold;  // accounts whose statuses alone a fault took
  bool is_everyone = false;

  bool has_account(IAccount i_account) const {
    return is_everyone || accounts.contains(std::to_string(i_account.value()));
  }
  bool has_sim(const std::string& sim) const { return is_everyone || sims.contains(sim); }
};
// Those whose last event it never heard of, since a fault gave the last word in its place, or whose loss the
// scenario announces; those whose last change recorded none; those of the last request that a fault confirmed
// in its system's place, or answered with 404; those of the last call, status or request that a fault
// answered with 200, or keeps the answer of; and those of the last one that a fault took which is in force to
// the end, if it was tried again meanwhile or could not be (FAILED at the first 503 is no excuse). Everyone,
// where that was a call about no account, or where a fault killed the Application for good.
Deceived deceived(const Judged& judged);

std::vector<Finding> judge_no_lost_event(const Judged& judged);
std::vector<Finding> judge_effect_once(const Judged& judged);
std::vector<Finding> judge_converged(const Judged& judged);
std::vector<Finding> judge_status_told(const Judged& judged);
std::vector<Finding> judge_status_forward(const Judged& judged);
std::vector<Finding> judge_session_kept(const Judged& judged);
// Whether a request to PortaBilling or the ESPF has a credential in a header or its body, and came without
// TLS.
bool tells_in_clear(const Entry& entry, const Secrets& secrets);
std::vector<Finding> judge_answered_in_time(const Judged& judged);

}  // namespace sim
