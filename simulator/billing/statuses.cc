#include "simulator/billing/statuses.h"

#include "simulator/billing/world.h"

namespace sim {
namespace {

using Word = std::optional<std::string_view>;

bool has_own_money(const Account& account) {
  return account.billing_model == BillingModel::Debit || account.billing_model == BillingModel::Voucher;
}

bool is_used_up(const std::optional<Money>& funds) { return funds && !funds->is_positive(); }

Word administrative_status(const Account& account, const Customer& customer) {
  if (account.bill_status == AccountBillStatus::Closed) return "closed";
  if (customer.bill_status == CustomerBillStatus::Closed) return "closed";
  if (customer.bill_status == CustomerBillStatus::Exported) return "customer_exported";
  if (account.bill_status == AccountBillStatus::Inactive) return "inactive";
  if (account.blocked) return "blocked";
  if (customer.blocked) return "customer_blocked";
  if (customer.provisionally_terminated) return "customer_provisionally_terminated";
  if (account.bill_status == AccountBillStatus::Suspended) return "suspended";
  const bool suspended = customer.bill_status == CustomerBillStatus::Suspended ||
                         customer.bill_status == CustomerBillStatus::Deactivated;
  if (suspended && !customer.bill_suspension_delayed) return "customer_suspended";
  if (customer.limited && !customer.limiting_delayed) return "customer_limited";
  if (account.frozen) return "frozen";
  if (account.quarantine) return "quarantine";
  if (account.screening) return "screening";
  return std::nullopt;
}

Word money_status(const Account& account, const Customer& customer) {
  if (has_own_money(account)) {
    if (account.balance.is_negative()) return "overdraft";
    if (account.balance.is_zero()) return "zero_balance";
    return std::nullopt;
  }
  const bool subordinate = account.i_account_balance_control_type == AccountBalanceControl::Subordinate;
  if (!subordinate && is_used_up(available_funds(account, customer))) return "credit_exceeded";
  if (!is_used_up(available_funds(customer))) return std::nullopt;
  if (customer.i_balance_control_type == BalanceControl::Prepaid) return "customer_has_no_available_funds";
  return "customer_credit_exceed";
}

const ServiceFeature* own_feature(const ServiceFeatures& features, std::string_view name) {
  const auto at = features.find(std::string(name));
  return at == features.end() || at->second.flag_value == "~" ? nullptr : &at->second;
}

const ServiceFeature kOff{"N", {}};

}  // namespace

std::optional<std::string_view> account_status(const World& world, const Account& account,
                                               base::VirtualTime now) {
  const Customer* found = world.customer(account.i_customer);
  const Customer customer = found != nullptr ? *found : Customer{};
  if (const Word word = administrative_status(account, customer)) return word;
  if (account.activation_date > now) return "not_yet_active";
  if (account.expiration_date && *account.expiration_date <= now) return "expired";
  if (const Word word = money_status(account, customer)) return word;
  if (customer.bill_suspension_delayed) return "customer_suspension_delayed";
  if (customer.limiting_delayed) return "customer_limiting_delayed";
  return std::nullopt;
}

bool is_only_a_warning(std::string_view account_status) {
  return account_status == "customer_suspension_delayed" || account_status == "customer_limiting_delayed";
}

std::optional<std::string_view> customer_status(const World& world, const Customer& customer) {
  switch (customer.bill_status) {
    case CustomerBillStatus::Closed:
      return "closed";
    case CustomerBillStatus::Exported:
      return "exported";
    case CustomerBillStatus::Deactivated:
      return "deactivated";
    case CustomerBillStatus::Open:
    case CustomerBillStatus::Suspended:
      break;
  }
  if (customer.blocked) return "blocked";
  if (customer.provisionally_terminated) return "provisionally_terminated";
  const bool suspended = customer.bill_status == CustomerBillStatus::Suspended;
  if (suspended && !customer.bill_suspension_delayed) return "suspended";
  if (customer.limited && !customer.limiting_delayed) return "limited";
  if (customer.frozen) return "frozen";
  if (customer.billing_paused) return "billing_paused";
  if (customer.spending_limit_reached) return "spending_limit_reached";
  if (const Customer* reseller = customer.i_parent ? world.customer(*customer.i_parent) : nullptr) {
    if (reseller->blocked) return "reseller_blocked";
    if (reseller->bill_status == CustomerBillStatus::Suspended) return "reseller_suspended";
    if (reseller->provisionally_terminated) return "reseller_provisionally_terminated";
  }
  if (is_used_up(available_funds(customer))) {
    return customer.i_balance_control_type == BalanceControl::Prepaid ? "no_available_funds"
                                                                      : "credit_exceeded";
  }
  if (customer.bill_suspension_delayed) return "suspension_delayed";
  if (customer.limiting_delayed) return "limiting_delayed";
  return std::nullopt;
}

std::optional<Money> available_funds(const Customer& customer) {
  if (customer.credit_limit) return *customer.credit_limit - customer.balance;
  if (customer.i_balance_control_type == BalanceControl::Prepaid) return -customer.balance;
  return std::nullopt;
}

std::optional<Money> available_funds(const Account& account, const Customer& customer) {
  if (has_own_money(account)) return account.balance;
  if (account.i_account_balance_control_type == AccountBalanceControl::Subordinate) {
    return available_funds(customer);
  }
  if (account.credit_limit) return *account.credit_limit - account.balance;
  return std::nullopt;
}

std::optional<Money> available_funds(const World& world, const Account& account) {
  const Customer* customer = world.customer(account.i_customer);
  return available_funds(account, customer != nullptr ? *customer : Customer{});
}

bool is_active(const Account& account, base::VirtualTime now) {
  if (account.bill_status == AccountBillStatus::Closed) return false;
  if (account.bill_status == AccountBillStatus::Inactive) return false;
  return account.activation_date <= now && !(account.expiration_date && *account.expiration_date <= now);
}

ServiceFeature effective_feature(const World& world, const Account& account, std::string_view name) {
  if (const ServiceFeature* own = own_feature(account.service_features, name)) return *own;
  if (const Customer* customer = world.customer(account.i_customer)) {
    if (const ServiceFeature* own = own_feature(customer->service_features, name)) return *own;
  }
  if (const Product* product = world.product(account.i_product)) {
    if (const ServiceFeature* own = own_feature(product->service_features, name)) return *own;
  }
  return kOff;
}

ServiceFeature effective_feature(const Customer& customer, std::string_view name) {
  const ServiceFeature* own = own_feature(customer.service_features, name);
  return own != nullptr ? *own : kOff;
}

}  // namespace sim
