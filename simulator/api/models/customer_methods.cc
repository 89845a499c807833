// Customer/get_…: what is read of customers. What changes them is in customer_change_methods.cc.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

using Type = ParameterType;

OrFault<MethodAnswer> get_customer_info(const Call& call) {
  const Customer* customer = named_customer(call, call.params);
  if (customer == nullptr) return MethodAnswer{};
  base::Json info = customer_json(call.world, *customer);
  if (flag(call.params, "get_time_zone_name")) info["time_zone_name"] = customer->time_zone_name;
  return MethodAnswer{{{"customer_info", std::move(info)}}};
}

OrFault<MethodAnswer> get_customer_list(const Call& call) {
  CustomerQuery query;
  query.name = text(call.params, "name");
  query.login = text(call.params, "login");
  query.email = text(call.params, "email");
  query.i_parent = confined_to(call, id<ICustomer>(call.params, "i_parent"));
  query.with_closed = flag(call.params, "get_closed_customers");
  query.paging = paging(call.params);
  if (has(call.params, "bill_status")) {
    query.bill_status = parse_customer_bill_status(text(call.params, "bill_status"));
    if (!query.bill_status) {
      return fault("Client.Customer.get_customer_list.wrong_parameter",
                   "`bill_status` must be O, S, C, E or D");
    }
  }
  return list_answer(call, "customer_list", list_customers(call.world, query),
                     [&](const Customer& customer) { return customer_json(call.world, customer); });
}

OrFault<MethodAnswer> get_custom_fields_values(const Call& call) {
  const Customer* customer = named_customer(call, call.params);
  if (customer == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"custom_fields_values", custom_fields_json(customer->custom_fields)}}};
}

}  // namespace

std::vector<Method> customer_methods() {
  const std::vector<Realm> not_account{Realm::Admin, Realm::Reseller, Realm::Customer};
  const std::vector<Parameter> keys{{"i_customer", Type::Integer, false, "which customer, or"},
                                    {"name", Type::Text, false, "its name, or (assumed)"},
                                    {"login", Type::Text, false, "its login (assumed)"}};
  std::vector<Parameter> info = keys;
  info.push_back({"detailed_info", Type::Flag, false, "always so"});
  info.push_back({"effective_values", Type::Flag, false, "always so"});
  info.push_back({"get_time_zone_name", Type::Flag, false, "adds time_zone_name"});
  return {
      {"Customer/get_customer_info",
       "one customer; {} where there is none",
       not_account,
       true,
       info,
       {"customer_info"},
       get_customer_info},
      {"Customer/get_customer_list",
       "customers by filters",
       {Realm::Admin, Realm::Reseller},
       true,
       with_paging({{"name", Type::Text, false, "a pattern with %"},
                    {"login", Type::Text, false, "likewise"},
                    {"email", Type::Text, false, "likewise"},
                    {"i_parent", Type::Integer, false, "those of a reseller"},
                    {"bill_status", Type::Text, false, "O, S, C, E or D"},
                    {"get_closed_customers", Type::Flag, false, "closed ones too (assumed)"}}),
       {"customer_list", "total"},
       get_customer_list},
      {"Customer/get_custom_fields_values",
       "the custom fields of a customer",
       not_account,
       true,
       keys,
       {"custom_fields_values"},
       get_custom_fields_values},
  };
}

}  // namespace sim::api
