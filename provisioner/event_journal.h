// What must outlive a kill -9: the events that we answered 200, how far we are with each subject, which IMSIs
// we put for which account, and the final statuses that are still to be told.
//
// A call that returns a value has it on disk. Errors: Unavailable (the disk is full, the file cannot be
// written) and Limit (too much is waiting); then nothing of that call is kept.
//
// Threads: any.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "provisioner/ids.h"
#include "provisioner/progress.h"

namespace prov {

// An event to keep. One without a subject is done at once.
struct NewEvent {
  std::string i_event;
  std::string digest;  // ProvisioningEvent's; "" of our own, which i_event alone tells apart
  std::string event_type;
  Subject subject;
  std::string body;
};

enum class Known {
  New,      // kept now
  Pending,  // a repeat of one that is not done yet
  Done,     // a repeat of one that is done
};

// A SIM card and whose it is.
struct OwnedCard {
  std::string imsi;
  IAccount i_account;
};

struct Appended {
  Known known = Known::New;
  std::int64_t sequence = 0;
  std::optional<std::string> earlier_event_type;  // New, but another event, the last of them of this type,
                                                  // has the same i_event; both are kept
};

// An event that waits to be worked on.
struct PendingEvent {
  std::int64_t sequence = 0;  // in the order in which they were kept
  Subject subject;
  bool quiet = false;  // a check of our own: no status is told before something changed

  friend bool operator==(const PendingEvent&, const PendingEvent&) = default;
};

// The end of the work on some events, in one step.
struct Finish {
  Subject subject;
  std::vector<std::int64_t> sequences;
  std::vector<std::string> released_imsis;
  std::optional<FinalStatus> status;  // to be told; replaces what is still to be told of that account
  std::vector<NewEvent> derived;      // new work that the old one brought; repeats are left out
};

struct JournalCounts {
  std::int64_t pending_events = 0;
  std::int64_t untold_statuses = 0;
};

class EventJournal {
 public:
  virtual ~EventJournal() = default;

  // Keeps the event, or finds that it is a repeat: one with the same i_event and the same digest is kept
  // already. `done` is called exactly once, on any thread, maybe before append() returns.
  virtual void append(NewEvent event, std::function<void(base::Result<Appended>)> done) = 0;

  // Marks the events done, forgets released IMSIs of the subject and its back-off, keeps the status to tell.
  // Returns the derived events that were new.
  virtual base::Result<std::vector<PendingEvent>> finish(Finish finish) = 0;

  // Keeps how the work on a subject stands between two tries.
  virtual base::Result<void> keep_progress(const Subject& subject, const Progress& progress) = 0;

  // Remembers the IMSIs as put for that account. An account that had one of them before loses it, and gets a
  // quiet event, which is returned: it may have put the card later than it should.
  virtual base::Result<std::vector<PendingEvent>> claim(IAccount i_account,
                                                        std::optional<ICustomer> i_customer,
                                                        const std::vector<std::string>& imsis) = 0;

  // Once in a journal's life: remembers cards that PortaBilling had on accounts when we came, as if we had
  // put them. Those that are remembered already stay as they are.
  virtual base::Result<void> adopt(const std::vector<OwnedCard>& cards) = 0;
  virtual base::Result<bool> has_adopted() = 0;

  // The account's final status was told. Need not be on disk when it returns.
  virtual void status_told(IAccount i_account) = 0;

  // Removes events that were done before `age` ago, a limited number at a time. Need not be on disk.
  virtual void purge(std::chrono::milliseconds age) = 0;

  virtual base::Result<std::vector<std::string>> imsis_of(IAccount i_account) = 0;  // sorted
  virtual base::Result<std::vector<IAccount>> accounts_of(
      ICustomer i_customer) = 0;  // that hold an IMSI; sorted

  // What a start takes up again, in order.
  virtual base::Result<std::vector<PendingEvent>> pending() = 0;
  virtual base::Result<std::vector<std::pair<Subject, Progress>>> progress() = 0;
  virtual base::Result<std::vector<std::pair<IAccount, FinalStatus>>> untold() = 0;

  virtual base::Result<JournalCounts> counts() = 0;

  // True where the last write succeeded.
  virtual bool is_healthy() const = 0;
};

}  // namespace prov
