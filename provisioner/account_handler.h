// Brings the external system in line with one account.
//
// An event says only that something changed. So the handler reads the account from PortaBilling, compares it
// with what the external system holds and with what we remember, and applies the difference: a resend, a
// restart in the middle or two events in the wrong order end in the same state.
#pragma once

#include <functional>
#include <vector>

#include "base/log.h"
#include "provisioner/event_journal.h"
#include "provisioner/external_system.h"
#include "provisioner/failure.h"
#include "provisioner/key_locks.h"
#include "provisioner/plan.h"
#include "provisioner/portabilling_client.h"

namespace prov {

// What was done for the account.
struct AccountDone {
  bool provisioned = false;  // it is, or was until now, in the external system: its status is to be told
  std::size_t operations = 0;
  std::vector<std::string> released_imsis;  // to forget
};

class AccountHandler {
 public:
  // Borrows all but the mapping.
  AccountHandler(Mapping mapping, PortaBillingClient& portabilling, ExternalSystem& hss,
                 EventJournal& journal, base::Log& log);

  // `begun` is called once, before the external system is changed, where the account is one to be
  // provisioned. `derived` receives journaled new work, also where the result is a failure. One call for one
  // account at a time; any threads.
  Outcome<AccountDone> handle(IAccount i_account, const std::function<void()>& begun,
                              std::vector<PendingEvent>& derived);

 private:
  Outcome<void> apply(const std::vector<HssOperation>& operations);

  const Mapping mapping_;
  PortaBillingClient& portabilling_;
  ExternalSystem& hss_;
  EventJournal& journal_;
  base::Log& log_;
  KeyLocks imsis_;
};

}  // namespace prov
