// One change being made: copies of the rows that it touches. A deed edits them; what it records follows from
// comparing each row with what it was, as a database's triggers would (recorded_events.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"

namespace sim {

class ChangeDraft {
 public:
  // Borrows `world`. `subject` is what the change is about; nothing where it is to be created by `name`.
  ChangeDraft(const World& world, base::VirtualTime now, ChangeOptions options, std::string name,
              std::optional<EntityRef> subject);

  const World& world() const { return world_; }
  base::VirtualTime now() const { return now_; }
  const std::string& name() const { return name_; }
  // "account 380501112233".
  std::string subject_text() const;

  // The rows to edit, copied when first asked for. REQUIRES: the row exists, or was added.
  Account& account(IAccount key);
  Customer& customer(ICustomer key);
  Product& product(IProduct key);
  SimCard& sim_card(ISimCard key);
  Did& did(IDid key);
  Invoice& invoice(IInvoice key);

  // The subject. REQUIRES: it is of that kind.
  Account& account() { return account(std::get<IAccount>(*subject_)); }
  Customer& customer() { return customer(std::get<ICustomer>(*subject_)); }
  Product& product() { return product(std::get<IProduct>(*subject_)); }
  SimCard& sim_card() { return sim_card(std::get<ISimCard>(*subject_)); }
  Did& did() { return did(std::get<IDid>(*subject_)); }
  Invoice& invoice() { return invoice(std::get<IInvoice>(*subject_)); }

  // The account's card as this draft has it; null where it has none.
  SimCard* sim_card_of(IAccount i_account);

  // New rows become the subject; the returned reference stays valid.
  Account& add(Account row);
  Customer& add(Customer row);
  SimCard& add(SimCard row);
  Did& add(Did row);
  Invoice& add(Invoice row);
  // A SIM card or DID leaves the inventory. REQUIRES: it is the subject.
  void remove_subject() { removed_ = true; }

  // Records what no row shows.
  void record(std::string_view event_type, IAccount i_account);

  ChangeSet finish(std::string description) &&;

 private:
  const World& world_;
  base::VirtualTime now_;
  ChangeOptions options_;
  std::string name_;
  std::optional<EntityRef> subject_;
  bool removed_ = false;

  std::map<IAccount, Account> accounts_;
  std::map<ICustomer, Customer> customers_;
  std::map<IProduct, Product> products_;
  std::map<ISimCard, SimCard> sim_cards_;
  std::map<IDid, Did> dids_;
  std::map<IInvoice, Invoice> invoices_;
  std::vector<std::pair<std::string, IAccount>> recorded_;
};

}  // namespace sim
