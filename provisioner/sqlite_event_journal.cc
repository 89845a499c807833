#include "provisioner/sqlite_event_journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <future>
#include <set>
#include <system_error>
#include <utility>

#include "provisioner/sqlite_journal_schema.h"

namespace prov {
namespace {

constexpr std::size_t kWaitingMax = 20'000;
constexpr std::size_t kBatchMax = 2'000;
constexpr int kPurgeRowsMax = 10'000;

// Takes the lock that says "in use"; the system lets go of it when this process ends, however it ends.
base::Result<int> take_lock(const std::string& path) {
  const int file = ::open((path + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) return unusable_journal(path, std::error_code(errno, std::generic_category()).message());
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return unusable_journal(path, "another provisioner uses it");
  }
  return file;
}

}  // namespace

base::Result<std::unique_ptr<SqliteEventJournal>> SqliteEventJournal::open(const std::string& path,
                                                                           base::Clock& clock) {
  auto locked = take_lock(path);
  if (!locked) return tl::unexpected(locked.error());
  const auto give_up = [&](base::Error why) {
    ::close(*locked);
    return tl::unexpected<base::Error>(std::move(why));
  };
  auto writer = SqliteDatabase::open(path);
  if (!writer) return give_up(writer.error());
  if (auto ok = prepare_journal(**writer, path); !ok) return give_up(ok.error());
  auto reader = SqliteDatabase::open(path);
  if (!reader) return give_up(reader.error());
  return std::unique_ptr<SqliteEventJournal>(
      new SqliteEventJournal(std::move(*writer), std::move(*reader), *locked, clock));
}

SqliteEventJournal::SqliteEventJournal(std::unique_ptr<SqliteDatabase> writer,
                                       std::unique_ptr<SqliteDatabase> reader, int lock_file,
                                       base::Clock& clock)
    : clock_(clock),
      lock_file_(lock_file),
      writer_(std::move(writer)),
      reader_(std::move(reader)),
      thread_([this] { run_writer(); }) {}

SqliteEventJournal::~SqliteEventJournal() {
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
  }
  something_waits_.notify_all();
  thread_.join();
  ::close(lock_file_);
}

std::int64_t SqliteEventJournal::now_us() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(clock_.wall_now().time_since_epoch()).count();
}

void SqliteEventJournal::submit(Write write) {
  {
    base::MutexLock lock(mutex_);
    if (!stopping_ && waiting_.size() < kWaitingMax) {
      waiting_.push_back(std::move(write));
      something_waits_.notify_one();
      return;
    }
  }
  write.done(base::fail(base::ErrorKind::Limit, "the journal cannot keep up"));
}

base::Result<void> SqliteEventJournal::write(std::function<base::Result<void>(SqliteDatabase&)> work) {
  std::promise<base::Result<void>> promise;
  auto result = promise.get_future();
  submit({std::move(work), [&promise](base::Result<void> done) { promise.set_value(std::move(done)); }});
  return result.get();
}

void SqliteEventJournal::run_writer() {
  while (true) {
    std::deque<Write> batch;
    {
      base::MutexLock lock(mutex_);
      while (waiting_.empty() && !stopping_) something_waits_.wait(mutex_);
      if (waiting_.empty()) return;
      while (!waiting_.empty() && batch.size() < kBatchMax) {
        batch.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
    }
    const auto result = commit(batch);
    {
      base::MutexLock lock(mutex_);
      healthy_ = result.has_value();
    }
    for (auto& write : batch) {
      if (write.done) write.done(result);
    }
  }
}

base::Result<void> SqliteEventJournal::commit(std::deque<Write>& batch) {
  auto result = writer_->run("BEGIN IMMEDIATE");
  if (!result) return result;
  for (auto& write : batch) {
    result = write.work(*writer_);
    if (!result) break;
  }
  if (result) result = writer_->run("COMMIT");
  if (!result) (void)writer_->run("ROLLBACK");  // fails where SQLite has rolled back already
  return result;
}

base::Result<Appended> SqliteEventJournal::add(SqliteDatabase& database, const NewEvent& event, bool quiet) {
  const auto now = now_us();
  const bool done = event.subject.kind == SubjectKind::None;
  auto ok = database.run(
      "INSERT OR IGNORE INTO event (i_event, digest, event_type, subject_kind, subject_id, quiet, body, "
      "kept_us, done_us) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event.i_event, event.digest, event.event_type, static_cast<int>(event.subject.kind), event.subject.id,
       quiet ? 1 : 0, event.body, now, done ? std::optional(now) : std::nullopt});
  if (!ok) return tl::unexpected(ok.error());
  Appended appended;
  if (database.changed_rows() > 0) {
    appended = {Known::New, database.last_row_id(), std::nullopt};
    ok = database.run(
        "SELECT event_type FROM event WHERE i_event = ? AND sequence < ? ORDER BY sequence DESC LIMIT 1",
        {event.i_event, appended.sequence},
        [&](const SqlRow& row) { appended.earlier_event_type = row.text(0); });
  } else {
    ok = database.run(
        "SELECT sequence, done_us FROM event WHERE i_event = ? AND digest = ?", {event.i_event, event.digest},
        [&](const SqlRow& row) {
          appended = {row.maybe_integer(1) ? Known::Done : Known::Pending, row.integer(0), std::nullopt};
        });
  }
  if (!ok) return tl::unexpected(ok.error());
  return appended;
}

void SqliteEventJournal::append(NewEvent event, std::function<void(base::Result<Appended>)> done) {
  struct Shared {
    NewEvent event;
    Appended appended;
    std::function<void(base::Result<Appended>)> done;
  };
  auto shared = std::make_shared<Shared>(Shared{std::move(event), {}, std::move(done)});
  submit({[this, shared](SqliteDatabase& database) -> base::Result<void> {
            auto appended = add(database, shared->event, false);
            if (!appended) return tl::unexpected(appended.error());
            shared->appended = *appended;
            return {};
          },
          [shared](base::Result<void> result) {
            if (!result) return shared->done(tl::unexpected(result.error()));
            shared->done(shared->appended);
          }});
}

base::Result<std::vector<PendingEvent>> SqliteEventJournal::finish(Finish finish) {
  std::vector<PendingEvent> added;
  auto result = write([&](SqliteDatabase& database) -> base::Result<void> {
    const int kind = static_cast<int>(finish.subject.kind);
    const auto id = finish.subject.id;
    base::Result<void> ok;
    for (const auto sequence : finish.sequences) {
      ok = database.run("UPDATE event SET done_us = ? WHERE sequence = ?", {now_us(), sequence});
      if (!ok) return ok;
    }
    for (const auto& imsi : finish.released_imsis) {
      ok = database.run("DELETE FROM holder WHERE imsi = ? AND i_account = ?", {imsi, id});
      if (!ok) return ok;
    }
    ok = database.run("DELETE FROM progress WHERE subject_kind = ? AND subject_id = ?", {kind, id});
    if (ok && finish.status) {
      ok = database.run("INSERT OR REPLACE INTO untold (i_account, status, message) VALUES (?, ?, ?)",
                        {id, static_cast<int>(finish.status->status), finish.status->message});
    } else if (ok && finish.subject.kind == SubjectKind::Account) {
      ok = database.run("DELETE FROM untold WHERE i_account = ?", {id});
    }
    if (!ok) return ok;
    for (const auto& event : finish.derived) {
      const auto appended = add(database, event, false);
      if (!appended) return tl::unexpected(appended.error());
      if (appended->known == Known::New) added.push_back({appended->sequence, event.subject, false});
    }
    return {};
  });
  if (!result) return tl::unexpected(result.error());
  return added;
}

base::Result<void> SqliteEventJournal::keep_progress(const Subject& subject, const Progress& progress) {
  return write([&](SqliteDatabase& database) {
    return database.run(
        "INSERT OR REPLACE INTO progress (subject_kind, subject_id, failures, failing_since_us, told) "
        "VALUES (?, ?, ?, ?, ?)",
        {static_cast<int>(subject.kind), subject.id, progress.failures, progress.failing_since_us,
         progress.told ? std::optional<std::int64_t>(static_cast<int>(*progress.told)) : std::nullopt});
  });
}

base::Result<std::vector<PendingEvent>> SqliteEventJournal::claim(IAccount i_account,
                                                                  std::optional<ICustomer> i_customer,
                                                                  const std::vector<std::string>& imsis) {
  std::vector<PendingEvent> added;
  auto result = write([&](SqliteDatabase& database) -> base::Result<void> {
    std::set<IAccount> displaced;
    for (const auto& imsi : imsis) {
      auto ok = database.run("SELECT i_account FROM holder WHERE imsi = ? AND i_account <> ?",
                             {imsi, i_account.value()},
                             [&](const SqlRow& row) { displaced.insert(IAccount(row.integer(0))); });
      if (!ok) return ok;
      const auto customer = i_customer ? std::optional(i_customer->value()) : std::nullopt;
      ok = database.run("INSERT OR REPLACE INTO holder (imsi, i_account, i_customer) VALUES (?, ?, ?)",
                        {imsi, i_account.value(), customer});
      if (!ok) return ok;
    }
    for (const auto& account : displaced) {
      std::string name;
      auto ok = database.run("SELECT 'recheck/' || lower(hex(randomblob(12)))", {},
                             [&](const SqlRow& row) { name = row.text(0); });
      if (!ok) return ok;
      const auto appended = add(database, {name, "", "Recheck", Subject::of(account), ""}, true);
      if (!appended) return tl::unexpected(appended.error());
      added.push_back({appended->sequence, Subject::of(account), true});
    }
    return {};
  });
  if (!result) return tl::unexpected(result.error());
  return added;
}

base::Result<void> SqliteEventJournal::adopt(const std::vector<OwnedCard>& cards) {
  return write([&](SqliteDatabase& database) -> base::Result<void> {
    for (const auto& card : cards) {
      auto ok = database.run("INSERT OR IGNORE INTO holder (imsi, i_account) VALUES (?, ?)",
                             {card.imsi, card.i_account.value()});
      if (!ok) return ok;
    }
    return database.run("INSERT INTO adopted (at_us) VALUES (?)", {now_us()});
  });
}

void SqliteEventJournal::status_told(IAccount i_account) {
  submit({[i_account](SqliteDatabase& database) {
            return database.run("DELETE FROM untold WHERE i_account = ?", {i_account.value()});
          },
          [](const base::Result<void>&) {}});
}

void SqliteEventJournal::purge(std::chrono::milliseconds age) {
  const auto before = now_us() - std::chrono::duration_cast<std::chrono::microseconds>(age).count();
  submit({[before](SqliteDatabase& database) {
            return database.run(
                "DELETE FROM event WHERE sequence IN (SELECT sequence FROM event "
                "WHERE done_us IS NOT NULL AND done_us <= ? ORDER BY done_us LIMIT ?)",
                {before, kPurgeRowsMax});
          },
          [](const base::Result<void>&) {}});
}

}  // namespace prov
