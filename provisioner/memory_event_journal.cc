#include "provisioner/memory_event_journal.h"

#include <algorithm>
#include <utility>

namespace prov {

base::Result<void> MemoryEventJournal::writable() {
  healthy_ = !broken_;
  if (broken_) return base::fail(base::ErrorKind::Unavailable, "the journal was told to fail");
  return {};
}

Appended MemoryEventJournal::add(const NewEvent& event, bool quiet) {
  const Identity identity{event.i_event, event.digest};
  if (const auto found = by_identity_.find(identity); found != by_identity_.end()) {
    return {rows_.at(found->second).done ? Known::Done : Known::Pending, found->second, std::nullopt};
  }
  last_sequence_ += 1;
  Appended appended{Known::New, last_sequence_, std::nullopt};
  std::int64_t latest = 0;
  for (auto same = by_identity_.lower_bound({event.i_event, ""});
       same != by_identity_.end() && same->first.first == event.i_event; ++same) {
    latest = std::max(latest, same->second);
  }
  if (latest > 0) appended.earlier_event_type = rows_.at(latest).event_type;
  rows_[last_sequence_] = {event.event_type, event.subject, quiet, event.subject.kind == SubjectKind::None};
  by_identity_[identity] = last_sequence_;
  return appended;
}

void MemoryEventJournal::append(NewEvent event, std::function<void(base::Result<Appended>)> done) {
  base::Result<Appended> result;
  {
    base::MutexLock lock(mutex_);
    if (auto ok = writable(); !ok) {
      result = tl::unexpected(ok.error());
    } else {
      result = add(event, false);
    }
  }
  done(std::move(result));
}

base::Result<std::vector<PendingEvent>> MemoryEventJournal::finish(Finish finish) {
  base::MutexLock lock(mutex_);
  if (auto ok = writable(); !ok) return tl::unexpected(ok.error());
  for (const auto sequence : finish.sequences) rows_.at(sequence).done = true;
  for (const auto& imsi : finish.released_imsis) {
    const auto holder = holders_.find(imsi);
    if (holder != holders_.end() && Subject::of(holder->second.i_account) == finish.subject)
      holders_.erase(holder);
  }
  progress_.erase(finish.subject);
  if (finish.subject.kind == SubjectKind::Account) {
    untold_.erase(IAccount(finish.subject.id));
    if (finish.status) untold_[IAccount(finish.subject.id)] = *finish.status;
  }
  std::vector<PendingEvent> added;
  for (const auto& event : finish.derived) {
    const auto appended = add(event, false);
    if (appended.known == Known::New) added.push_back({appended.sequence, event.subject, false});
  }
  return added;
}

base::Result<void> MemoryEventJournal::keep_progress(const Subject& subject, const Progress& progress) {
  base::MutexLock lock(mutex_);
  if (auto ok = writable(); !ok) return ok;
  progress_[subject] = progress;
  return {};
}

base::Result<std::vector<PendingEvent>> MemoryEventJournal::claim(IAccount i_account,
                                                                  std::optional<ICustomer> i_customer,
                                                                  const std::vector<std::string>& imsis) {
  base::MutexLock lock(mutex_);
  if (auto ok = writable(); !ok) return tl::unexpected(ok.error());
  std::set<IAccount> displaced;
  for (const auto& imsi : imsis) {
    const auto holder = holders_.find(imsi);
    if (holder != holders_.end() && holder->second.i_account != i_account)
      displaced.insert(holder->second.i_account);
    holders_.insert_or_assign(imsi, Holder{i_account, i_customer});
  }
  std::vector<PendingEvent> added;
  for (const auto& account : displaced) {
    const NewEvent check{"recheck/" + std::to_string(last_sequence_ + 1), "", "Recheck", Subject::of(account),
                         ""};
    added.push_back({add(check, true).sequence, check.subject, true});
  }
  return added;
}

base::Result<void> MemoryEventJournal::adopt(const std::vector<OwnedCard>& cards) {
  base::MutexLock lock(mutex_);
  if (auto ok = writable(); !ok) return ok;
  for (const auto& card : cards) holders_.emplace(card.imsi, Holder{card.i_account, std::nullopt});
  adopted_ = true;
  return {};
}

base::Result<bool> MemoryEventJournal::has_adopted() {
  base::MutexLock lock(mutex_);
  return adopted_;
}

void MemoryEventJournal::status_told(IAccount i_account) {
  base::MutexLock lock(mutex_);
  untold_.erase(i_account);
}

void MemoryEventJournal::purge(std::chrono::milliseconds age) {
  base::MutexLock lock(mutex_);
  if (age.count() > 0) return;  // it keeps no times: everything done is younger than any age
  std::erase_if(by_identity_,
                [&](const auto& entry) REQUIRES(mutex_) { return rows_.at(entry.second).done; });
  std::erase_if(rows_, [](const auto& entry) { return entry.second.done; });
}

base::Result<std::vector<std::string>> MemoryEventJournal::imsis_of(IAccount i_account) {
  base::MutexLock lock(mutex_);
  std::vector<std::string> imsis;
  for (const auto& [imsi, holder] : holders_) {
    if (holder.i_account == i_account) imsis.push_back(imsi);
  }
  return imsis;
}

base::Result<std::vector<IAccount>> MemoryEventJournal::accounts_of(ICustomer i_customer) {
  base::MutexLock lock(mutex_);
  std::set<IAccount> accounts;
  for (const auto& [imsi, holder] : holders_) {
    if (holder.i_customer == i_customer) accounts.insert(holder.i_account);
  }
  return std::vector<IAccount>(accounts.begin(), accounts.end());
}

base::Result<std::vector<PendingEvent>> MemoryEventJournal::pending() {
  base::MutexLock lock(mutex_);
  std::vector<PendingEvent> events;
  for (const auto& [sequence, row] : rows_) {
    if (!row.done) events.push_back({sequence, row.subject, row.quiet});
  }
  return events;
}

base::Result<std::vector<std::pair<Subject, Progress>>> MemoryEventJournal::progress() {
  base::MutexLock lock(mutex_);
  return std::vector<std::pair<Subject, Progress>>(progress_.begin(), progress_.end());
}

base::Result<std::vector<std::pair<IAccount, FinalStatus>>> MemoryEventJournal::untold() {
  base::MutexLock lock(mutex_);
  return std::vector<std::pair<IAccount, FinalStatus>>(untold_.begin(), untold_.end());
}

base::Result<JournalCounts> MemoryEventJournal::counts() {
  const auto events = pending();
  base::MutexLock lock(mutex_);
  return JournalCounts{static_cast<std::int64_t>(events->size()), static_cast<std::int64_t>(untold_.size())};
}

bool MemoryEventJournal::is_healthy() const {
  base::MutexLock lock(mutex_);
  return healthy_;
}

void MemoryEventJournal::break_writes(bool broken) {
  base::MutexLock lock(mutex_);
  broken_ = broken;
}

}  // namespace prov
