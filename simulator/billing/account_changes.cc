#include <algorithm>

#include "simulator/billing/account_keys.h"
#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"
#include "simulator/billing/statuses.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;
using Done = base::Result<void, ChangeError>;

base::VirtualTime midnight(base::VirtualTime time) {
  return {std::chrono::floor<std::chrono::days>(time.since_epoch)};
}

Said create(ChangeDraft& draft, const base::Node& argument) {
  Account account;
  account.i_account = draft.world().next_account();
  account.id = AccountId(draft.name());
  account.issue_date = draft.now();
  account.activation_date = midnight(draft.now());
  Account& row = draft.add(std::move(account));
  if (const Done done = apply_keys(account_keys(), draft, row, argument); !done) {
    return tl::unexpected(done.error());
  }
  const Customer* customer = draft.world().customer(row.i_customer);
  if (customer != nullptr && customer->bill_status == CustomerBillStatus::Closed) {
    return wrong_state("customer " + customer->name + " is closed");
  }
  return "account " + row.id.text() + " is created";
}

Said set(ChangeDraft& draft, const base::Node& argument) {
  const std::string text = draft.subject_text();
  if (const Done done = apply_keys(account_keys(), draft, draft.account(), argument); !done) {
    return tl::unexpected(done.error());
  }
  std::string keys;
  for (const base::Member& member : argument.members) keys += (keys.empty() ? "" : ", ") + member.key;
  return text + " changes: " + keys;
}

Said block(ChangeDraft& draft, const base::Node&) {
  const bool already = std::exchange(draft.account().blocked, true);
  return draft.subject_text() + " is blocked" + (already ? " already" : "");
}

Said unblock(ChangeDraft& draft, const base::Node&) {
  const bool blocked = std::exchange(draft.account().blocked, false);
  return draft.subject_text() + (blocked ? " is unblocked" : " is not blocked: nothing changes");
}

Said suspend(ChangeDraft& draft, const base::Node&) {
  AccountBillStatus& status = draft.account().bill_status;
  const bool already = std::exchange(status, AccountBillStatus::Suspended) == AccountBillStatus::Suspended;
  return draft.subject_text() + " is suspended" + (already ? " already" : "");
}

Said unsuspend(ChangeDraft& draft, const base::Node&) {
  AccountBillStatus& status = draft.account().bill_status;
  if (status != AccountBillStatus::Suspended) {
    return draft.subject_text() + " is not suspended: nothing changes";
  }
  status = AccountBillStatus::Open;
  return draft.subject_text() + " is no longer suspended";
}

Said activate(ChangeDraft& draft, const base::Node&) {
  Account& account = draft.account();
  const bool inactive = account.bill_status == AccountBillStatus::Inactive;
  if (inactive) account.bill_status = AccountBillStatus::Open;
  const bool early = account.activation_date > draft.now();
  if (early) account.activation_date = midnight(draft.now());
  return draft.subject_text() + (inactive || early ? " is activated" : " is active already");
}

Said terminate(ChangeDraft& draft, const base::Node&) {
  close_account(draft.account());
  return draft.subject_text() + " is terminated";
}

Said change_product(ChangeDraft& draft, const base::Node& argument) {
  const auto product = product_named(draft.world(), argument);
  if (!product) return tl::unexpected(product.error());
  const bool same = draft.account().i_product == (*product)->i_product;
  if (const Done done = set_main_product(draft.account(), **product, argument); !done) {
    return tl::unexpected(done.error());
  }
  return draft.subject_text() + (same ? " has product " : " gets product ") + (*product)->name +
         (same ? " already" : "");
}

std::vector<AssignedAddon>::iterator assigned(Account& account, const Product& product) {
  return std::find_if(account.assigned_addons.begin(), account.assigned_addons.end(),
                      [&](const AssignedAddon& addon) { return addon.i_product == product.i_product; });
}

// `Roaming`, or {product: Roaming, from: .., to: .., priority: ..}.
base::Result<const Product*, ChangeError> addon_in(ChangeDraft& draft, const base::Node& argument) {
  const base::Node* name = argument.is_map() ? argument.find("product") : &argument;
  auto product = product_named(draft.world(), *name);
  if (product && !(*product)->addon) {
    return wrong_value("`" + (*product)->name + "` is a main product, not an add-on", *name,
                       "see `change_product`");
  }
  return product;
}

void set_addon(AssignedAddon& addon, const base::Node& argument) {
  if (const base::Node* from = argument.find("from")) addon.addon_effective_from = datetime_in(*from);
  if (const base::Node* priority = argument.find("priority")) {
    addon.addon_priority = static_cast<int>(integer_in(*priority));
  }
  if (const base::Node* to = argument.find("to")) {
    addon.addon_effective_to.reset();
    if (!to->is_null()) addon.addon_effective_to = datetime_in(*to);
  }
}

Said add_addon(ChangeDraft& draft, const base::Node& argument) {
  const auto product = addon_in(draft, argument);
  if (!product) return tl::unexpected(product.error());
  Account& account = draft.account();
  if (assigned(account, **product) != account.assigned_addons.end()) {
    return wrong_state(draft.subject_text() + " has the add-on `" + (*product)->name + "` already",
                       "see `change_addon`");
  }
  const Product* main_product = draft.world().product(account.i_product);
  const auto& allowed = main_product->allowed_addons;
  if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), (*product)->i_product) == allowed.end()) {
    return wrong_state("product `" + main_product->name + "` does not allow the add-on `" + (*product)->name +
                       "`");
  }
  AssignedAddon addon{(*product)->i_product, draft.now(), std::nullopt, (*product)->addon_priority};
  set_addon(addon, argument);
  account.assigned_addons.push_back(addon);
  return draft.subject_text() + " gets add-on " + (*product)->name;
}

Said change_addon(ChangeDraft& draft, const base::Node& argument) {
  const auto product = addon_in(draft, argument);
  if (!product) return tl::unexpected(product.error());
  const auto addon = assigned(draft.account(), **product);
  if (addon == draft.account().assigned_addons.end()) {
    return wrong_state(draft.subject_text() + " does not have the add-on `" + (*product)->name + "`",
                       "see `add_addon`");
  }
  set_addon(*addon, argument);
  return draft.subject_text() + " has its add-on " + (*product)->name + " changed";
}

Said remove_addon(ChangeDraft& draft, const base::Node& argument) {
  const auto product = addon_in(draft, argument);
  if (!product) return tl::unexpected(product.error());
  const auto addon = assigned(draft.account(), **product);
  if (addon == draft.account().assigned_addons.end()) {
    return draft.subject_text() + " does not have add-on " + (*product)->name + ": nothing changes";
  }
  draft.account().assigned_addons.erase(addon);
  return draft.subject_text() + " loses add-on " + (*product)->name;
}

Said assign_sim(ChangeDraft& draft, const base::Node& argument) {
  if (const Done done = assign_sim_card(draft, draft.account(), argument); !done) {
    return tl::unexpected(done.error());
  }
  return draft.subject_text() + " gets SIM " + draft.world().sim_card(argument.text)->imsi.text();
}

Said remove_sim(ChangeDraft& draft, const base::Node&) {
  SimCard* card = draft.sim_card_of(draft.account().i_account);
  if (card == nullptr) return draft.subject_text() + " has no SIM: nothing changes";
  const std::string imsi = card->imsi.text();
  release_sim_card(draft, *card);
  return draft.subject_text() + " loses SIM " + imsi;
}

Said change_id(ChangeDraft& draft, const base::Node& argument) {
  if (const Done done = change_account_id(draft, draft.account(), argument); !done) {
    return tl::unexpected(done.error());
  }
  return draft.subject_text() + " gets the ID " + argument.text;
}

Said set_custom_field(ChangeDraft& draft, const base::Node& argument) {
  merge_custom_fields(draft.account().custom_fields, argument);
  return draft.subject_text() + " has custom fields changed";
}

Said set_service_feature(ChangeDraft& draft, const base::Node& argument) {
  merge_service_feature(draft.account().service_features, argument);
  return draft.subject_text() + " has its feature " + argument.find("name")->text + " changed";
}

Said expire(ChangeDraft& draft, const base::Node&) {
  Account& account = draft.account();
  if (account.expiration_date && *account.expiration_date <= draft.now()) {
    return draft.subject_text() + " is expired already";
  }
  account.expiration_date = midnight(draft.now());
  return draft.subject_text() + " expires";
}

std::vector<ArgumentKey> addon_keys() {
  using Kind = ArgumentKind;
  return {{"product", Kind::Product, true, "the add-on", {}, false},
          {"from", Kind::DateTime, false, "when it begins; else now", {}, false},
          {"to", Kind::DateTime, false, "when it ends; null: never", {}, true},
          {"priority", Kind::Word, false, "10 low, 15, 20 medium, 25, 30 high", addon_priorities(), false}};
}

}  // namespace

void release_sim_card(ChangeDraft& draft, SimCard& card) {
  const Account* holder = card.i_account ? draft.world().account(*card.i_account) : nullptr;
  if (holder != nullptr && card.msisdn.text() == number_of(holder->id)) card.msisdn = Msisdn();
  card.i_account.reset();
  card.status = SimStatus::Available;
}

base::Result<void, ChangeError> assign_sim_card(ChangeDraft& draft, Account& account, const base::Node& sim) {
  const auto found = sim_card_named(draft.world(), sim);
  if (!found) return tl::unexpected(found.error());
  SimCard& card = draft.sim_card((*found)->i_sim_card);
  if (card.i_account == account.i_account) return {};
  if (card.status == SimStatus::Disposed) {
    return wrong_state("SIM " + card.imsi.text() + " is disposed of");
  }
  const Account* holder = card.i_account ? draft.world().account(*card.i_account) : nullptr;
  if (holder != nullptr && holder->bill_status != AccountBillStatus::Closed) {
    return wrong_state("SIM " + card.imsi.text() + " is used by account " + holder->id.text(),
                       "see `remove_sim`");
  }
  if (holder != nullptr) release_sim_card(draft, card);
  if (SimCard* old_card = draft.sim_card_of(account.i_account)) release_sim_card(draft, *old_card);
  card.i_account = account.i_account;
  card.status = SimStatus::Used;
  if (card.msisdn.empty()) card.msisdn = Msisdn(number_of(account.id));
  return {};
}

void close_account(Account& account) { account.bill_status = AccountBillStatus::Closed; }

std::vector<ChangeRow> account_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kAccount = EntityKind::Account;
  const std::vector<std::string> set_events{"Account/ID/Changed",
                                            "Account/Blocked",
                                            "Account/Unblocked",
                                            "Account/Status/Changed",
                                            "Account/Status/Closed",
                                            "Account/Product/Changed",
                                            "Account/ActivationDate/Changed",
                                            "Account/ExpirationDate/Changed",
                                            "Account/CustomField/Changed",
                                            "Account/Password/Changed",
                                            "Account/ServicePassword/Changed",
                                            "Account/ZeroAvailableFunds",
                                            "Account/AvailableFundsAppear",
                                            "Account/SIMCardAssignment",
                                            "Subscriber/Name/Changed",
                                            "Subscriber/ContactInfo/Changed",
                                            "Subscriber/Address/Changed"};
  return {
      {kAccount,
       "create",
       Kind::Map,
       "adds an account; `customer` and `product` are needed, or their numbers",
       argument_keys(account_keys(), true),
       {},
       {"Account/New", "Account/SIMCardAssignment"},
       true,
       create},
      {kAccount,
       "set",
       Kind::Map,
       "changes some of the account's data and leaves the rest",
       argument_keys(account_keys(), false),
       {},
       set_events,
       false,
       set},
      {kAccount, "block", Kind::None, "blocks the account", {}, {}, {"Account/Blocked"}, false, block},
      {kAccount, "unblock", Kind::None, "ends the block", {}, {}, {"Account/Unblocked"}, false, unblock},
      {kAccount,
       "suspend",
       Kind::None,
       "sets the billing status to suspended",
       {},
       {},
       {"Account/Status/Changed"},
       false,
       suspend},
      {kAccount,
       "unsuspend",
       Kind::None,
       "opens a suspended account again",
       {},
       {},
       {"Account/Status/Changed"},
       false,
       unsuspend},
      {kAccount,
       "activate",
       Kind::None,
       "opens an inactive account, or one that is not active yet",
       {},
       {},
       {"Account/Status/Changed", "Account/ActivationDate/Changed"},
       false,
       activate},
      {kAccount,
       "terminate",
       Kind::None,
       "closes the account for good",
       {},
       {},
       {"Account/Status/Closed"},
       false,
       terminate},
      {kAccount,
       "change_product",
       Kind::Product,
       "gives the account another main product",
       {},
       {},
       {"Account/Product/Changed"},
       false,
       change_product},
      {kAccount,
       "add_addon",
       Kind::Product,
       "gives the account an add-on",
       addon_keys(),
       {},
       {"Account/ProductAddon/Inserted"},
       false,
       add_addon},
      {kAccount,
       "change_addon",
       Kind::Map,
       "changes an add-on's dates or priority",
       addon_keys(),
       {},
       {"Account/ProductAddon/Changed"},
       false,
       change_addon},
      {kAccount,
       "remove_addon",
       Kind::Product,
       "takes an add-on away",
       {},
       {},
       {"Account/ProductAddon/Deleted"},
       false,
       remove_addon},
      {kAccount,
       "assign_sim",
       Kind::Sim,
       "gives the account a SIM card; one that it has goes back",
       {},
       {},
       {"Account/SIMCardAssignment", "SIM/Replaced"},
       false,
       assign_sim},
      {kAccount,
       "remove_sim",
       Kind::None,
       "takes the SIM card back to the inventory",
       {},
       {},
       {"Account/SIMCardAssignment", "SIM/Replaced"},
       false,
       remove_sim},
      {kAccount,
       "change_id",
       Kind::Text,
       "gives the account another ID",
       {},
       {},
       {"Account/ID/Changed", "SIM/Updated"},
       false,
       change_id},
      {kAccount,
       "set_custom_field",
       Kind::AnyMap,
       "sets custom fields: name → value; null takes one away",
       {},
       {},
       {"Account/CustomField/Changed"},
       false,
       set_custom_field},
      {kAccount,
       "set_service_feature",
       Kind::Map,
       "switches or changes one service feature",
       service_feature_keys(),
       {},
       {"Account/ServiceAttribute/Changed"},
       false,
       set_service_feature},
      {kAccount,
       "expire",
       Kind::None,
       "lets the account expire today",
       {},
       {},
       {"Account/ExpirationDate/Changed"},
       false,
       expire},
  };
}

}  // namespace sim
