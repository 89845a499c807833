#include "simulator/billing/event_variables.h"

#include <nlohmann/json.hpp>

namespace sim {

base::Json variables_of(const World& world, const EntityRef& entity) {
  base::Json variables = base::Json::object();
  if (const auto* account = std::get_if<IAccount>(&entity)) variables["i_account"] = account->value();
  if (const auto* customer = std::get_if<ICustomer>(&entity)) variables["i_customer"] = customer->value();
  if (const auto* did = std::get_if<IDid>(&entity)) variables["number"] = world.did(*did)->number.text();
  if (const auto* invoice = std::get_if<IInvoice>(&entity)) {
    variables["i_invoice"] = invoice->value();
    variables["i_customer"] = world.invoice(*invoice)->i_customer.value();
  }
  return variables;
}

}  // namespace sim
