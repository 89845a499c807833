#include "provisioner/sqlite_journal_schema.h"

#include <utility>
#include <vector>

#include "provisioner/event.h"

namespace prov {
namespace {

constexpr int kSchemaVersion = 2;
constexpr int kMigratedAtOnce = 1'000;

constexpr const char* kSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA "
    "wal_autocheckpoint=2000;";

// An event is what it is by i_event and digest together: a PortaBilling that was set up anew counts from 1
// again.
constexpr const char* kEventTable = R"sql(
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  i_event TEXT NOT NULL,
  digest TEXT NOT NULL,
  event_type TEXT NOT NULL,
  subject_kind INTEGER NOT NULL,
  subject_id INTEGER NOT NULL,
  quiet INTEGER NOT NULL,
  body TEXT NOT NULL,
  kept_us INTEGER NOT NULL,
  done_us INTEGER,
  UNIQUE (i_event, digest));
CREATE INDEX event_pending ON event (sequence) WHERE done_us IS NULL;
CREATE INDEX event_done ON event (done_us) WHERE done_us IS NOT NULL;
)sql";

constexpr const char* kOtherTables = R"sql(
CREATE TABLE progress (
  subject_kind INTEGER NOT NULL,
  subject_id INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  failing_since_us INTEGER,
  told INTEGER,
  PRIMARY KEY (subject_kind, subject_id)) WITHOUT ROWID;
CREATE TABLE holder (
  imsi TEXT PRIMARY KEY,
  i_account INTEGER NOT NULL,
  i_customer INTEGER) WITHOUT ROWID;
CREATE INDEX holder_account ON holder (i_account);
CREATE INDEX holder_customer ON holder (i_customer);
CREATE TABLE adopted (at_us INTEGER NOT NULL);
CREATE TABLE untold (
  i_account INTEGER PRIMARY KEY,
  status INTEGER NOT NULL,
  message TEXT NOT NULL);
)sql";

// Version 1 knew an event by its i_event alone. The last sequence that was ever given is kept, because names
// of derived events are made of sequences.
constexpr const char* kLeaveVersion1 = R"sql(
DROP INDEX event_pending;
DROP INDEX event_done;
ALTER TABLE event RENAME TO event_1;
)sql";

constexpr const char* kCopyFromVersion1 = R"sql(
INSERT INTO event (sequence, i_event, digest, event_type, subject_kind, subject_id, quiet, body, kept_us, done_us)
  SELECT sequence, i_event, '', event_type, subject_kind, subject_id, quiet, body, kept_us, done_us
  FROM event_1 ORDER BY sequence;
DELETE FROM sqlite_sequence WHERE name = 'event';
INSERT INTO sqlite_sequence (name, seq) SELECT 'event', seq FROM sqlite_sequence WHERE name = 'event_1';
DROP TABLE event_1;
)sql";

// Gives the events that came from an ESPF their digests, of the bodies that were kept; those that we made
// ourselves have no body, and no digest.
base::Result<void> add_digests(SqliteDatabase& database) {
  std::int64_t after = 0;
  while (true) {
    std::vector<std::pair<std::int64_t, std::string>> digests;
    std::int64_t last = after;
    auto ok = database.run("SELECT sequence, body FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?",
                           {after, kMigratedAtOnce}, [&](const SqlRow& row) {
                             last = row.integer(0);
                             const auto event = parse_event(row.text(1));
                             if (event) digests.emplace_back(last, event->digest);
                           });
    if (!ok || last == after) return ok;
    for (const auto& [sequence, digest] : digests) {
      ok = database.run("UPDATE event SET digest = ? WHERE sequence = ?", {digest, sequence});
      if (!ok) return ok;
    }
    after = last;
  }
}

base::Result<void> migrate_from_version_1(SqliteDatabase& database) {
  for (const char* step : {kLeaveVersion1, kEventTable, kCopyFromVersion1}) {
    if (auto ok = database.script(step); !ok) return ok;
  }
  return add_digests(database);
}

base::Result<void> make_tables(SqliteDatabase& database) {
  for (const char* tables : {kEventTable, kOtherTables}) {
    if (auto ok = database.script(tables); !ok) return ok;
  }
  return {};
}

}  // namespace

tl::unexpected<base::Error> unusable_journal(const std::string& path, const std::string& why) {
  return base::fail(base::ErrorKind::Unavailable, "the journal " + path + " cannot be used: " + why);
}

base::Result<void> prepare_journal(SqliteDatabase& database, const std::string& path) {
  if (auto ok = database.script(kSettings); !ok) return ok;
  std::int64_t version = 0;
  auto ok = database.run("PRAGMA user_version", {}, [&](const SqlRow& row) { version = row.integer(0); });
  if (!ok) return ok;
  if (version > kSchemaVersion) return unusable_journal(path, "a newer release made it");
  if (version == kSchemaVersion) return {};
  ok = database.script("BEGIN IMMEDIATE");
  if (!ok) return ok;
  ok = version == 1 ? migrate_from_version_1(database) : make_tables(database);
  if (ok) ok = database.script("PRAGMA user_version = " + std::to_string(kSchemaVersion) + "; COMMIT;");
  if (!ok) (void)database.script("ROLLBACK");  // fails where SQLite has rolled back already
  return ok;
}

}  // namespace prov
