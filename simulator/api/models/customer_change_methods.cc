// Customer/…: what changes customers. Every change is one of billing's deeds.
#include "simulator/api/method_table.h"
#include "simulator/api/models/deeds.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

constexpr EntityKind kCustomer = EntityKind::Customer;

OrFault<void> set_features(Deeds& deeds, std::int64_t i_customer, const base::Json& info) {
  if (!has(info, "service_features")) return {};
  return set_service_features(deeds, kCustomer, i_customer, info["service_features"]);
}

OrFault<MethodAnswer> add_customer(const Call& call) {
  const base::Json& info = call.params["customer_info"];
  auto argument = deed_argument(call, kCustomer, "create", "customer_info", base::Json::object());
  if (!argument) return tl::unexpected(argument.error());
  for (auto member = argument->begin(); member != argument->end();) {
    member = member->is_null() ? argument->erase(member) : std::next(member);
  }
  argument->erase("name");
  Deeds deeds(call);
  if (auto done = deeds.create(kCustomer, text(info, "name"), "create", *argument); !done) {
    return tl::unexpected(done.error());
  }
  const std::int64_t i_customer = deeds.subject();
  if (auto done = set_features(deeds, i_customer, info); !done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_customer", i_customer);
}

OrFault<MethodAnswer> update_customer(const Call& call) {
  const base::Json& info = call.params["customer_info"];
  const Customer* customer = named_customer(call, info);
  if (customer == nullptr) return tl::unexpected(not_found(call, "customer"));
  const std::int64_t i_customer = customer->i_customer.value();
  const auto argument =
      deed_argument(call, kCustomer, "set", "customer_info", customer_json(call.world, *customer));
  if (!argument) return tl::unexpected(argument.error());
  Deeds deeds(call);
  if (!argument->empty()) {
    if (auto done = deeds.run(kCustomer, i_customer, "set", *argument); !done)
      return tl::unexpected(done.error());
  }
  if (auto done = set_features(deeds, i_customer, info); !done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_customer", i_customer);
}

OrFault<MethodAnswer> simple(const Call& call, const std::string& deed) {
  const Customer* customer = named_customer(call, call.params);
  if (customer == nullptr) return tl::unexpected(not_found(call, "customer"));
  Deeds deeds(call);
  if (auto done = deeds.run(kCustomer, customer->i_customer.value(), deed); !done) {
    return tl::unexpected(done.error());
  }
  return written(std::move(deeds), "");
}

OrFault<MethodAnswer> terminate_customer(const Call& call) { return simple(call, "terminate"); }
OrFault<MethodAnswer> suspend_customer(const Call& call) { return simple(call, "suspend"); }
OrFault<MethodAnswer> unsuspend_customer(const Call& call) { return simple(call, "unsuspend"); }

OrFault<MethodAnswer> update_custom_fields_values(const Call& call) {
  const Customer* customer = named_customer(call, call.params);
  if (customer == nullptr) return tl::unexpected(not_found(call, "customer"));
  const std::int64_t i_customer = customer->i_customer.value();
  Deeds deeds(call);
  const auto done = set_custom_fields(deeds, kCustomer, i_customer, call.params["custom_fields_values"]);
  if (!done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_customer", i_customer);
}

OrFault<MethodAnswer> update_service_features(const Call& call) {
  const Customer* customer = named_customer(call, call.params);
  if (customer == nullptr) return tl::unexpected(not_found(call, "customer"));
  const std::int64_t i_customer = customer->i_customer.value();
  Deeds deeds(call);
  const auto done = set_service_features(deeds, kCustomer, i_customer, call.params["service_features"]);
  if (!done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_customer", i_customer);
}

}  // namespace

std::vector<Model> customer_change_methods() {
  return {
      {"Customer/add_customer", add_customer},
      {"Customer/update_customer", update_customer},
      {"Customer/terminate_customer", terminate_customer},
      {"Customer/suspend_customer", suspend_customer},
      {"Customer/unsuspend_customer", unsuspend_customer},
      {"Customer/update_custom_fields_values", update_custom_fields_values},
      {"Customer/update_service_features", update_service_features},
  };
}

}  // namespace sim::api
