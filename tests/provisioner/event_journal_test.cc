// One contract, run against every EventJournal.
#include "provisioner/event_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>
#include <future>
#include <thread>

#include "base/file.h"
#include "provisioner/event.h"
#include "provisioner/memory_event_journal.h"
#include "provisioner/sqlite_event_journal.h"

namespace prov {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const Subject kAccount = Subject::of(IAccount(7));

base::Result<Appended> append(EventJournal& journal, const std::string& i_event, Subject subject,
                              const std::string& digest = "d1",
                              const std::string& event_type = "Subscriber/Updated") {
  std::promise<base::Result<Appended>> promise;
  auto result = promise.get_future();
  journal.append({i_event, digest, event_type, subject, "{}"},
                 [&](base::Result<Appended> appended) { promise.set_value(std::move(appended)); });
  if (result.wait_for(std::chrono::seconds(20)) != std::future_status::ready) {
    ADD_FAILURE() << "append of " << i_event << " did not call back";
    std::abort();
  }
  return result.get();
}

struct JournalKind {
  const char* name;
  std::function<std::unique_ptr<EventJournal>(const std::string& folder, base::Clock&)> make;
};

class EventJournalContract : public testing::TestWithParam<JournalKind> {
 protected:
  void SetUp() override {
    auto made = base::TemporaryFolder::make("journal");
    ASSERT_TRUE(made) << made.error().what;
    folder_.emplace(std::move(*made));
    journal_ = GetParam().make(folder_->path(), clock_);
    ASSERT_NE(journal_, nullptr);
  }

  base::Result<Appended> keep(const std::string& i_event, Subject subject = kAccount) {
    return append(*journal_, i_event, subject);
  }
  // An event that has another content than those of keep().
  base::Result<Appended> keep_other(const std::string& i_event, const std::string& digest,
                                    const std::string& event_type) {
    return append(*journal_, i_event, kAccount, digest, event_type);
  }

  base::SystemClock clock_;
  std::optional<base::TemporaryFolder> folder_;
  std::unique_ptr<EventJournal> journal_;
};

TEST_P(EventJournalContract, KnowsARepeatByItsIEvent) {
  const auto first = keep("5");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->known, Known::New);
  const auto repeat = keep("5");
  ASSERT_TRUE(repeat);
  EXPECT_EQ(repeat->known, Known::Pending);
  EXPECT_EQ(repeat->sequence, first->sequence);
  ASSERT_TRUE(journal_->finish({kAccount, {first->sequence}, {}, {}, {}}));
  EXPECT_EQ(keep("5")->known, Known::Done);
  EXPECT_EQ(keep("6")->known, Known::New);
}

TEST_P(EventJournalContract, TakesAnotherEventOfTheSameIEventForANewOne) {
  const auto first = keep("5");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->earlier_event_type, std::nullopt);
  ASSERT_TRUE(journal_->finish({kAccount, {first->sequence}, {}, {}, {}}));

  const auto other = keep_other("5", "d2", "Subscriber/Created");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->known, Known::New);
  EXPECT_GT(other->sequence, first->sequence);
  EXPECT_EQ(other->earlier_event_type, "Subscriber/Updated");
  EXPECT_THAT(*journal_->pending(), ElementsAre(PendingEvent{other->sequence, kAccount, false}));
  EXPECT_EQ(keep_other("5", "d3", "SIM/Updated")->earlier_event_type, "Subscriber/Created") << "the latest";

  const auto repeat = keep("5");
  EXPECT_EQ(repeat->known, Known::Done) << "the earlier one stays known";
  EXPECT_EQ(repeat->sequence, first->sequence);
  EXPECT_EQ(repeat->earlier_event_type, std::nullopt);
  EXPECT_EQ(keep_other("5", "d2", "Subscriber/Created")->known, Known::Pending);
  EXPECT_EQ(keep_other("50", "d2", "Subscriber/Created")->earlier_event_type, std::nullopt);
}

TEST_P(EventJournalContract, TakesAnEventWithoutASubjectForDone) {
  EXPECT_EQ(keep("5", {})->known, Known::New);
  EXPECT_EQ(keep("5", {})->known, Known::Done);
  EXPECT_THAT(*journal_->pending(), IsEmpty());
}

TEST_P(EventJournalContract, ListsWhatIsPendingInOrder) {
  const auto first = keep("9");
  const auto second = keep("5", Subject::of(ICustomer(3)));
  const auto third = keep("7");
  ASSERT_TRUE(journal_->finish({kAccount, {first->sequence}, {}, {}, {}}));
  EXPECT_THAT(*journal_->pending(),
              ElementsAre(PendingEvent{second->sequence, Subject::of(ICustomer(3)), false},
                          PendingEvent{third->sequence, kAccount, false}));
  EXPECT_EQ(journal_->counts()->pending_events, 2);
}

TEST_P(EventJournalContract, KeepsTheStatusThatIsToBeTold) {
  const auto event = keep("5");
  ASSERT_TRUE(journal_->finish({kAccount, {event->sequence}, {}, FinalStatus{Status::Failed, "why"}, {}}));
  EXPECT_THAT(*journal_->untold(), ElementsAre(Pair(IAccount(7), FinalStatus{Status::Failed, "why"})));
  ASSERT_TRUE(journal_->finish({kAccount, {}, {}, FinalStatus{Status::Ok, ""}, {}}));
  EXPECT_THAT(*journal_->untold(), ElementsAre(Pair(IAccount(7), FinalStatus{Status::Ok, ""})));
  journal_->status_told(IAccount(7));
  ASSERT_TRUE(keep("6"));  // whatever was asked for before is on disk now
  EXPECT_THAT(*journal_->untold(), IsEmpty());
}

TEST_P(EventJournalContract, KeepsProgressUntilTheWorkEnds) {
  const auto event = keep("5");
  const Progress progress{3, 1234567, Status::Retry};
  ASSERT_TRUE(journal_->keep_progress(kAccount, {1, 1, std::nullopt}));
  ASSERT_TRUE(journal_->keep_progress(kAccount, progress));
  EXPECT_THAT(*journal_->progress(), ElementsAre(Pair(kAccount, progress)));
  ASSERT_TRUE(journal_->finish({kAccount, {event->sequence}, {}, {}, {}}));
  EXPECT_THAT(*journal_->progress(), IsEmpty());
}

TEST_P(EventJournalContract, RemembersWhoHoldsAnImsi) {
  ASSERT_TRUE(journal_->claim(IAccount(7), ICustomer(3), {"2", "1"}));
  ASSERT_TRUE(journal_->claim(IAccount(8), ICustomer(3), {"3"}));
  EXPECT_THAT(*journal_->imsis_of(IAccount(7)), ElementsAre("1", "2"));
  EXPECT_THAT(*journal_->accounts_of(ICustomer(3)), ElementsAre(IAccount(7), IAccount(8)));
  ASSERT_TRUE(journal_->finish({kAccount, {}, {"1", "3"}, {}, {}}));
  EXPECT_THAT(*journal_->imsis_of(IAccount(7)), ElementsAre("2"));
  EXPECT_THAT(*journal_->imsis_of(IAccount(8)), ElementsAre("3")) << "it releases only its own";
}

TEST_P(EventJournalContract, ChecksTheAccountThatLostAnImsi) {
  ASSERT_TRUE(journal_->claim(IAccount(7), {}, {"1"}));
  EXPECT_THAT(*journal_->claim(IAccount(7), {}, {"1"}), IsEmpty());
  const auto displaced = journal_->claim(IAccount(8), {}, {"1"});
  ASSERT_TRUE(displaced);
  ASSERT_EQ(displaced->size(), 1u);
  EXPECT_EQ(displaced->front().subject, kAccount);
  EXPECT_TRUE(displaced->front().quiet);
  EXPECT_THAT(*journal_->pending(), ElementsAre(displaced->front()));
  EXPECT_THAT(*journal_->imsis_of(IAccount(7)), IsEmpty());
}

TEST_P(EventJournalContract, AddsDerivedEventsInTheSameStep) {
  const Subject customer = Subject::of(ICustomer(3));
  const auto event = keep("5", customer);
  const auto added =
      journal_->finish({customer, {event->sequence}, {}, {}, {{"c/7", "", "Customer", kAccount, ""}}});
  ASSERT_TRUE(added);
  EXPECT_THAT(*journal_->pending(), testing::ElementsAreArray(*added));
  EXPECT_EQ(added->front().subject, kAccount);
  const auto repeat = journal_->finish({customer, {}, {}, {}, {{"c/7", "", "Customer", kAccount, ""}}});
  EXPECT_THAT(*repeat, IsEmpty());
}

TEST_P(EventJournalContract, AdoptsWithoutTakingFromAnybody) {
  EXPECT_FALSE(*journal_->has_adopted());
  ASSERT_TRUE(journal_->claim(IAccount(7), {}, {"1"}));
  ASSERT_TRUE(journal_->adopt({{"1", IAccount(8)}, {"2", IAccount(8)}}));
  EXPECT_TRUE(*journal_->has_adopted());
  EXPECT_THAT(*journal_->imsis_of(IAccount(7)), ElementsAre("1"));
  EXPECT_THAT(*journal_->imsis_of(IAccount(8)), ElementsAre("2"));
}

TEST_P(EventJournalContract, PurgesWhatIsDoneAndKeepsWhatIsPending) {
  const auto done = keep("5");
  ASSERT_TRUE(keep("6"));
  ASSERT_TRUE(journal_->finish({kAccount, {done->sequence}, {}, {}, {}}));
  journal_->purge(std::chrono::hours(1));
  EXPECT_EQ(keep("5")->known, Known::Done) << "younger than the age";
  journal_->purge(std::chrono::milliseconds(0));
  EXPECT_EQ(keep("6")->known, Known::Pending);
  EXPECT_EQ(keep("5")->known, Known::New);
}

TEST_P(EventJournalContract, TakesEventsFromManyThreads) {
  constexpr int kThreads = 8, kEach = 50;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([this, thread] {
      for (int i = 0; i < kEach; ++i) EXPECT_TRUE(keep(std::to_string(thread) + "-" + std::to_string(i)));
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(journal_->counts()->pending_events, kThreads * kEach);
  EXPECT_TRUE(journal_->is_healthy());
}

INSTANTIATE_TEST_SUITE_P(All, EventJournalContract,
                         testing::Values(JournalKind{"Memory",
                                                     [](const std::string&, base::Clock&) {
                                                       return std::make_unique<MemoryEventJournal>();
                                                     }},
                                         JournalKind{"Sqlite",
                                                     [](const std::string& folder, base::Clock& clock) {
                                                       auto opened =
                                                           SqliteEventJournal::open(folder + "/j.db", clock);
                                                       return opened ? std::move(*opened) : nullptr;
                                                     }}),
                         [](const auto& param) { return std::string(param.param.name); });

class SqliteEventJournalTest : public testing::Test {
 protected:
  base::Result<std::unique_ptr<SqliteEventJournal>> open() { return SqliteEventJournal::open(path_, clock_); }

  base::SystemClock clock_;
  base::TemporaryFolder folder_ = *base::TemporaryFolder::make("journal");
  std::string path_ = folder_.path() + "/j.db";
};

TEST_F(SqliteEventJournalTest, KeepsAllOfItForTheNextStart) {
  {
    auto journal = open();
    ASSERT_TRUE(journal) << journal.error().what;
    ASSERT_TRUE(append(**journal, "5", kAccount));
    ASSERT_TRUE((*journal)->claim(IAccount(7), ICustomer(3), {"1"}));
    ASSERT_TRUE((*journal)->keep_progress(kAccount, {2, 5, Status::InProgress}));
    ASSERT_TRUE((*journal)->adopt({}));
  }
  auto journal = open();
  ASSERT_TRUE(journal) << journal.error().what;
  EXPECT_EQ((*journal)->pending()->size(), 1u);
  EXPECT_THAT(*(*journal)->imsis_of(IAccount(7)), ElementsAre("1"));
  EXPECT_THAT(*(*journal)->progress(), ElementsAre(Pair(kAccount, Progress{2, 5, Status::InProgress})));
  EXPECT_TRUE(*(*journal)->has_adopted());
  EXPECT_EQ(append(**journal, "5", kAccount)->known, Known::Pending);
}

TEST_F(SqliteEventJournalTest, SaysSoWhereTheDiskIsFullAndGoesOnWhenItIsNot) {
  auto journal = open();
  ASSERT_TRUE(journal) << journal.error().what;
  ASSERT_TRUE(append(**journal, "1", kAccount));
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit full{4096, before.rlim_max};  // no file may grow past it
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &full), 0);
  const auto refused = append(**journal, "2", kAccount);
  const bool healthy = (*journal)->is_healthy();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, ignored);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Unavailable);
  EXPECT_FALSE(healthy);
  EXPECT_EQ(append(**journal, "2", kAccount)->known, Known::New) << "what was refused was not kept";
  EXPECT_TRUE((*journal)->is_healthy());
}

TEST_F(SqliteEventJournalTest, RefusesASecondUser) {
  auto first = open();
  ASSERT_TRUE(first) << first.error().what;
  auto second = open();
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().what, testing::HasSubstr("another provisioner uses it"));
}

TEST_F(SqliteEventJournalTest, RefusesAFileThatIsNoJournal) {
  path_ = folder_.path() + "/j.db";
  ASSERT_TRUE(base::write_file(path_, std::string(5000, 'x')));
  auto opened = open();
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().what, testing::HasSubstr(path_));
}

TEST_F(SqliteEventJournalTest, RefusesTheFileOfANewerRelease) {
  path_ = folder_.path() + "/j.db";
  {
    auto database = SqliteDatabase::open(path_);
    ASSERT_TRUE(database);
    ASSERT_TRUE((*database)->script("PRAGMA user_version = 99"));
  }
  auto opened = open();
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().what, testing::HasSubstr("newer release"));
}

// -- a file of version 1, which knew an event by its i_event alone ------------------------------------------

constexpr const char* kVersion1 = R"sql(
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  i_event TEXT NOT NULL UNIQUE,
  event_type TEXT NOT NULL,
  subject_kind INTEGER NOT NULL,
  subject_id INTEGER NOT NULL,
  quiet INTEGER NOT NULL,
  body TEXT NOT NULL,
  kept_us INTEGER NOT NULL,
  done_us INTEGER);
CREATE INDEX event_pending ON event (sequence) WHERE done_us IS NULL;
CREATE INDEX event_done ON event (done_us) WHERE done_us IS NOT NULL;
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
PRAGMA user_version = 1;
INSERT INTO event VALUES
  (2, '5', 'Subscriber/Updated', 1, 7, 0,
   '{"event_type":"Subscriber/Updated","variables":{"i_account":7,"i_event":5}}', 100, 200),
  (4, 'customer/3/7', 'Customer', 1, 7, 0, '', 100, NULL),
  (9, '6', 'Customer/Updated', 2, 3, 0,
   '{"event_type":"Customer/Updated","variables":{"i_customer":3,"i_event":"6"}}', 100, NULL);
INSERT INTO event VALUES (12, '7', 'Subscriber/Updated', 1, 7, 0, '{}', 100, 200);
DELETE FROM event WHERE sequence = 12;
INSERT INTO holder VALUES ('1', 7, 3);
INSERT INTO untold VALUES (7, 0, 'why');
)sql";

class MigratedJournal : public SqliteEventJournalTest {
 protected:
  MigratedJournal() { path_ = folder_.path() + "/j.db"; }

  void write(const std::string& script) {
    auto database = SqliteDatabase::open(path_);
    ASSERT_TRUE(database) << database.error().what;
    const auto ok = (*database)->script(script);
    ASSERT_TRUE(ok) << ok.error().what;
  }
  std::int64_t number(const std::string& sql) {
    std::int64_t found = -1;
    auto database = SqliteDatabase::open(path_);
    EXPECT_TRUE(database && (*database)->run(sql, {}, [&](const SqlRow& row) { found = row.integer(0); }));
    return found;
  }
};

TEST_F(MigratedJournal, HasAllThatItHad) {
  write(kVersion1);
  auto journal = open();
  ASSERT_TRUE(journal) << journal.error().what;
  EXPECT_THAT(*(*journal)->pending(), ElementsAre(PendingEvent{4, kAccount, false},
                                                  PendingEvent{9, Subject::of(ICustomer(3)), false}));
  EXPECT_THAT(*(*journal)->imsis_of(IAccount(7)), ElementsAre("1"));
  EXPECT_EQ((*journal)->untold()->size(), 1u);

  const auto digest = [](const char* body) { return parse_event(body)->digest; };
  const auto repeat =
      append(**journal, "5", kAccount,
             digest(R"({"event_type":"Subscriber/Updated","variables":{"i_account":7,"i_event":5}})"));
  ASSERT_TRUE(repeat);
  EXPECT_EQ(repeat->known, Known::Done);
  EXPECT_EQ(repeat->sequence, 2);
  const auto other =
      append(**journal, "6", kAccount,
             digest(R"({"event_type":"Customer/Updated","variables":{"i_customer":4,"i_event":6}})"));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->known, Known::New);
  EXPECT_EQ(other->earlier_event_type, "Customer/Updated");
  EXPECT_GT(other->sequence, 12) << "a sequence that a purged event had is not given again";
  const auto added = (*journal)->finish(
      {Subject::of(ICustomer(3)), {9}, {}, {}, {{"customer/3/7", "", "Customer", kAccount, ""}}});
  ASSERT_TRUE(added);
  EXPECT_THAT(*added, IsEmpty()) << "a derived event is known by its name";

  journal->reset();
  EXPECT_EQ(number("PRAGMA user_version"), 2);
  EXPECT_TRUE(open()) << "once is enough";
}

TEST_F(MigratedJournal, OfManyEventsKnowsEach) {
  write(kVersion1);
  write(R"sql(
WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2600)
INSERT INTO event SELECT i, i, 'SIM/Updated', 1, 7, 0,
  '{"event_type":"SIM/Updated","variables":{"i_account":7,"i_event":' || i || '}}', 100, 200 FROM n)sql");
  ASSERT_TRUE(open());
  EXPECT_EQ(number("SELECT count(DISTINCT digest) FROM event WHERE sequence >= 100"), 2501);
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE digest = ''"), 1) << "the derived one";
}

TEST_F(MigratedJournal, ThatCannotBeMigratedStaysAsItWas) {
  write(kVersion1);
  write("DROP TABLE event; CREATE TABLE event (sequence INTEGER PRIMARY KEY)");
  const auto opened = open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, base::ErrorKind::Unavailable);
  EXPECT_THAT(opened.error().what, testing::HasSubstr(path_));
  EXPECT_EQ(number("PRAGMA user_version"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master WHERE name = 'event_1'"), 0);
}

TEST_F(SqliteEventJournalTest, RefusesAFolderThatCannotBeMade) {
  ASSERT_TRUE(base::write_file(folder_.path() + "/file", ""));
  path_ = folder_.path() + "/file/j.db";
  EXPECT_FALSE(open());
}

}  // namespace
}  // namespace prov
