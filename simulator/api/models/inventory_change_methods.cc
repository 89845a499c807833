// DID/… and SIMCard/…: what changes the inventories. Every change is one of billing's deeds.
#include "simulator/api/method_table.h"
#include "simulator/api/models/deeds.h"
#include "simulator/api/models/shapes.h"

namespace sim::api {
namespace {

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

}  // namespace

std::vector<Model> inventory_change_methods() {
  return {
      {"DID/add_number", add_number},
      {"DID/assign_did_to_customer", assign_did_to_customer},
      {"DID/assign_did_to_account", assign_did_to_account},
      {"DID/release_did_from_customer", release_did},
      {"DID/release_number", release_did},
      {"DID/cancel_did_assignment", cancel_did_assignment},
      {"DID/delete_number", delete_number},
      {"SIMCard/add_sim_card", add_sim_card},
      {"SIMCard/update_sim_card", update_sim_card},
      {"SIMCard/delete_sim_card", delete_sim_card},
  };
}

}  // namespace sim::api
