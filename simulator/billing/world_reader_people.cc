// customers, accounts, users.
#include <set>

#include "simulator/billing/customer_keys.h"
#include "simulator/billing/world_reader.h"

namespace sim {
namespace {

constexpr base::VirtualTime kAlways{};

const std::vector<std::pair<std::string, CustomerBillStatus>> kCustomerStatuses{
    {"O", CustomerBillStatus::Open},
    {"S", CustomerBillStatus::Suspended},
    {"C", CustomerBillStatus::Closed},
    {"E", CustomerBillStatus::Exported},
    {"D", CustomerBillStatus::Deactivated}};
const std::vector<std::pair<std::string, AccountBillStatus>> kAccountStatuses{
    {"O", AccountBillStatus::Open},
    {"I", AccountBillStatus::Inactive},
    {"S", AccountBillStatus::Suspended},
    {"C", AccountBillStatus::Closed}};
const std::vector<std::pair<std::string, BalanceControl>> kBalanceControls{
    {"postpaid", BalanceControl::Postpaid}, {"prepaid", BalanceControl::Prepaid}};
const std::vector<std::pair<std::string, BillingModel>> kBillingModels{
    {"debit", BillingModel::Debit}, {"voucher", BillingModel::Voucher}, {"credit", BillingModel::Credit}};
const std::vector<std::pair<std::string, AccountBalanceControl>> kAccountBalanceControls{
    {"individual", AccountBalanceControl::Individual},
    {"individual_with_limit", AccountBalanceControl::IndividualWithLimit},
    {"subordinate", AccountBalanceControl::Subordinate}};

// Of i_customer_type.
constexpr int kRetail = 1;

base::VirtualTime midnight(base::VirtualTime time) {
  return {std::chrono::floor<std::chrono::days>(time.since_epoch)};
}

}  // namespace

void WorldReader::read_customers(const base::Node& list) {
  UniqueNames ids("i_customer");
  UniqueNames names("customer");
  UniqueNames logins("login");
  base::read_list(list, findings_, [&](const base::Node& node) {
    Currency currency = currency_;
    if (const base::Node* own = node.find("currency"); own != nullptr && own->is_scalar()) {
      const auto parsed = Currency::parse(own->text);
      if (parsed) currency = *parsed;
      if (!parsed) findings_.add(*own, parsed.error().what);
    }
    Customer customer;
    customer.balance = customer.opening_balance = customer.unallocated_payments = Money(0, currency);
    customer.creation_date = midnight(world_.clock());
    std::optional<std::int64_t> id;
    RowReader row("a customer", findings_);
    row.id("i_customer", id, ids);
    row.name("name", true, customer.name, names);
    row.add("currency", false, [](const base::Node&) {});
    row.add("reseller", false, [this](const base::Node& value) { base::read_text(value, findings_); });
    row.integer("i_customer_type", 1, 3, customer.i_customer_type);
    row.integer("i_customer_class", 1, 1'000'000, customer.i_customer_class);
    row.integer("i_office_type", 1, 3, customer.i_office_type);
    row.word("bill_status", kCustomerStatuses, customer.bill_status);
    row.word("balance_control", kBalanceControls, customer.i_balance_control_type);
    row.money("balance", currency, customer.balance);
    row.money("opening_balance", currency, customer.opening_balance);
    row.money("credit_limit", currency, customer.credit_limit);
    row.money("perm_credit_limit", currency, customer.perm_credit_limit);
    row.money("unallocated_payments", currency, customer.unallocated_payments);
    row.integer("i_billing_period", 1, 100, customer.i_billing_period);
    row.datetime("creation_date", customer.creation_date);
    row.datetime("billed_to", customer.billed_to);
    row.datetime("next_billed_to", customer.next_billed_to);
    row.text("time_zone_name", customer.time_zone_name);
    row.name("login", false, customer.login, logins);
    row.text("password", customer.password);
    row.person(customer.person);
    row.custom_fields("custom_fields", customer.custom_fields);
    row.features("service_features", customer.service_features);
    row.flag("blocked", customer.blocked);
    row.flag("limited", customer.limited);
    row.flag("provisionally_terminated", customer.provisionally_terminated);
    row.flag("bill_suspension_delayed", customer.bill_suspension_delayed);
    row.flag("limiting_delayed", customer.limiting_delayed);
    row.flag("billing_paused", customer.billing_paused);
    row.flag("spending_limit_reached", customer.spending_limit_reached);
    row.flag("frozen", customer.frozen);
    row.read(node);
    customer.i_customer = key_or(id, world_.next_customer());
    customers_.emplace(customer.name, customer.i_customer);
    world_.put(customer, kAlways);
  });
  check_resellers(list);
}

// A finding, and nothing, where it is no reseller.
std::optional<ICustomer> WorldReader::reseller_named(const base::Node& name) {
  std::map<std::string, ICustomer> resellers;
  std::vector<std::string> names;
  for (const auto& [each, i_customer] : customers_) {
    if (world_.customer(i_customer)->i_customer_type != kResellerType) continue;
    resellers.emplace(each, i_customer);
    names.push_back(each);
  }
  const auto customer = customers_.find(name.text);
  if (customer == customers_.end() || resellers.contains(name.text)) {
    if (findings_.may_be_left_out(name.text)) return std::nullopt;
    if (names.empty()) {
      findings_.add(name, "there is no reseller `" + name.text + "`",
                    "a reseller is a customer with `i_customer_type: 2`");
      return std::nullopt;
    }
    return RowReader("a customer", findings_).look_up(name, "reseller", resellers);
  }
  const NoReseller why = no_reseller(name.text, names);
  findings_.add(name, why.what, why.help);
  return std::nullopt;
}

// Once all customers are known: a reseller may stand below those that belong to it.
void WorldReader::check_resellers(const base::Node& list) {
  for (const base::Node& node : list.items) {
    const base::Node* reseller = node.find("reseller");
    const base::Node* name = node.find("name");
    if (reseller == nullptr || name == nullptr || !reseller->is_scalar()) continue;
    const Customer* customer = world_.customer(name->text);
    const auto parent = reseller_named(*reseller);
    if (!parent || customer == nullptr) continue;
    Customer changed = *customer;
    changed.i_parent = *parent;
    world_.put(changed, kAlways);

    std::set<ICustomer> seen{changed.i_customer};
    for (std::optional<ICustomer> above = parent; above; above = world_.customer(*above)->i_parent) {
      if (seen.insert(*above).second) continue;
      if (*above == changed.i_customer) {
        findings_.add(*reseller, "`" + changed.name + "` is its own reseller in the end",
                      "leave out one `reseller:` of the circle");
      }
      break;
    }
  }
}

void WorldReader::read_accounts(const base::Node& list) {
  UniqueNames ids("i_account");
  UniqueNames names("account");
  UniqueNames logins("login");
  base::read_list(list, findings_, [&](const base::Node& node) { read_account(node, ids, names, logins); });
}

void WorldReader::read_account(const base::Node& node, UniqueNames& ids, UniqueNames& names,
                               UniqueNames& logins) {
  const base::Node* owner = node.find("customer");
  const Customer* customer = owner != nullptr ? world_.customer(owner->text) : nullptr;
  const Currency currency = customer != nullptr ? customer->balance.currency() : currency_;

  Account account;
  account.balance = account.opening_balance = Money(0, currency);
  account.issue_date = midnight(world_.clock());
  account.activation_date = midnight(world_.clock());
  if (customer != nullptr) account.time_zone_name = customer->time_zone_name;
  if (const base::Node* issued = node.find("issue_date"); issued != nullptr && issued->is_scalar()) {
    if (const auto time = base::parse_datetime(issued->text)) account.activation_date = midnight(*time);
  }
  std::optional<std::int64_t> id;
  std::optional<ICustomer> i_customer;
  std::optional<IProduct> i_product;
  std::optional<ISimCard> i_sim_card;
  RowReader row("an account", findings_);
  row.id("i_account", id, ids);
  row.name("id", true, account.id, names);
  row.reference("customer", true, "customer", customers_, i_customer);
  row.reference("product", true, "main product", main_products_, i_product);
  row.reference("sim", false, "SIM card", sim_cards_, i_sim_card);
  row.word("billing_model", kBillingModels, account.billing_model);
  row.word("balance_control", kAccountBalanceControls, account.i_account_balance_control_type);
  row.word("bill_status", kAccountStatuses, account.bill_status);
  row.integer("i_account_role", 1, 100, account.i_account_role);
  row.money("balance", currency, account.balance);
  row.money("opening_balance", currency, account.opening_balance);
  row.money("credit_limit", currency, account.credit_limit);
  row.datetime("issue_date", account.issue_date);
  row.datetime("activation_date", account.activation_date);
  row.datetime("expiration_date", account.expiration_date);
  row.datetime("first_usage", account.first_usage);
  row.datetime("last_usage", account.last_usage);
  row.text("time_zone_name", account.time_zone_name);
  row.name("login", false, account.login, logins);
  row.text("password", account.password);
  row.text("api_token", account.api_token);
  row.text("h323_password", account.h323_password);
  row.person(account.person);
  row.custom_fields("custom_fields", account.custom_fields);
  row.features("service_features", account.service_features);
  row.add("addons", false, [&](const base::Node& list) { read_addons(list, account); });
  row.flag("blocked", account.blocked);
  row.flag("frozen", account.frozen);
  row.flag("quarantine", account.quarantine);
  row.flag("screening", account.screening);
  row.read(node);

  account.i_account = key_or(id, world_.next_account());
  account.i_customer = i_customer.value_or(ICustomer(0));
  account.i_product = i_product.value_or(IProduct(0));
  accounts_.emplace(account.id.text(), account.i_account);
  world_.put(account, kAlways);
  check_account(node, account);
  if (i_sim_card) give_sim_card(*node.find("sim"), account, *i_sim_card);
}

void WorldReader::read_addons(const base::Node& list, Account& account) {
  base::read_list(list, findings_, [&](const base::Node& node) {
    AssignedAddon addon{IProduct(0), account.issue_date, std::nullopt, 10};
    std::optional<IProduct> i_product;
    std::optional<int> priority;
    RowReader row("an add-on of an account", findings_);
    if (node.is_map()) {
      row.reference("product", true, "add-on", addons_, i_product);
      row.datetime("from", addon.addon_effective_from);
      row.datetime("to", addon.addon_effective_to);
      row.add("priority", false,
              [&](const base::Node& value) { priority = read_priority(value, findings_); });
      row.read(node);
    } else {
      i_product = row.look_up(node, "add-on", addons_);
    }
    if (!i_product) return;
    addon.i_product = *i_product;
    addon.addon_priority = priority.value_or(world_.product(*i_product)->addon_priority);
    account.assigned_addons.push_back(addon);
  });
}

void WorldReader::check_account(const base::Node& node, const Account& account) {
  const Product* product = world_.product(account.i_product);
  const Customer* customer = world_.customer(account.i_customer);
  if (product == nullptr || customer == nullptr) return;
  if (product->currency != customer->balance.currency()) {
    findings_.add(*node.find("product"),
                  "product `" + product->name + "` is in " + product->currency.text() + ", customer `" +
                      customer->name + "` in " + customer->balance.currency().text(),
                  "give the product or the customer the other's `currency`");
  }
}

void WorldReader::read_users(const base::Node& list) {
  UniqueNames ids("i_user");
  std::map<std::string, UniqueNames> logins;
  std::vector<ApiUser> users;
  base::read_list(list, findings_, [&](const base::Node& node) {
    ApiUser user;
    std::optional<std::int64_t> id;
    RowReader row("a user", findings_);
    row.id("i_user", id, ids);
    row.word<std::string>("realm", {{"admin", "admin"}, {"reseller", "reseller"}, {"customer", "customer"}},
                          user.realm);
    row.text("login", user.login);
    row.text("password", user.password);
    row.text("token", user.token);
    row.text("email", user.email);
    row.flag("is_super_user", user.is_super_user);
    row.reference("customer", false, "customer", customers_, user.i_customer);
    row.read(node);
    if (const base::Node* login = node.find("login"); login != nullptr && login->is_scalar()) {
      const auto at = logins.try_emplace(user.realm, "login of the realm " + user.realm).first;
      at->second.add(*login, findings_);
    } else if (login == nullptr && node.is_map()) {
      findings_.add(node, "`login` is missing in a user", "add `login: …`");
    }
    const bool belongs = user.realm != "admin";
    if (node.is_map() && belongs && node.find("customer") == nullptr) {
      findings_.add(node, "`customer` is missing in a user of the realm " + user.realm, "add `customer: …`");
    }
    if (const Customer* customer = user.i_customer ? world_.customer(*user.i_customer) : nullptr;
        customer != nullptr && user.realm == "reseller" && customer->i_customer_type == kRetail) {
      findings_.add(
          *node.find("customer"),
          "a user of the realm reseller belongs to a reseller, and `" + customer->name + "` is none",
          "give that customer `i_customer_type: 2`, or the user `realm: customer`");
    }
    user.i_user = IUser(id.value_or(static_cast<std::int64_t>(users.size()) + 1));
    users.push_back(std::move(user));
  });
  world_.set_users(std::move(users));
}

}  // namespace sim
