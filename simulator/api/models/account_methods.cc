// Account/get_…: what is read of accounts.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

base::Json aliases_of(const Call& call, const Account& master) {
  base::Json list = base::Json::array();
  for (const Account* account : call.world.accounts_of(master.i_customer)) {
    if (account->i_master_account != master.i_account) continue;
    list.push_back({{"i_account", account->i_account.value()},
                    {"id", account->id.text()},
                    {"i_master_account", master.i_account.value()},
                    {"blocked", yes_no_text(account->blocked)}});
  }
  return list;
}

base::Json did_numbers_of(const Call& call, const Account& account) {
  base::Json list = base::Json::array();
  const auto limit = integer(call.params, "limit_alias_did_number_list");
  for (const Did* did : call.world.dids_of(account.i_account)) {
    if (limit && static_cast<std::int64_t>(list.size()) >= *limit) break;
    list.push_back({{"i_did_number", did->i_did_number.value()}, {"did_number", did->number.text()}});
  }
  return list;
}

OrFault<MethodAnswer> get_account_info(const Call& call) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return MethodAnswer{};
  AccountShape shape;
  shape.included_services = flag(call.params, "get_included_services");
  shape.service_features = !flag(call.params, "without_service_features");
  shape.detailed = flag(call.params, "detailed_info");
  shape.auth = flag(call.params, "get_auth_info");
  MethodAnswer answer;
  base::Json& info = answer.body["account_info"];
  info = account_json(call.world, *account, shape, call.options, call.now);
  if (shape.detailed || flag(call.params, "expand_alias")) info["alias_list"] = aliases_of(call, *account);
  if (shape.detailed) info["alias_did_number_list"] = did_numbers_of(call, *account);
  if (flag(call.params, "with_customer_info")) {
    const Customer* customer = call.world.customer(account->i_customer);
    if (customer != nullptr) answer.body["customer_info"] = customer_json(call.world, *customer);
  }
  return answer;
}

OrFault<MethodAnswer> get_account_list(const Call& call) {
  AccountQuery query;
  query.i_customer = confined_to(call, id<ICustomer>(call.params, "i_customer"));
  query.i_product = id<IProduct>(call.params, "i_product");
  query.id = text(call.params, "id");
  query.login = text(call.params, "login");
  query.email = text(call.params, "email");
  query.iccid = text(call.params, "iccid");
  query.with_closed = flag(call.params, "get_closed_accounts");
  query.paging = paging(call.params);
  query.bill_status = parse_account_bill_status(text(call.params, "bill_status"));
  if (const auto model = integer(call.params, "billing_model")) {
    query.billing_model = static_cast<BillingModel>(*model);
  }
  AccountShape shape;
  shape.service_features = flag(call.params, "get_service_features");
  shape.in_list = true;
  return list_answer(call, "account_list", list_accounts(call.world, query), [&](const Account& account) {
    return account_json(call.world, account, shape, call.options, call.now);
  });
}

OrFault<MethodAnswer> get_alias_list(const Call& call) {
  base::Json keys = call.params;
  if (has(keys, "i_master_account")) keys["i_account"] = keys["i_master_account"];
  const Account* account = named_account(call, keys);
  base::Json list = account == nullptr ? base::Json::array() : aliases_of(call, *account);
  MethodAnswer answer{{{"alias_list", list}}};
  if (flag(call.params, "get_total")) answer.body["total"] = list.size();
  return answer;
}

OrFault<MethodAnswer> get_service_features(const Call& call) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"service_features", service_features_json(call.world, *account)}}};
}

OrFault<MethodAnswer> get_custom_fields_values(const Call& call) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"custom_fields_values", custom_fields_json(account->custom_fields)}}};
}

OrFault<MethodAnswer> get_provisioning_status_list(const Call& call) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return MethodAnswer{};
  base::Json list = base::Json::array();
  for (const auto& [group, posted] : call.statuses.of(account->i_account)) {
    list.push_back({{"group", group},
                    {"status", status_word(posted.status)},
                    {"message", posted.message},
                    {"update_time", base::datetime_text(posted.at)}});
  }
  return MethodAnswer{{{"provisioning_status_list", std::move(list)}}};
}

}  // namespace

std::vector<Model> account_methods() {
  return {
      {"Account/get_account_info", get_account_info},
      {"Account/get_account_list", get_account_list},
      {"Account/get_alias_list", get_alias_list},
      {"Account/get_service_features", get_service_features},
      {"Account/get_custom_fields_values", get_custom_fields_values},
      {"Account/get_provisioning_status_list", get_provisioning_status_list},
  };
}

}  // namespace sim::api
