// Customer/…: what changes customers. Every change is one of billing's deeds.
#include "simulator/api/method_table.h"
#include "simulator/api/models/deeds.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

using Type = ParameterType;
constexpr EntityKind kCustomer = EntityKind::Customer;

OrFault<void> set_features(Deeds& deeds, std::int64_t i_customer, const base::Json& info) {
  if (!has(info, "service_features")) return {};
  return set_service_features(deeds, kCustomer, i_customer, info["service_features"]);
}

OrFault<MethodAnswer> add_customer(const Call& call) {
  const base::Json& info = call.params["customer_info"];
  auto argument = deed_argument(call, kCustomer, "create", info, base::Json::object());
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
  const auto argument = deed_argument(call, kCustomer, "set", info, customer_json(call.world, *customer));
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

std::vector<Parameter> info_members(bool adds) {
  std::vector<Parameter> members{
      {"name", Type::Text, adds, "the name"},
      {"iso_4217", Type::Text, false, "the currency"},
      {"i_parent", Type::Integer, false, "its reseller"},
      {"i_customer_type", Type::Integer, false, "1 retail, 2 reseller, 3 distributor"},
      {"i_balance_control_type", Type::Integer, false, "1 postpaid, 2 prepaid"},
      {"opening_balance", Type::Number, false, "what it owes to begin with"},
      {"credit_limit", Type::Number, false, "null: none"},
      {"i_billing_period", Type::Integer, false, "1 day, 2 week, 3 semi-month, 4 month"},
      {"blocked", Type::YesNo, false, "whether it is blocked"},
      {"bill_status", Type::Text, false, "O open, S suspended, C closed, E exported, D deactivated"},
      {"login", Type::Text, false, "the login of its self-care"},
      {"password", Type::Text, false, "its password"},
      {"service_features", Type::List, false, "those to be changed", service_feature_members()}};
  for (const char* name :
       {"companyname", "salutation", "firstname", "midinit", "lastname", "email", "phone1", "phone2",
        "baddr1", "address_line_2", "city", "state", "zip", "country", "note", "time_zone_name"}) {
    members.push_back({name, Type::Text, false, "as customer_info has it"});
  }
  if (!adds) members.insert(members.begin(), {"i_customer", Type::Integer, true, "which customer"});
  return members;
}

}  // namespace

std::vector<Method> customer_change_methods() {
  const std::vector<Realm> admin{Realm::Admin};
  const std::vector<Parameter> keys{{"i_customer", Type::Integer, true, "which customer"}};
  std::vector<Parameter> fields = keys;
  fields.push_back({"custom_fields_values", Type::List, true, "those to be set", custom_field_members()});
  std::vector<Parameter> features = keys;
  features.push_back({"service_features", Type::List, true, "those to be set", service_feature_members()});
  return {
      {"Customer/add_customer",
       "adds a customer",
       admin,
       true,
       {{"customer_info", Type::Object, true, "the new customer", info_members(true)}},
       {"i_customer"},
       add_customer},
      {"Customer/update_customer",
       "changes some members of a customer and leaves the rest",
       admin,
       true,
       {{"customer_info", Type::Object, true, "what changes", info_members(false)}},
       {"i_customer"},
       update_customer},
      {"Customer/terminate_customer",
       "closes a customer and its accounts for good",
       admin,
       true,
       keys,
       {"success"},
       terminate_customer},
      {"Customer/suspend_customer",
       "suspends a customer and by that its accounts",
       admin,
       true,
       keys,
       {"success"},
       suspend_customer,
       true},
      {"Customer/unsuspend_customer",
       "opens a suspended customer again",
       admin,
       true,
       keys,
       {"success"},
       unsuspend_customer,
       true},
      {"Customer/update_custom_fields_values",
       "sets custom fields of a customer",
       admin,
       true,
       fields,
       {"i_customer"},
       update_custom_fields_values,
       true},
      {"Customer/update_service_features",
       "sets service features of a customer",
       admin,
       true,
       features,
       {"i_customer"},
       update_service_features,
       true},
  };
}

}  // namespace sim::api
