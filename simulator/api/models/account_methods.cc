// Account/get_…: what is read of accounts.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

using Type = ParameterType;

const std::vector<Parameter>& account_keys() {
  static const std::vector<Parameter> keys{{"i_account", Type::Integer, false, "which account, or"},
                                           {"id", Type::Text, false, "its ID, or"},
                                           {"login", Type::Text, false, "its login"}};
  return keys;
}

std::vector<Parameter> with_account_keys(std::vector<Parameter> more) {
  std::vector<Parameter> all = account_keys();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

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
  if (has(call.params, "bill_status")) {
    query.bill_status = parse_account_bill_status(text(call.params, "bill_status"));
    if (!query.bill_status) {
      return fault("Client.Account.get_account_list.wrong_parameter", "`bill_status` must be O, S, I or C");
    }
  }
  if (const auto model = integer(call.params, "billing_model")) {
    if (*model < -1 || *model > 4) {
      return fault("Client.Account.get_account_list.wrong_parameter", "`billing_model` must be from -1 to 4");
    }
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

std::vector<Method> account_methods() {
  const std::vector<Realm> every{Realm::Admin, Realm::Reseller, Realm::Customer, Realm::Account};
  const std::vector<Realm> not_account{Realm::Admin, Realm::Reseller, Realm::Customer};
  return {
      {"Account/get_account_info",
       "one account; {} where there is none",
       every,
       true,
       with_account_keys(
           {{"detailed_info", Type::Flag, false, "adds alias lists and extension"},
            {"expand_alias", Type::Flag, false, "adds alias_list"},
            {"get_included_services", Type::Flag, false, "fills included_services"},
            {"get_service_features", Type::Flag, false, "service_features, which are there anyway"},
            {"without_service_features", Type::Flag, false, "leaves service_features out"},
            {"with_customer_info", Type::Flag, false, "adds customer_info beside account_info"},
            {"get_auth_info", Type::Flag, false, "adds login, password and api_token"},
            {"limit_alias_did_number_list", Type::Integer, false, "at most so many DID numbers"}}),
       {"account_info", "customer_info"},
       get_account_info},
      {"Account/get_account_list",
       "accounts by filters",
       not_account,
       true,
       with_paging({{"i_customer", Type::Integer, false, "of a customer"},
                    {"i_product", Type::Integer, false, "with a product"},
                    {"id", Type::Text, false, "a pattern with %"},
                    {"login", Type::Text, false, "likewise"},
                    {"email", Type::Text, false, "likewise"},
                    {"iccid", Type::Text, false, "of its SIM card, likewise"},
                    {"bill_status", Type::Text, false, "O, S, I or C"},
                    {"billing_model", Type::Integer, false, "-1 debit, 1 credit …"},
                    {"get_closed_accounts", Type::Flag, false, "closed ones too (assumed)"},
                    {"get_service_features", Type::Flag, false, "adds service_features"}}),
       {"account_list", "total"},
       get_account_list},
      {"Account/get_alias_list",
       "the aliases of an account",
       every,
       true,
       with_account_keys({{"i_master_account", Type::Integer, false, "as i_account"},
                          {"get_total", Type::Flag, false, "1: `total` too"}}),
       {"alias_list", "total"},
       get_alias_list},
      {"Account/get_service_features",
       "the service features of an account",
       every,
       true,
       account_keys(),
       {"service_features"},
       get_service_features},
      {"Account/get_custom_fields_values",
       "the custom fields of an account",
       every,
       true,
       account_keys(),
       {"custom_fields_values"},
       get_custom_fields_values},
      {"Account/get_provisioning_status_list",
       "what was posted of an account, by service group",
       {Realm::Admin},
       true,
       account_keys(),
       {"provisioning_status_list"},
       get_provisioning_status_list,
       true},
  };
}

}  // namespace sim::api
