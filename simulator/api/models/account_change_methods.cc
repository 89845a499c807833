// Account/…: what changes accounts. Every change is one of billing's deeds.
#include <algorithm>

#include "simulator/api/method_table.h"
#include "simulator/api/models/deeds.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

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
  auto argument = deed_argument(call, kAccount, "create", "account_info", base::Json::object());
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
  const auto argument = deed_argument(call, kAccount, "set", "account_info",
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

}  // namespace

std::vector<Model> account_change_methods() {
  return {
      {"Account/add_account", add_account},
      {"Account/update_account", update_account},
      {"Account/terminate_account", terminate_account},
      {"Account/assign_sim_card", assign_sim_card},
      {"Account/release_sim_card", release_sim_card},
      {"Account/update_custom_fields_values", update_custom_fields_values},
      {"Account/update_service_features", update_service_features},
  };
}

}  // namespace sim::api
