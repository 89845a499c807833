// An EventJournal that forgets all when it is destroyed: for tests.
#pragma once

#include <map>
#include <set>

#include "base/mutex.h"
#include "provisioner/event_journal.h"

namespace prov {

class MemoryEventJournal final : public EventJournal {
 public:
  void append(NewEvent event, std::function<void(base::Result<Appended>)> done) override;
  base::Result<std::vector<PendingEvent>> finish(Finish finish) override;
  base::Result<void> keep_progress(const Subject& subject, const Progress& progress) override;
  base::Result<std::vector<PendingEvent>> claim(IAccount i_account, std::optional<ICustomer> i_customer,
                                                const std::vector<std::string>& imsis) override;
  base::Result<void> adopt(const std::vector<OwnedCard>& cards) override;
  base::Result<bool> has_adopted() override;
  void status_told(IAccount i_account) override;
  void purge(std::chrono::milliseconds age) override;
  base::Result<std::vector<std::string>> imsis_of(IAccount i_account) override;
  base::Result<std::vector<IAccount>> accounts_of(ICustomer i_customer) override;
  base::Result<std::vector<PendingEvent>> pending() override;
  base::Result<std::vector<std::pair<Subject, Progress>>> progress() override;
  base::Result<std::vector<std::pair<IAccount, FinalStatus>>> untold() override;
  base::Result<JournalCounts> counts() override;
  bool is_healthy() const override;

  // From now on every write fails, or no longer does.
  void break_writes(bool broken);

 private:
  using Identity = std::pair<std::string, std::string>;  // i_event and digest
  struct Row {
    std::string event_type;
    Subject subject;
    bool quiet = false;
    bool done = false;
  };
  struct Holder {
    IAccount i_account;
    std::optional<ICustomer> i_customer;
  };

  base::Result<void> writable() REQUIRES(mutex_);
  Appended add(const NewEvent& event, bool quiet) REQUIRES(mutex_);

  mutable base::Mutex mutex_;
  std::map<std::int64_t, Row> rows_ GUARDED_BY(mutex_);
  std::map<Identity, std::int64_t> by_identity_ GUARDED_BY(mutex_);
  std::map<Subject, Progress> progress_ GUARDED_BY(mutex_);
  std::map<std::string, Holder> holders_ GUARDED_BY(mutex_);  // by IMSI
  std::map<IAccount, FinalStatus> untold_ GUARDED_BY(mutex_);
  std::int64_t last_sequence_ GUARDED_BY(mutex_) = 0;
  bool adopted_ GUARDED_BY(mutex_) = false;
  bool broken_ GUARDED_BY(mutex_) = false;
  bool healthy_ GUARDED_BY(mutex_) = true;
};

}  // namespace prov
