#include "simulator/scenario/language/facts.h"

#include <cassert>
#include <string>

#include "simulator/billing/statuses.h"

namespace sim::language {
namespace {

Fact one(base::Json value) { return {{std::move(value)}, {}}; }
Fact text(std::string_view value) { return one(std::string(value)); }

Fact status(std::optional<std::string_view> word) { return text(word.value_or("active")); }

Fact money(const std::optional<Money>& amount) {
  if (!amount) return {};
  return {{amount->to_json()}, {*amount}};
}

template <class Row, class Get>
Fact name_or_none(const Row* row, Get get) {
  return row == nullptr ? Fact{} : text(get(*row));
}

Fact customer_name(const World& world, const std::optional<ICustomer>& key) {
  const Customer* row = key ? world.customer(*key) : nullptr;
  return name_or_none(row, [](const Customer& each) { return each.name; });
}

Fact account_name(const World& world, const std::optional<IAccount>& key) {
  const Account* row = key ? world.account(*key) : nullptr;
  return name_or_none(row, [](const Account& each) { return each.id.text(); });
}

Fact fact(const World& world, const Account& row, std::string_view key, base::VirtualTime now) {
  if (key == "i_account") return one(row.i_account.value());
  if (key == "customer") return customer_name(world, row.i_customer);
  if (key == "product") {
    return name_or_none(world.product(row.i_product), [](const Product& each) { return each.name; });
  }
  if (key == "addon") {
    Fact addons;
    for (const AssignedAddon& addon : row.assigned_addons) {
      if (const Product* product = world.product(addon.i_product)) addons.values.emplace_back(product->name);
    }
    return addons;
  }
  if (key == "sim") {
    return name_or_none(world.sim_card_of(row.i_account),
                        [](const SimCard& each) { return each.imsi.text(); });
  }
  if (key == "did") {
    Fact dids;
    for (const Did* did : world.dids_of(row.i_account)) dids.values.emplace_back(did->number.text());
    return dids;
  }
  if (key == "status") return status(account_status(world, row, now));
  if (key == "bill_status") return text(wire_text(row.bill_status));
  if (key == "blocked") return one(row.blocked);
  if (key == "balance") return money(row.balance);
  if (key == "credit_limit") return money(row.credit_limit);
  assert(key == "available_funds");
  return money(available_funds(world, row));
}

Fact fact(const World& world, const Customer& row, std::string_view key, base::VirtualTime) {
  if (key == "i_customer") return one(row.i_customer.value());
  if (key == "reseller") return customer_name(world, row.i_parent);
  if (key == "status") return status(customer_status(world, row));
  if (key == "bill_status") return text(wire_text(row.bill_status));
  if (key == "blocked") return one(row.blocked);
  if (key == "balance") return money(row.balance);
  if (key == "credit_limit") return money(row.credit_limit);
  assert(key == "available_funds");
  return money(available_funds(row));
}

Fact fact(const World& world, const Product& row, std::string_view key, base::VirtualTime) {
  if (key == "addon") return one(row.addon);
  assert(key == "service" || key == "service_type");
  Fact services;
  for (const IService i_service : row.included_services) {
    const Service* service = world.service(i_service);
    if (service != nullptr) services.values.emplace_back(key == "service" ? service->name : service->type);
  }
  return services;
}

Fact fact(const World& world, const SimCard& row, std::string_view key, base::VirtualTime) {
  if (key == "imsi") return text(row.imsi.text());
  if (key == "iccid") return text(row.iccid.text());
  if (key == "msisdn") return row.msisdn.empty() ? Fact{} : text(row.msisdn.text());
  if (key == "status") return text(wire_text(row.status));
  assert(key == "account");
  return account_name(world, row.i_account);
}

Fact fact(const World& world, const Did& row, std::string_view key, base::VirtualTime) {
  if (key == "status") return text(wire_text(row.status));
  if (key == "customer") return customer_name(world, row.i_customer);
  assert(key == "account");
  return account_name(world, row.i_account);
}

Fact fact(const World& world, const Invoice& row, std::string_view key, base::VirtualTime) {
  if (key == "i_invoice") return one(row.i_invoice.value());
  if (key == "customer") return customer_name(world, row.i_customer);
  if (key == "status") return text(wire_text(row.status));
  if (key == "amount") return money(row.amount);
  assert(key == "amount_due");
  return money(row.amount_due());
}

const Account* row_of(const World& world, IAccount key) { return world.account(key); }
const Customer* row_of(const World& world, ICustomer key) { return world.customer(key); }
const Product* row_of(const World& world, IProduct key) { return world.product(key); }
const SimCard* row_of(const World& world, ISimCard key) { return world.sim_card(key); }
const Did* row_of(const World& world, IDid key) { return world.did(key); }
const Invoice* row_of(const World& world, IInvoice key) { return world.invoice(key); }

}  // namespace

Fact fact_of(const World& world, const EntityRef& ref, std::string_view key, base::VirtualTime now) {
  return std::visit(
      [&](const auto& id) {
        const auto* row = row_of(world, id);
        assert(row != nullptr);
        return fact(world, *row, key, now);
      },
      ref);
}

}  // namespace sim::language
