#include "simulator/api/visible.h"

namespace sim::api {

bool may_see(const Call& call, const Customer& customer) {
  const Identity& who = call.caller.identity;
  switch (who.realm) {
    case Realm::Admin:
      return true;
    case Realm::Reseller:
      return who.i_customer &&
             (customer.i_parent == who.i_customer || customer.i_customer == *who.i_customer);
    case Realm::Customer:
    case Realm::Account:
      return who.i_customer == customer.i_customer;
  }
  return false;
}

bool may_see(const Call& call, const Account& account) {
  const Identity& who = call.caller.identity;
  if (who.realm == Realm::Admin) return true;
  if (who.realm == Realm::Account) return account.i_account.value() == who.id;
  const Customer* customer = call.world.customer(account.i_customer);
  return customer != nullptr && may_see(call, *customer);
}

const Account* named_account(const Call& call, const base::Json& keys) {
  const Account* account = nullptr;
  if (const auto i_account = id<IAccount>(keys, "i_account")) {
    account = call.world.account(*i_account);
  } else if (has(keys, "id")) {
    account = call.world.account(text(keys, "id"));
  } else if (has(keys, "login")) {
    account = call.world.account_by_login(text(keys, "login"));
  } else if (call.caller.identity.realm == Realm::Account) {
    account = call.world.account(IAccount(call.caller.identity.id));
  }
  return account != nullptr && may_see(call, *account) ? account : nullptr;
}

const Customer* named_customer(const Call& call, const base::Json& keys) {
  const Customer* customer = nullptr;
  if (const auto i_customer = id<ICustomer>(keys, "i_customer")) {
    customer = call.world.customer(*i_customer);
  } else if (has(keys, "name")) {
    customer = call.world.customer(text(keys, "name"));
  } else if (has(keys, "login")) {
    customer = call.world.customer_by_login(text(keys, "login"));
  } else if (call.caller.identity.realm != Realm::Admin && call.caller.identity.i_customer) {
    customer = call.world.customer(*call.caller.identity.i_customer);
  }
  return customer != nullptr && may_see(call, *customer) ? customer : nullptr;
}

std::optional<ICustomer> confined_to(const Call& call, std::optional<ICustomer> asked) {
  if (call.caller.identity.realm == Realm::Admin) return asked;
  return call.caller.identity.i_customer;
}

}  // namespace sim::api
