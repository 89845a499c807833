// The reading half of SqliteEventJournal: a connection of its own, which never waits for a commit.
#include "provisioner/sqlite_event_journal.h"

namespace prov {
namespace {

Subject subject_of(const SqlRow& row, int column) {
  return {static_cast<SubjectKind>(row.integer(column)), row.integer(column + 1)};
}

}  // namespace

base::Result<void> SqliteEventJournal::read(std::string_view sql, const std::vector<SqlValue>& values,
                                            const std::function<void(const SqlRow&)>& row) {
  base::MutexLock lock(reader_mutex_);
  return reader_->run(sql, values, row);
}

base::Result<std::vector<std::string>> SqliteEventJournal::imsis_of(IAccount i_account) {
  std::vector<std::string> imsis;
  auto ok = read("SELECT imsi FROM holder WHERE i_account = ? ORDER BY imsi", {i_account.value()},
                 [&](const SqlRow& row) { imsis.push_back(row.text(0)); });
  if (!ok) return tl::unexpected(ok.error());
  return imsis;
}

base::Result<std::vector<IAccount>> SqliteEventJournal::accounts_of(ICustomer i_customer) {
  std::vector<IAccount> accounts;
  auto ok = read("SELECT DISTINCT i_account FROM holder WHERE i_customer = ? ORDER BY i_account",
                 {i_customer.value()}, [&](const SqlRow& row) { accounts.emplace_back(row.integer(0)); });
  if (!ok) return tl::unexpected(ok.error());
  return accounts;
}

base::Result<std::vector<PendingEvent>> SqliteEventJournal::pending() {
  std::vector<PendingEvent> events;
  auto ok = read(
      "SELECT sequence, subject_kind, subject_id, quiet FROM event WHERE done_us IS NULL ORDER BY sequence",
      {}, [&](const SqlRow& row) {
        events.push_back({row.integer(0), subject_of(row, 1), row.integer(3) != 0});
      });
  if (!ok) return tl::unexpected(ok.error());
  return events;
}

base::Result<std::vector<std::pair<Subject, Progress>>> SqliteEventJournal::progress() {
  std::vector<std::pair<Subject, Progress>> all;
  auto ok = read(
      "SELECT subject_kind, subject_id, failures, failing_since_us, told FROM progress "
      "ORDER BY subject_kind, subject_id",
      {}, [&](const SqlRow& row) {
        Progress progress{static_cast<int>(row.integer(2)), row.maybe_integer(3), std::nullopt};
        if (const auto told = row.maybe_integer(4)) progress.told = static_cast<Status>(*told);
        all.emplace_back(subject_of(row, 0), progress);
      });
  if (!ok) return tl::unexpected(ok.error());
  return all;
}

base::Result<std::vector<std::pair<IAccount, FinalStatus>>> SqliteEventJournal::untold() {
  std::vector<std::pair<IAccount, FinalStatus>> all;
  auto ok =
      read("SELECT i_account, status, message FROM untold ORDER BY i_account", {}, [&](const SqlRow& row) {
        all.emplace_back(IAccount(row.integer(0)),
                         FinalStatus{static_cast<Status>(row.integer(1)), row.text(2)});
      });
  if (!ok) return tl::unexpected(ok.error());
  return all;
}

base::Result<bool> SqliteEventJournal::has_adopted() {
  bool adopted = false;
  auto ok =
      read("SELECT count(*) FROM adopted", {}, [&](const SqlRow& row) { adopted = row.integer(0) > 0; });
  if (!ok) return tl::unexpected(ok.error());
  return adopted;
}

base::Result<JournalCounts> SqliteEventJournal::counts() {
  JournalCounts counts;
  auto ok = read("SELECT (SELECT count(*) FROM event WHERE done_us IS NULL), (SELECT count(*) FROM untold)",
                 {}, [&](const SqlRow& row) {
                   counts = {row.integer(0), row.integer(1)};
                 });
  if (!ok) return tl::unexpected(ok.error());
  return counts;
}

bool SqliteEventJournal::is_healthy() const {
  base::MutexLock lock(mutex_);
  return healthy_;
}

}  // namespace prov
