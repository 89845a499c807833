#include "simulator/billing/world.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <type_traits>

namespace sim {
namespace {

template <class Names, class Key>
void forget(Names& names, const std::string& name, Key key) {
  const auto at = names.find(name);
  if (at != names.end() && at->second == key) names.erase(at);
}

template <class Names, class Key>
void learn(Names& names, const std::string& name, Key key) {
  if (!name.empty()) names.insert_or_assign(name, key);
}

template <class Names, class Rows>
auto by_name(const Names& names, const Rows& rows, std::string_view name) {
  const auto at = names.find(name);
  return at == names.end() ? nullptr : rows.find(at->second);
}

// The rows whose key stands second in a pair that begins with `owner`.
template <class Owner, class Key, class Rows>
auto owned(const std::set<std::pair<Owner, Key>>& pairs, Owner owner, const Rows& rows) {
  std::vector<decltype(rows.find(std::declval<Key>()))> found;
  const Key first(std::numeric_limits<std::int64_t>::min());
  for (auto at = pairs.lower_bound({owner, first}); at != pairs.end() && at->first == owner; ++at) {
    found.push_back(rows.find(at->second));
  }
  return found;
}

std::optional<std::int64_t> as_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

template <class Row>
std::optional<EntityRef> key_of(const Row* row, EntityRef key) {
  return row == nullptr ? std::nullopt : std::optional<EntityRef>(key);
}

}  // namespace

const ProductGroup* World::product_group(IProductGroup i_product_group) const {
  const auto at =
      std::find_if(product_groups_.begin(), product_groups_.end(),
                   [&](const ProductGroup& group) { return group.i_product_group == i_product_group; });
  return at == product_groups_.end() ? nullptr : &*at;
}

const Service* World::service(IService i_service) const {
  const auto at = std::find_if(services_.begin(), services_.end(),
                               [&](const Service& service) { return service.i_service == i_service; });
  return at == services_.end() ? nullptr : &*at;
}

const Service* World::service(std::string_view name) const {
  const auto at = std::find_if(services_.begin(), services_.end(),
                               [&](const Service& service) { return service.name == name; });
  return at == services_.end() ? nullptr : &*at;
}

const ApiUser* World::user(IUser i_user) const {
  const auto at =
      std::find_if(users_.begin(), users_.end(), [&](const ApiUser& user) { return user.i_user == i_user; });
  return at == users_.end() ? nullptr : &*at;
}

const ApiUser* World::user(std::string_view realm, std::string_view login) const {
  const auto at = std::find_if(users_.begin(), users_.end(), [&](const ApiUser& user) {
    return user.realm == realm && user.login.text() == login;
  });
  return at == users_.end() ? nullptr : &*at;
}

const SystemMapping* World::system(std::string_view name) const {
  const auto at = std::find_if(systems_.begin(), systems_.end(),
                               [&](const SystemMapping& mapping) { return mapping.name == name; });
  return at == systems_.end() ? nullptr : &*at;
}

const Account* World::account(std::string_view id) const { return by_name(account_ids_, accounts_, id); }
const Account* World::account_by_login(std::string_view login) const {
  return by_name(account_logins_, accounts_, login);
}
const Customer* World::customer(std::string_view name) const {
  return by_name(customer_names_, customers_, name);
}
const Customer* World::customer_by_login(std::string_view login) const {
  return by_name(customer_logins_, customers_, login);
}
const Product* World::product(std::string_view name) const {
  return by_name(product_names_, products_, name);
}
const Did* World::did(std::string_view number) const { return by_name(did_numbers_, dids_, number); }

const SimCard* World::sim_card(std::string_view name) const {
  if (const SimCard* card = by_name(imsis_, sim_cards_, name)) return card;
  if (const SimCard* card = by_name(iccids_, sim_cards_, name)) return card;
  return by_name(msisdns_, sim_cards_, name);
}

const Invoice* World::invoice(std::string_view name) const {
  if (const Invoice* found = by_name(invoice_numbers_, invoices_, name)) return found;
  const std::optional<std::int64_t> number = as_number(name);
  return number ? invoices_.find(IInvoice(*number)) : nullptr;
}

std::vector<const Account*> World::accounts_of(ICustomer i_customer) const {
  return owned(accounts_of_, i_customer, accounts_);
}
std::vector<const Invoice*> World::invoices_of(ICustomer i_customer) const {
  return owned(invoices_of_, i_customer, invoices_);
}
std::vector<const Did*> World::dids_of(ICustomer i_customer) const {
  return owned(customer_dids_, i_customer, dids_);
}
std::vector<const Did*> World::dids_of(IAccount i_account) const {
  return owned(account_dids_, i_account, dids_);
}
const SimCard* World::sim_card_of(IAccount i_account) const {
  const auto cards = owned(account_sims_, i_account, sim_cards_);
  return cards.empty() ? nullptr : cards.front();
}

std::optional<EntityRef> World::find(EntityKind kind, std::string_view name) const {
  switch (kind) {
    case EntityKind::Account:
      if (const Account* row = account(name)) return row->i_account;
      break;
    case EntityKind::Customer:
      if (const Customer* row = customer(name)) return row->i_customer;
      break;
    case EntityKind::Product:
      if (const Product* row = product(name)) return row->i_product;
      break;
    case EntityKind::Sim:
      if (const SimCard* row = sim_card(name)) return row->i_sim_card;
      break;
    case EntityKind::Did:
      if (const Did* row = did(name)) return row->i_did_number;
      break;
    case EntityKind::Invoice:
      if (const Invoice* row = invoice(name)) return row->i_invoice;
      break;
  }
  return std::nullopt;
}

std::optional<EntityRef> World::find(EntityKind kind, std::int64_t id) const {
  switch (kind) {
    case EntityKind::Account:
      return key_of(account(IAccount(id)), IAccount(id));
    case EntityKind::Customer:
      return key_of(customer(ICustomer(id)), ICustomer(id));
    case EntityKind::Product:
      return key_of(product(IProduct(id)), IProduct(id));
    case EntityKind::Sim:
      return key_of(sim_card(ISimCard(id)), ISimCard(id));
    case EntityKind::Did:
      return key_of(did(IDid(id)), IDid(id));
    case EntityKind::Invoice:
      return key_of(invoice(IInvoice(id)), IInvoice(id));
  }
  return std::nullopt;
}

bool World::exists(const EntityRef& ref) const {
  return std::visit(
      [&](auto key) {
        using Key = decltype(key);
        if constexpr (std::is_same_v<Key, IAccount>) return account(key) != nullptr;
        if constexpr (std::is_same_v<Key, ICustomer>) return customer(key) != nullptr;
        if constexpr (std::is_same_v<Key, IProduct>) return product(key) != nullptr;
        if constexpr (std::is_same_v<Key, ISimCard>) return sim_card(key) != nullptr;
        if constexpr (std::is_same_v<Key, IDid>) return did(key) != nullptr;
        if constexpr (std::is_same_v<Key, IInvoice>) return invoice(key) != nullptr;
      },
      ref);
}

std::string World::describe(const EntityRef& ref) const {
  const auto named = [](const char* what, const std::string& name, std::int64_t id) {
    return std::string(what) + " " + (name.empty() ? std::to_string(id) : name);
  };
  return std::visit(
      [&](auto key) -> std::string {
        using Key = decltype(key);
        const std::string none;
        if constexpr (std::is_same_v<Key, IAccount>) {
          return named("account", account(key) ? account(key)->id.text() : none, key.value());
        } else if constexpr (std::is_same_v<Key, ICustomer>) {
          return named("customer", customer(key) ? customer(key)->name : none, key.value());
        } else if constexpr (std::is_same_v<Key, IProduct>) {
          return named("product", product(key) ? product(key)->name : none, key.value());
        } else if constexpr (std::is_same_v<Key, ISimCard>) {
          return named("SIM", sim_card(key) ? sim_card(key)->imsi.text() : none, key.value());
        } else if constexpr (std::is_same_v<Key, IDid>) {
          return named("DID", did(key) ? did(key)->number.text() : none, key.value());
        } else {
          return named("invoice", invoice(key) ? invoice(key)->invoice_number : none, key.value());
        }
      },
      ref);
}

std::vector<std::string> World::names(EntityKind kind) const {
  std::vector<std::string> names;
  switch (kind) {
    case EntityKind::Account:
      for (const Account* row : accounts()) names.push_back(row->id.text());
      break;
    case EntityKind::Customer:
      for (const Customer* row : customers()) names.push_back(row->name);
      break;
    case EntityKind::Product:
      for (const Product* row : products()) names.push_back(row->name);
      break;
    case EntityKind::Sim:
      for (const SimCard* row : sim_cards()) names.push_back(row->imsi.text());
      break;
    case EntityKind::Did:
      for (const Did* row : dids()) names.push_back(row->number.text());
      break;
    case EntityKind::Invoice:
      for (const Invoice* row : invoices()) names.push_back(row->invoice_number);
      break;
  }
  return names;
}

World World::as_of(base::VirtualTime time) const {
  World then;
  then.product_groups_ = product_groups_;
  then.services_ = services_;
  then.users_ = users_;
  then.service_groups_ = service_groups_;
  then.systems_ = systems_;
  then.clock_ = clock_;
  then.i_env_ = i_env_;
  then.title_ = title_;
  then.currency_ = currency_;
  then.accounts_ = accounts_.as_of(time);
  then.customers_ = customers_.as_of(time);
  then.products_ = products_.as_of(time);
  then.sim_cards_ = sim_cards_.as_of(time);
  then.dids_ = dids_.as_of(time);
  then.invoices_ = invoices_.as_of(time);
  for (const Account* row : then.accounts()) then.index(*row);
  for (const Customer* row : then.customers()) then.index(*row);
  for (const Product* row : then.products()) then.index(*row);
  for (const SimCard* row : then.sim_cards()) then.index(*row);
  for (const Did* row : then.dids()) then.index(*row);
  for (const Invoice* row : then.invoices()) then.index(*row);
  return then;
}

void World::apply(const ChangeSet& change, base::VirtualTime now) {
  for (const EntityRef& ref : change.removed) remove(ref, now);
  // All the old names first: two rows may have swapped one.
  for (const EntityVersion& version : change.versions) {
    std::visit([&](const auto& row) { unindex_current(row); }, version);
  }
  for (const EntityVersion& version : change.versions) {
    std::visit([&](const auto& row) { put(row, now); }, version);
  }
}

void World::remove(const EntityRef& ref, base::VirtualTime now) {
  if (const ISimCard* key = std::get_if<ISimCard>(&ref)) {
    if (const SimCard* row = sim_card(*key)) unindex(*row);
    sim_cards_.remove(*key, now);
  } else if (const IDid* number = std::get_if<IDid>(&ref)) {
    if (const Did* row = did(*number)) unindex(*row);
    dids_.remove(*number, now);
  }
}

void World::unindex_current(const Account& row) {
  if (const Account* current = account(row.i_account)) unindex(*current);
}
void World::unindex_current(const Customer& row) {
  if (const Customer* current = customer(row.i_customer)) unindex(*current);
}
void World::unindex_current(const Product& row) {
  if (const Product* current = product(row.i_product)) unindex(*current);
}
void World::unindex_current(const SimCard& row) {
  if (const SimCard* current = sim_card(row.i_sim_card)) unindex(*current);
}
void World::unindex_current(const Did& row) {
  if (const Did* current = did(row.i_did_number)) unindex(*current);
}
void World::unindex_current(const Invoice& row) {
  if (const Invoice* current = invoice(row.i_invoice)) unindex(*current);
}

void World::put(const Account& account, base::VirtualTime now) {
  unindex_current(account);
  accounts_.put(account.i_account, account, now);
  index(account);
}
void World::put(const Customer& customer, base::VirtualTime now) {
  unindex_current(customer);
  customers_.put(customer.i_customer, customer, now);
  index(customer);
}
void World::put(const Product& product, base::VirtualTime now) {
  unindex_current(product);
  products_.put(product.i_product, product, now);
  index(product);
}
void World::put(const SimCard& card, base::VirtualTime now) {
  unindex_current(card);
  sim_cards_.put(card.i_sim_card, card, now);
  index(card);
}
void World::put(const Did& did, base::VirtualTime now) {
  unindex_current(did);
  dids_.put(did.i_did_number, did, now);
  index(did);
}
void World::put(const Invoice& invoice, base::VirtualTime now) {
  unindex_current(invoice);
  invoices_.put(invoice.i_invoice, invoice, now);
  index(invoice);
}

void World::index(const Account& row) {
  learn(account_ids_, row.id.text(), row.i_account);
  learn(account_logins_, row.login.text(), row.i_account);
  accounts_of_.emplace(row.i_customer, row.i_account);
}
void World::unindex(const Account& row) {
  forget(account_ids_, row.id.text(), row.i_account);
  forget(account_logins_, row.login.text(), row.i_account);
  accounts_of_.erase({row.i_customer, row.i_account});
}

void World::index(const Customer& row) {
  learn(customer_names_, row.name, row.i_customer);
  learn(customer_logins_, row.login.text(), row.i_customer);
}
void World::unindex(const Customer& row) {
  forget(customer_names_, row.name, row.i_customer);
  forget(customer_logins_, row.login.text(), row.i_customer);
}

void World::index(const Product& row) { learn(product_names_, row.name, row.i_product); }
void World::unindex(const Product& row) { forget(product_names_, row.name, row.i_product); }

void World::index(const SimCard& row) {
  learn(imsis_, row.imsi.text(), row.i_sim_card);
  learn(iccids_, row.iccid.text(), row.i_sim_card);
  learn(msisdns_, row.msisdn.text(), row.i_sim_card);
  if (row.i_account) account_sims_.emplace(*row.i_account, row.i_sim_card);
}
void World::unindex(const SimCard& row) {
  forget(imsis_, row.imsi.text(), row.i_sim_card);
  forget(iccids_, row.iccid.text(), row.i_sim_card);
  forget(msisdns_, row.msisdn.text(), row.i_sim_card);
  if (row.i_account) account_sims_.erase({*row.i_account, row.i_sim_card});
}

void World::index(const Did& row) {
  learn(did_numbers_, row.number.text(), row.i_did_number);
  if (row.i_customer) customer_dids_.emplace(*row.i_customer, row.i_did_number);
  if (row.i_account) account_dids_.emplace(*row.i_account, row.i_did_number);
}
void World::unindex(const Did& row) {
  forget(did_numbers_, row.number.text(), row.i_did_number);
  if (row.i_customer) customer_dids_.erase({*row.i_customer, row.i_did_number});
  if (row.i_account) account_dids_.erase({*row.i_account, row.i_did_number});
}

void World::index(const Invoice& row) {
  learn(invoice_numbers_, row.invoice_number, row.i_invoice);
  invoices_of_.emplace(row.i_customer, row.i_invoice);
}
void World::unindex(const Invoice& row) {
  forget(invoice_numbers_, row.invoice_number, row.i_invoice);
  invoices_of_.erase({row.i_customer, row.i_invoice});
}

}  // namespace sim
