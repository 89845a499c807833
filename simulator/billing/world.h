// Everything that one simulated PortaBilling knows of its customers, now and for a while back.
//
// A value: copy a parsed one for each scenario. Lookups take O(log n); every list is in the order of ids.
// Pointers are valid until the next apply() of this world.
//
// Threads: none of its own; copies share only what never changes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/virtual_time.h"
#include "simulator/billing/change_set.h"
#include "simulator/billing/entities.h"
#include "simulator/billing/entity_kind.h"
#include "simulator/billing/provisioning_mapping.h"
#include "simulator/billing/table.h"

namespace sim {

class World {
 public:
  // By key; null where there is none.
  const Account* account(IAccount i_account) const { return accounts_.find(i_account); }
  const Customer* customer(ICustomer i_customer) const { return customers_.find(i_customer); }
  const Product* product(IProduct i_product) const { return products_.find(i_product); }
  const ProductGroup* product_group(IProductGroup i_product_group) const;
  const Service* service(IService i_service) const;
  const SimCard* sim_card(ISimCard i_sim_card) const { return sim_cards_.find(i_sim_card); }
  const Did* did(IDid i_did_number) const { return dids_.find(i_did_number); }
  const Invoice* invoice(IInvoice i_invoice) const { return invoices_.find(i_invoice); }
  const ApiUser* user(IUser i_user) const;

  // By the name people use; null where there is none.
  const Account* account(std::string_view id) const;
  const Account* account_by_login(std::string_view login) const;
  const Customer* customer(std::string_view name) const;
  const Customer* customer_by_login(std::string_view login) const;
  const Product* product(std::string_view name) const;
  const Service* service(std::string_view name) const;
  const SimCard* sim_card(std::string_view imsi_iccid_or_msisdn) const;
  const Did* did(std::string_view number) const;
  const Invoice* invoice(std::string_view number_or_i_invoice) const;
  const ApiUser* user(std::string_view realm, std::string_view login) const;

  // What belongs together.
  std::vector<const Account*> accounts_of(ICustomer i_customer) const;
  std::vector<const Invoice*> invoices_of(ICustomer i_customer) const;
  std::vector<const Did*> dids_of(ICustomer i_customer) const;
  std::vector<const Did*> dids_of(IAccount i_account) const;
  const SimCard* sim_card_of(IAccount i_account) const;  // the account's card, or null

  // All of a table.
  std::vector<const Account*> accounts() const { return accounts_.all(); }
  std::vector<const Customer*> customers() const { return customers_.all(); }
  std::vector<const Product*> products() const { return products_.all(); }
  std::vector<const SimCard*> sim_cards() const { return sim_cards_.all(); }
  std::vector<const Did*> dids() const { return dids_.all(); }
  std::vector<const Invoice*> invoices() const { return invoices_.all(); }
  const std::vector<ProductGroup>& product_groups() const { return product_groups_; }
  const std::vector<Service>& services() const { return services_; }
  const std::vector<ApiUser>& users() const { return users_; }
  // The predefined ones and what the world file adds, as they are at the start.
  const std::vector<ServiceGroup>& service_groups() const { return service_groups_; }
  const std::vector<SystemMapping>& systems() const { return systems_; }
  const SystemMapping* system(std::string_view name) const;

  // Where the world's virtual time begins.
  base::VirtualTime clock() const { return clock_; }
  std::int64_t i_env() const { return i_env_; }
  const std::string& title() const { return title_; }
  // What new customers are billed in where nothing else is said.
  Currency currency() const { return currency_; }

  // The key of an entity named as in a scenario; nothing where there is none.
  std::optional<EntityRef> find(EntityKind kind, std::string_view name) const;
  // The key from an `i_…`; nothing where there is no such row.
  std::optional<EntityRef> find(EntityKind kind, std::int64_t id) const;
  bool exists(const EntityRef& ref) const;
  // "account 380501112233", "customer Panda Telecom", "SIM 255010000000001".
  std::string describe(const EntityRef& ref) const;
  // The names a person may have meant, for "did you mean".
  std::vector<std::string> names(EntityKind kind) const;

  // The past, for stale reads: an entity as it was at `time`; at most 32 versions of each are kept.
  const Account* account_at(IAccount i_account, base::VirtualTime time) const {
    return accounts_.find_at(i_account, time);
  }
  const Customer* customer_at(ICustomer i_customer, base::VirtualTime time) const {
    return customers_.find_at(i_customer, time);
  }
  // The whole world as it was at `time`: any reader of a World reads stale data with it. O(n).
  World as_of(base::VirtualTime time) const;

  // Keys that a new row may have.
  IAccount next_account() const { return accounts_.next_key(1001); }
  ICustomer next_customer() const { return customers_.next_key(101); }
  ISimCard next_sim_card() const { return sim_cards_.next_key(1); }
  IDid next_did() const { return dids_.next_key(1); }
  IInvoice next_invoice() const { return invoices_.next_key(1); }

  // Puts a change's versions in, as from `now`. The events are the caller's to deliver.
  void apply(const ChangeSet& change, base::VirtualTime now);

  // For the reader of world files and for tests.
  void put(const Account& account, base::VirtualTime now);
  void put(const Customer& customer, base::VirtualTime now);
  void put(const Product& product, base::VirtualTime now);
  void put(const SimCard& card, base::VirtualTime now);
  void put(const Did& did, base::VirtualTime now);
  void put(const Invoice& invoice, base::VirtualTime now);
  void set_clock(base::VirtualTime clock) { clock_ = clock; }
  void set_i_env(std::int64_t i_env) { i_env_ = i_env; }
  void set_currency(Currency currency) { currency_ = currency; }
  void set_title(std::string title) { title_ = std::move(title); }
  void set_product_groups(std::vector<ProductGroup> groups) { product_groups_ = std::move(groups); }
  void set_services(std::vector<Service> services) { services_ = std::move(services); }
  void set_users(std::vector<ApiUser> users) { users_ = std::move(users); }
  void set_service_groups(std::vector<ServiceGroup> groups) { service_groups_ = std::move(groups); }
  void set_systems(std::vector<SystemMapping> systems) { systems_ = std::move(systems); }

 private:
  template <class Key>
  using Names = std::map<std::string, Key, std::less<>>;

  void index(const Account& row);
  void unindex(const Account& row);
  void unindex_current(const Account& row);  // the version that `row` replaces
  void index(const Customer& row);
  void unindex(const Customer& row);
  void unindex_current(const Customer& row);
  void index(const Product& row);
  void unindex(const Product& row);
  void unindex_current(const Product& row);
  void index(const SimCard& row);
  void unindex(const SimCard& row);
  void unindex_current(const SimCard& row);
  void index(const Did& row);
  void unindex(const Did& row);
  void unindex_current(const Did& row);
  void index(const Invoice& row);
  void unindex(const Invoice& row);
  void unindex_current(const Invoice& row);
  void remove(const EntityRef& ref, base::VirtualTime now);

  Table<IAccount, Account> accounts_;
  Table<ICustomer, Customer> customers_;
  Table<IProduct, Product> products_;
  Table<ISimCard, SimCard> sim_cards_;
  Table<IDid, Did> dids_;
  Table<IInvoice, Invoice> invoices_;

  std::vector<ProductGroup> product_groups_;
  std::vector<Service> services_;
  std::vector<ApiUser> users_;
  std::vector<ServiceGroup> service_groups_ = predefined_service_groups();
  std::vector<SystemMapping> systems_;
  base::VirtualTime clock_;
  std::int64_t i_env_ = 1;
  std::string title_;
  Currency currency_;

  Names<IAccount> account_ids_;
  Names<IAccount> account_logins_;
  Names<ICustomer> customer_names_;
  Names<ICustomer> customer_logins_;
  Names<IProduct> product_names_;
  Names<ISimCard> imsis_;
  Names<ISimCard> iccids_;
  Names<ISimCard> msisdns_;
  Names<IDid> did_numbers_;
  Names<IInvoice> invoice_numbers_;
  std::set<std::pair<ICustomer, IAccount>> accounts_of_;
  std::set<std::pair<ICustomer, IInvoice>> invoices_of_;
  std::set<std::pair<ICustomer, IDid>> customer_dids_;
  std::set<std::pair<IAccount, IDid>> account_dids_;
  std::set<std::pair<IAccount, ISimCard>> account_sims_;
};

}  // namespace sim
