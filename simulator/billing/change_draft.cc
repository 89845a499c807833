#include "simulator/billing/change_draft.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "simulator/billing/recorded_events.h"

namespace sim {
namespace {

template <class Key, class Row>
Row& touched(std::map<Key, Row>& rows, Key key, const Row* current) {
  const auto at = rows.find(key);
  if (at != rows.end()) return at->second;
  assert(current != nullptr);
  return rows.emplace(key, *current).first->second;
}

template <class Key, class Row, class Find>
void collect(const std::map<Key, Row>& rows, const Find& find, std::vector<EntityVersion>& versions) {
  for (const auto& [key, row] : rows) {
    const Row* before = find(key);
    if (before == nullptr || *before != row) versions.emplace_back(row);
  }
}

EntityRef key_of(const EntityVersion& version) {
  struct Key {
    EntityRef operator()(const Account& row) const { return row.i_account; }
    EntityRef operator()(const Customer& row) const { return row.i_customer; }
    EntityRef operator()(const Product& row) const { return row.i_product; }
    EntityRef operator()(const SimCard& row) const { return row.i_sim_card; }
    EntityRef operator()(const Did& row) const { return row.i_did_number; }
    EntityRef operator()(const Invoice& row) const { return row.i_invoice; }
  };
  return std::visit(Key{}, version);
}

}  // namespace

ChangeDraft::ChangeDraft(const World& world, base::VirtualTime now, ChangeOptions options, std::string name,
                         std::optional<EntityRef> subject)
    : world_(world), now_(now), options_(options), name_(std::move(name)), subject_(subject) {}

std::string ChangeDraft::subject_text() const { return subject_ ? world_.describe(*subject_) : name_; }

Account& ChangeDraft::account(IAccount key) { return touched(accounts_, key, world_.account(key)); }
Customer& ChangeDraft::customer(ICustomer key) { return touched(customers_, key, world_.customer(key)); }
Product& ChangeDraft::product(IProduct key) { return touched(products_, key, world_.product(key)); }
SimCard& ChangeDraft::sim_card(ISimCard key) { return touched(sim_cards_, key, world_.sim_card(key)); }
Did& ChangeDraft::did(IDid key) { return touched(dids_, key, world_.did(key)); }
Invoice& ChangeDraft::invoice(IInvoice key) { return touched(invoices_, key, world_.invoice(key)); }

SimCard* ChangeDraft::sim_card_of(IAccount i_account) {
  for (auto& [key, card] : sim_cards_) {
    if (card.i_account == i_account) return &card;
  }
  const SimCard* held = world_.sim_card_of(i_account);
  if (held == nullptr || sim_cards_.contains(held->i_sim_card)) return nullptr;
  return &sim_card(held->i_sim_card);
}

Account& ChangeDraft::add(Account row) {
  subject_ = row.i_account;
  return accounts_.insert_or_assign(row.i_account, std::move(row)).first->second;
}
Customer& ChangeDraft::add(Customer row) {
  subject_ = row.i_customer;
  return customers_.insert_or_assign(row.i_customer, std::move(row)).first->second;
}
SimCard& ChangeDraft::add(SimCard row) {
  subject_ = row.i_sim_card;
  return sim_cards_.insert_or_assign(row.i_sim_card, std::move(row)).first->second;
}
Did& ChangeDraft::add(Did row) {
  subject_ = row.i_did_number;
  return dids_.insert_or_assign(row.i_did_number, std::move(row)).first->second;
}
Invoice& ChangeDraft::add(Invoice row) {
  subject_ = row.i_invoice;
  return invoices_.insert_or_assign(row.i_invoice, std::move(row)).first->second;
}

void ChangeDraft::record(std::string_view event_type, IAccount i_account) {
  recorded_.emplace_back(event_type, i_account);
}

ChangeSet ChangeDraft::finish(std::string description) && {
  ChangeSet change;
  change.description = std::move(description);
  change.subject = subject_;

  EventRecorder recorder(world_, now_, options_.release);
  if (removed_) {
    change.removed.push_back(*subject_);
    recorder.see_removed(*subject_);
  } else {
    collect(
        customers_, [&](ICustomer key) { return world_.customer(key); }, change.versions);
    collect(
        products_, [&](IProduct key) { return world_.product(key); }, change.versions);
    collect(
        accounts_, [&](IAccount key) { return world_.account(key); }, change.versions);
    collect(
        sim_cards_, [&](ISimCard key) { return world_.sim_card(key); }, change.versions);
    collect(
        dids_, [&](IDid key) { return world_.did(key); }, change.versions);
    collect(
        invoices_, [&](IInvoice key) { return world_.invoice(key); }, change.versions);
    // What the change is about is recorded first.
    std::stable_partition(change.versions.begin(), change.versions.end(),
                          [&](const EntityVersion& version) { return key_of(version) == subject_; });
    for (const EntityVersion& version : change.versions) {
      std::visit([&](const auto& row) { recorder.see(row); }, version);
    }
  }
  for (const auto& [event_type, i_account] : recorded_) recorder.record(event_type, i_account);
  change.events = recorder.take();
  return change;
}

}  // namespace sim
