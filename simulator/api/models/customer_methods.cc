// Customer/get_…: what is read of customers. What changes them is in customer_change_methods.cc.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

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
  query.bill_status = parse_customer_bill_status(text(call.params, "bill_status"));
  return list_answer(call, "customer_list", list_customers(call.world, query),
                     [&](const Customer& customer) { return customer_json(call.world, customer); });
}

OrFault<MethodAnswer> get_custom_fields_values(const Call& call) {
  const Customer* customer = named_customer(call, call.params);
  if (customer == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"custom_fields_values", custom_fields_json(customer->custom_fields)}}};
}

}  // namespace

std::vector<Model> customer_methods() {
  return {
      {"Customer/get_customer_info", get_customer_info},
      {"Customer/get_customer_list", get_customer_list},
      {"Customer/get_custom_fields_values", get_custom_fields_values},
  };
}

}  // namespace sim::api
