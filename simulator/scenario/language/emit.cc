#include "simulator/scenario/language/emit.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sim {
namespace {

void put_number(const World& world, const EntityRef& ref, base::Json& variables) {
  if (const auto* account = std::get_if<IAccount>(&ref)) variables["i_account"] = account->value();
  if (const auto* customer = std::get_if<ICustomer>(&ref)) variables["i_customer"] = customer->value();
  if (const auto* did = std::get_if<IDid>(&ref)) variables["number"] = world.did(*did)->number.text();
  if (const auto* invoice = std::get_if<IInvoice>(&ref)) {
    variables["i_invoice"] = invoice->value();
    variables["i_customer"] = world.invoice(*invoice)->i_customer.value();
  }
}

}  // namespace

base::Result<base::Json> emit_variables(const EmitStep& step, const World& world) {
  base::Json variables = base::Json::object();
  for (const EmitStep::Named& each : step.entities) {
    const auto ref = world.find(each.kind, each.name);
    if (!ref) {
      return base::fail(base::ErrorKind::NotFound,
                        fmt::format("there is no {} `{}`: {}", word(each.kind), each.name,
                                    base::suggestion(each.name, world.names(each.kind))));
    }
    put_number(world, *ref, variables);
  }
  variables.update(step.variables);
  return variables;
}

}  // namespace sim
