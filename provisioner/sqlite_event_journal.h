// The EventJournal that lasts: SQLite in WAL mode with synchronous=FULL and group commit. All writes go
// through one thread, which takes everything that waits into one transaction, so that many callers share one
// fdatasync.
#pragma once

#include <deque>
#include <memory>
#include <thread>

#include "base/clock.h"
#include "base/mutex.h"
#include "provisioner/event_journal.h"
#include "provisioner/sqlite_database.h"

namespace prov {

class SqliteEventJournal final : public EventJournal {
 public:
  // Opens or creates `path`, in a folder that is there. Errors: Unavailable, naming the file: it cannot be
  // written, another provisioner uses it, a newer release made it, it is no journal. `clock` stamps what is
  // done and kept, for purge(); borrowed.
  static base::Result<std::unique_ptr<SqliteEventJournal>> open(const std::string& path, base::Clock& clock);
  ~SqliteEventJournal() override;  // commits what waits

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

 private:
  // One caller's part of a transaction, and what to tell the caller once it is on disk or is not.
  struct Write {
    std::function<base::Result<void>(SqliteDatabase&)> work;
    std::function<void(base::Result<void>)> done;
  };

  SqliteEventJournal(std::unique_ptr<SqliteDatabase> writer, std::unique_ptr<SqliteDatabase> reader,
                     int lock_file, base::Clock& clock);
  void submit(Write write);
  base::Result<void> write(std::function<base::Result<void>(SqliteDatabase&)> work);
  void run_writer();
  base::Result<void> commit(std::deque<Write>& batch);
  base::Result<void> read(std::string_view sql, const std::vector<SqlValue>& values,
                          const std::function<void(const SqlRow&)>& row);
  base::Result<Appended> add(SqliteDatabase& database, const NewEvent& event, bool quiet);
  std::int64_t now_us() const;

  base::Clock& clock_;
  const int lock_file_;
  std::unique_ptr<SqliteDatabase> writer_;  // the writer thread's own

  base::Mutex reader_mutex_;
  std::unique_ptr<SqliteDatabase> reader_ GUARDED_BY(reader_mutex_);

  mutable base::Mutex mutex_;
  base::ConditionVariable something_waits_;
  std::deque<Write> waiting_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  bool healthy_ GUARDED_BY(mutex_) = true;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace prov
