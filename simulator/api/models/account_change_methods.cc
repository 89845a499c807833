// Account/…: what changes accounts. Every change is one of billing's deeds.
#include <algorithm>

#include "simulator/api/method_table.h"
#include "simulator/api/models/deeds.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

using Type = ParameterType;
constexpr EntityKind kAccount = EntityKind::Account;

// Dates that the deed wants as date-times come as they are; "Y" and "N" are its flags too.
OrFault<void> set_addons(const Call& call, Deeds& deeds, std::int64_t i_account, const base::Json& wanted) {
  const auto argument_of = [&](const base::Json& addon, const Product& product) {
    base::Json argument = {{"product", product.name}};
    if (has(addon, "addon_effective_from")) argument["from"] = addon["addon_effective_from"];
    if (has(addon, "addon_effective_to")) argument["to"] = addon["addon_effective_to"];
    if (has(addon, "addon_priority")) argument["priority"] = *integer(addon, "addon_priority");
    return argument;
  };
  const Account* account = deeds.world().account(IAccount(i_account));
  const std::vector<AssignedAddon> before =
      account == nullptr ? std::vector<AssignedAddon>{} : account->assigned_addons;
  for (const AssignedAddon& held : before) {
    const bool stays = std::any_of(wanted.begin(), wanted.end(), [&](const base::Json& addon) {
      return integer(addon, "i_product") == held.i_product.value();
    });
    const Product* product = call.world.product(held.i_product);
    if (stays || product == nullptr) continue;
    if (auto done = deeds.run(kAccount, i_account, "remove_addon", product->name); !done) return done;
  }
  for (const base::Json& addon : wanted) {
    const Product* product = call.world.product(*id<IProduct>(addon, "i_product"));
    if (product == nullptr) return tl::unexpected(not_found(call, "product as i_product says"));
    const bool is_held = std::any_of(before.begin(), before.end(), [&](const AssignedAddon& held) {
      return held.i_product == product->i_product;
    });
    const base::Json argument = argument_of(addon, *product);
    if (is_held && argument.size() == 1) continue;
    if (auto done = deeds.run(kAccount, i_account, is_held ? "change_addon" : "add_addon", argument); !done) {
      return done;
    }
  }
  return {};
}

OrFault<void> set_lists(const Call& call, Deeds& deeds, std::int64_t i_account, const base::Json& info) {
  if (has(info, "assigned_addons")) {
    if (auto done = set_addons(call, deeds, i_account, info["assigned_addons"]); !done) return done;
  }
  if (has(info, "service_features")) {
    return set_service_features(deeds, kAccount, i_account, info["service_features"]);
  }
  return {};
}

OrFault<MethodAnswer> add_account(const Call& call) {
  const base::Json& info = call.params["account_info"];
  auto argument = deed_argument(call, kAccount, "create", info, base::Json::object());
  if (!argument) return tl::unexpected(argument.error());
  for (auto member = argument->begin(); member != argument->end();) {
    member = member->is_null() ? argument->erase(member) : std::next(member);
  }
  argument->erase("id");
  Deeds deeds(call);
  if (auto done = deeds.create(kAccount, text(info, "id"), "create", *argument); !done) {
    return tl::unexpected(done.error());
  }
  const std::int64_t i_account = deeds.subject();
  if (auto done = set_lists(call, deeds, i_account, info); !done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_account", i_account);
}

OrFault<MethodAnswer> update_account(const Call& call) {
  const base::Json& info = call.params["account_info"];
  // By i_account; an `id` beside it is the new one.
  const Account* account = named_account(call, info);
  if (account == nullptr) return tl::unexpected(not_found(call, "account"));
  const std::int64_t i_account = account->i_account.value();
  AccountShape shape;
  shape.auth = true;
  const auto argument = deed_argument(call, kAccount, "set", info,
                                      account_json(call.world, *account, shape, call.options, call.now));
  if (!argument) return tl::unexpected(argument.error());
  Deeds deeds(call);
  if (!argument->empty()) {
    if (auto done = deeds.run(kAccount, i_account, "set", *argument); !done)
      return tl::unexpected(done.error());
  }
  if (auto done = set_lists(call, deeds, i_account, info); !done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_account", i_account);
}

// A deed without more words on the account that params name; answers {"success": 1}.
OrFault<MethodAnswer> simple(const Call& call, const std::string& deed,
                             const base::Json& argument = nullptr) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return tl::unexpected(not_found(call, "account"));
  Deeds deeds(call);
  if (auto done = deeds.run(kAccount, account->i_account.value(), deed, argument); !done) {
    return tl::unexpected(done.error());
  }
  return written(std::move(deeds), "");
}

OrFault<MethodAnswer> terminate_account(const Call& call) { return simple(call, "terminate"); }

const SimCard* named_card(const Call& call) {
  if (const auto i_sim_card = id<ISimCard>(call.params, "i_sim_card"))
    return call.world.sim_card(*i_sim_card);
  for (const char* name : {"imsi", "iccid"}) {
    if (has(call.params, name)) return call.world.sim_card(text(call.params, name));
  }
  return nullptr;
}

OrFault<MethodAnswer> assign_sim_card(const Call& call) {
  const SimCard* card = named_card(call);
  if (card == nullptr) return tl::unexpected(not_found(call, "SIM card"));
  return simple(call, "assign_sim", card->imsi.text());
}

OrFault<MethodAnswer> release_sim_card(const Call& call) {
  const SimCard* card = named_card(call);
  if (card == nullptr) return simple(call, "remove_sim");
  const auto i_account = id<IAccount>(call.params, "i_account");
  if (!card->i_account || (i_account && card->i_account != i_account)) {
    return fault("Server.Account.wrong_state", "SIM " + card->imsi.text() + " is not on that account");
  }
  Deeds deeds(call);
  if (auto done = deeds.run(kAccount, card->i_account->value(), "remove_sim"); !done) {
    return tl::unexpected(done.error());
  }
  return written(std::move(deeds), "");
}

OrFault<MethodAnswer> update_custom_fields_values(const Call& call) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return tl::unexpected(not_found(call, "account"));
  Deeds deeds(call);
  const auto done =
      set_custom_fields(deeds, kAccount, account->i_account.value(), call.params["custom_fields_values"]);
  if (!done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_account", account->i_account.value());
}

OrFault<MethodAnswer> update_service_features(const Call& call) {
  const Account* account = named_account(call, call.params);
  if (account == nullptr) return tl::unexpected(not_found(call, "account"));
  Deeds deeds(call);
  const auto done =
      set_service_features(deeds, kAccount, account->i_account.value(), call.params["service_features"]);
  if (!done) return tl::unexpected(done.error());
  return written(std::move(deeds), "i_account", account->i_account.value());
}

std::vector<Parameter> info_members(bool adds) {
  std::vector<Parameter> members{
      {"id", Type::Text, adds, "the account ID"},
      {"i_customer", Type::Integer, adds, "whose account it is"},
      {"i_product", Type::Integer, adds, "the main product"},
      {"billing_model", Type::Integer, false, "-1 debit, 0 voucher, 1 credit"},
      {"opening_balance", Type::Number, false, "the balance to begin with"},
      {"credit_limit", Type::Number, false, "null: none"},
      {"blocked", Type::YesNo, false, "whether it is blocked"},
      {"bill_status", Type::Text, false, "O open, I inactive, S suspended, C closed"},
      {"activation_date", Type::Date, false, "active from then on"},
      {"expiration_date", Type::Date, false, "expired from then on; null: never"},
      {"login", Type::Text, false, "the login of its self-care"},
      {"password", Type::Text, false, "its password"},
      {"h323_password", Type::Text, false, "the service password"},
      {"assigned_addons",
       Type::List,
       false,
       "all its add-ons: those that it does not name go",
       {{"i_product", Type::Integer, true, "the add-on"},
        {"addon_effective_from", Type::DateTime, false, "when it begins"},
        {"addon_effective_to", Type::DateTime, false, "when it ends"},
        {"addon_priority", Type::Integer, false, "10 low, 15, 20 medium, 25, 30 high"}}},
      {"service_features", Type::List, false, "those to be changed", service_feature_members()}};
  for (const char* name : {"companyname", "salutation", "firstname", "midinit", "lastname", "email", "phone1",
                           "phone2", "address_line_2", "zip", "note", "time_zone_name"}) {
    members.push_back({name, Type::Text, false, "as account_info has it"});
  }
  if (!adds)
    members.insert(members.begin(), {"i_account", Type::Integer, false, "which account; else by id"});
  return members;
}

}  // namespace

std::vector<Method> account_change_methods() {
  const std::vector<Realm> admin{Realm::Admin};
  const std::vector<Parameter> keys{{"i_account", Type::Integer, false, "which account, or"},
                                    {"id", Type::Text, false, "its ID"}};
  const std::vector<Parameter> card{{"i_account", Type::Integer, false, "which account"},
                                    {"i_sim_card", Type::Integer, false, "which card, or"},
                                    {"imsi", Type::Text, false, "its IMSI, or"},
                                    {"iccid", Type::Text, false, "its ICCID"}};
  std::vector<Parameter> fields = keys;
  fields.push_back({"custom_fields_values", Type::List, true, "those to be set", custom_field_members()});
  std::vector<Parameter> features = keys;
  features.push_back({"service_features", Type::List, true, "those to be set", service_feature_members()});
  return {
      {"Account/add_account",
       "adds an account",
       admin,
       true,
       {{"account_info", Type::Object, true, "the new account", info_members(true)}},
       {"i_account"},
       add_account},
      {"Account/update_account",
       "changes some members of an account and leaves the rest",
       admin,
       true,
       {{"account_info", Type::Object, true, "what changes", info_members(false)}},
       {"i_account"},
       update_account},
      {"Account/terminate_account",
       "closes an account for good",
       admin,
       true,
       keys,
       {"success"},
       terminate_account},
      {"Account/assign_sim_card",
       "gives an account a SIM card",
       admin,
       true,
       card,
       {"success"},
       assign_sim_card,
       true},
      {"Account/release_sim_card",
       "takes a SIM card from its account",
       admin,
       true,
       card,
       {"success"},
       release_sim_card,
       true},
      {"Account/update_custom_fields_values",
       "sets custom fields of an account",
       admin,
       true,
       fields,
       {"i_account"},
       update_custom_fields_values,
       true},
      {"Account/update_service_features",
       "sets service features of an account",
       admin,
       true,
       features,
       {"i_account"},
       update_service_features,
       true},
  };
}

}  // namespace sim::api
