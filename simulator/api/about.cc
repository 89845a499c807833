#include "simulator/api/about.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "simulator/api/parameters.h"

namespace sim::api {
namespace {

const Account* account_of(const std::string& service, const base::Json& params, const World& world) {
  if (const auto i_account = id<IAccount>(params, "i_account")) return world.account(*i_account);
  if (service == "Account") {
    if (has(params, "id")) return world.account(text(params, "id"));
    if (has(params, "login")) return world.account_by_login(text(params, "login"));
  }
  if (service == "SIMCard") {
    const SimCard* card = nullptr;
    if (const auto i_sim_card = id<ISimCard>(params, "i_sim_card")) card = world.sim_card(*i_sim_card);
    for (const char* name : {"imsi", "iccid", "msisdn"}) {
      if (card == nullptr && has(params, name)) card = world.sim_card(text(params, name));
    }
    if (card != nullptr && card->i_account) return world.account(*card->i_account);
  }
  return nullptr;
}

const Customer* customer_of(const std::string& service, const base::Json& params, const World& world) {
  if (const auto i_customer = id<ICustomer>(params, "i_customer")) return world.customer(*i_customer);
  if (service == "Customer" && has(params, "name")) return world.customer(text(params, "name"));
  return nullptr;
}

void describe_members(const std::string& service, const base::Json& params, const World& world,
                      Described& described) {
  if (const Account* account = account_of(service, params, world)) described.i_account = account->i_account;
  if (const Customer* customer = customer_of(service, params, world))
    described.i_customer = customer->i_customer;
  const auto i_invoice = id<IInvoice>(params, "i_invoice");
  if (i_invoice && world.invoice(*i_invoice) != nullptr) described.i_invoice = *i_invoice;
  if (service != "DID") return;
  for (const char* name : {"number", "did_number"}) {
    if (described.number.empty()) described.number = text(params, name);
  }
  const auto i_did_number = id<IDid>(params, "i_did_number");
  const Did* did = i_did_number ? world.did(*i_did_number) : nullptr;
  if (did != nullptr) described.number = did->number.text();
}

}  // namespace

void describe_about(Described& described, const World& world) {
  if (!described.params.is_object()) return;
  const std::string service = described.method.substr(0, described.method.find('/'));
  if (service == "Session") return;
  describe_members(service, described.params, world, described);
  for (const char* name : {"account_info", "customer_info", "number_info", "sim_card_info"}) {
    const auto inner = described.params.find(name);
    if (inner != described.params.end() && inner->is_object()) {
      describe_members(service, *inner, world, described);
    }
  }
}

bool names_anybody(const base::Json& params) {
  constexpr std::array<const char*, 7> kNames{"i_account", "id",           "login",        "i_customer",
                                              "name",      "account_info", "customer_info"};
  return std::any_of(kNames.begin(), kNames.end(), [&](const char* name) { return params.contains(name); });
}

}  // namespace sim::api
