// One contract, run against every EventJournal.
#include "provisioner/event_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>
#include <future>
#include <thread>

#include "base/file.h"
#include "provisioner/memory_event_journal.h"
#include "provisioner/sqlite_event_journal.h"

namespace prov {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const Subject kAccount = Subject::of(IAccount(7));

base::Result<Appended> append(EventJournal& journal, const std::string& i_event, Subject subject) {
  std::promise<base::Result<Appended>> promise;
  auto result = promise.get_future();
  journal.append({i_event, "Subscriber/Updated", subject, "{}"},
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
      journal_->finish({customer, {event->sequence}, {}, {}, {{"c/7", "Customer", kAccount, ""}}});
  ASSERT_TRUE(added);
  EXPECT_THAT(*journal_->pending(), testing::ElementsAreArray(*added));
  EXPECT_EQ(added->front().subject, kAccount);
  const auto repeat = journal_->finish({customer, {}, {}, {}, {{"c/7", "Customer", kAccount, ""}}});
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
  std::string path_ = folder_.path() + "/deeper/j.db";
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

TEST_F(SqliteEventJournalTest, RefusesAFolderThatCannotBeMade) {
  ASSERT_TRUE(base::write_file(folder_.path() + "/file", ""));
  path_ = folder_.path() + "/file/j.db";
  EXPECT_FALSE(open());
}

}  // namespace
}  // namespace prov
