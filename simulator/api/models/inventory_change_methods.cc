// DID/… and SIMCard/…: what changes the inventories. Every change is one of billing's deeds.
#include "simulator/api/method_table.h"
#include "simulator/api/models/deeds.h"
#include "simulator/api/models/shapes.h"

namespace sim::api {
namespace {

using Type = ParameterType;

const Did* named_did(const Call& call) {
  if (const auto i_did_number = id<IDid>(call.params, "i_did_number")) return call.world.did(*i_did_number);
  return call.world.did(text(call.params, "number"));
}

OrFault<MethodAnswer> to_did(const Call& call, const std::string& deed,
                             const base::Json& argument = nullptr) {
  const Did* did = named_did(call);
  if (did == nullptr) return tl::unexpected(not_found(call, "number"));
  Deeds deeds(call);
  if (auto done = deeds.run(EntityKind::Did, did->i_did_number.value(), deed, argument); !done) {
    return tl::unexpected(done.error());
  }
  return written(std::move(deeds), "");
}

OrFault<MethodAnswer> add_number(const Call& call) {
  const base::Json& info = call.params["number_info"];
  base::Json argument = base::Json::object();
  for (const char* name : {"description", "country_name"}) {
    if (has(info, name)) argument[name] = text(info, name);
  }
  Deeds deeds(call);
  if (auto done = deeds.create(EntityKind::Did, text(info, "number"), "upload", argument); !done) {
    return tl::unexpected(done.error());
  }
  const std::int64_t i_did_number = deeds.subject();
  return written(std::move(deeds), "i_did_number", i_did_number);
}

OrFault<MethodAnswer> assign_did_to_customer(const Call& call) {
  const Customer* customer = call.world.customer(*id<ICustomer>(call.params, "i_customer"));
  if (customer == nullptr) return tl::unexpected(not_found(call, "customer"));
  return to_did(call, "assign_to_customer", customer->name);
}

OrFault<MethodAnswer> assign_did_to_account(const Call& call) {
  const Account* account = call.world.account(*id<IAccount>(call.params, "i_account"));
  if (account == nullptr) return tl::unexpected(not_found(call, "account"));
  return to_did(call, "assign_to_account", account->id.text());
}

OrFault<MethodAnswer> release_did(const Call& call) { return to_did(call, "release"); }
OrFault<MethodAnswer> cancel_did_assignment(const Call& call) { return to_did(call, "release_from_account"); }
OrFault<MethodAnswer> delete_number(const Call& call) { return to_did(call, "remove"); }

base::Json card_argument(const base::Json& info) {
  base::Json argument = base::Json::object();
  for (const char* name : {"iccid", "msisdn", "status"}) {
    if (has(info, name)) argument[name] = text(info, name);
  }
  return argument;
}

OrFault<MethodAnswer> add_sim_card(const Call& call) {
  const base::Json& info = call.params["sim_card_info"];
  Deeds deeds(call);
  if (auto done = deeds.create(EntityKind::Sim, text(info, "imsi"), "add", card_argument(info)); !done) {
    return tl::unexpected(done.error());
  }
  const std::int64_t i_sim_card = deeds.subject();
  return written(std::move(deeds), "i_sim_card", i_sim_card);
}

OrFault<MethodAnswer> update_sim_card(const Call& call) {
  const base::Json& info = call.params["sim_card_info"];
  const SimCard* card = call.world.sim_card(*id<ISimCard>(info, "i_sim_card"));
  if (card == nullptr) return tl::unexpected(not_found(call, "SIM card"));
  if (has(info, "imsi") && text(info, "imsi") != card->imsi.text()) {
    return fault(fault_code("Server", call.method, "cannot_be_changed"),
                 "`imsi` cannot be changed once it is set");
  }
  const base::Json argument = card_argument(info);
  Deeds deeds(call);
  if (!argument.empty()) {
    const auto done = deeds.run(EntityKind::Sim, card->i_sim_card.value(), "set", argument);
    if (!done) return tl::unexpected(done.error());
  }
  return written(std::move(deeds), "i_sim_card", card->i_sim_card.value());
}

OrFault<MethodAnswer> delete_sim_card(const Call& call) {
  const SimCard* card = call.world.sim_card(*id<ISimCard>(call.params, "i_sim_card"));
  if (card == nullptr) return tl::unexpected(not_found(call, "SIM card"));
  Deeds deeds(call);
  if (auto done = deeds.run(EntityKind::Sim, card->i_sim_card.value(), "remove"); !done) {
    return tl::unexpected(done.error());
  }
  return written(std::move(deeds), "");
}

std::vector<Parameter> card_members(bool adds) {
  std::vector<Parameter> members{{"imsi", Type::Text, adds, "6 to 15 digits"},
                                 {"iccid", Type::Text, adds, "18 to 22 digits"},
                                 {"msisdn", Type::Text, false, "the phone number"},
                                 {"status", Type::Text, false, "available, reserved, used, disposed"}};
  if (!adds) members.insert(members.begin(), {"i_sim_card", Type::Integer, true, "which card"});
  return members;
}

}  // namespace

std::vector<Method> inventory_change_methods() {
  const std::vector<Realm> admin{Realm::Admin};
  const std::vector<Parameter> number{{"i_did_number", Type::Integer, false, "which number, or"},
                                      {"number", Type::Text, false, "its digits"}};
  std::vector<Parameter> to_customer = number;
  to_customer.push_back({"i_customer", Type::Integer, true, "who gets it"});
  std::vector<Parameter> to_account = number;
  to_account.push_back({"i_account", Type::Integer, true, "who gets it"});
  return {
      {"DID/add_number",
       "adds a number to the inventory",
       admin,
       true,
       {{"number_info",
         Type::Object,
         true,
         "the new number",
         {{"number", Type::Text, true, "its digits"},
          {"description", Type::Text, false, "what it is"},
          {"country_name", Type::Text, false, "its country"}}}},
       {"i_did_number"},
       add_number},
      {"DID/assign_did_to_customer",
       "gives a number to a customer",
       admin,
       true,
       to_customer,
       {"success"},
       assign_did_to_customer,
       true},
      {"DID/assign_did_to_account",
       "puts a number on an account",
       admin,
       true,
       to_account,
       {"success"},
       assign_did_to_account,
       true},
      {"DID/release_did_from_customer",
       "gives a number back to the pool",
       admin,
       true,
       number,
       {"success"},
       release_did,
       true},
      {"DID/release_number", "likewise", admin, true, number, {"success"}, release_did, true},
      {"DID/cancel_did_assignment",
       "takes a number from its account; the customer keeps it",
       admin,
       true,
       number,
       {"success"},
       cancel_did_assignment,
       true},
      {"DID/delete_number",
       "removes a number from the inventory",
       admin,
       true,
       number,
       {"success"},
       delete_number,
       true},
      {"SIMCard/add_sim_card",
       "adds a card to the inventory",
       admin,
       true,
       {{"sim_card_info", Type::Object, true, "the new card", card_members(true)}},
       {"i_sim_card"},
       add_sim_card,
       true},
      {"SIMCard/update_sim_card",
       "changes a card's data",
       admin,
       true,
       {{"sim_card_info", Type::Object, true, "what changes", card_members(false)}},
       {"i_sim_card"},
       update_sim_card,
       true},
      {"SIMCard/delete_sim_card",
       "removes a card from the inventory",
       admin,
       true,
       {{"i_sim_card", Type::Integer, true, "which card"}},
       {"success"},
       delete_sim_card,
       true},
  };
}

}  // namespace sim::api
