// SIMCard/…: the names are attested, the shapes of the answers follow the naming rule and NSPS's sim_info.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

OrFault<MethodAnswer> get_card_info(const Call& call) {
  const SimCard* card = nullptr;
  if (const auto i_sim_card = id<ISimCard>(call.params, "i_sim_card")) {
    card = call.world.sim_card(*i_sim_card);
  } else if (const auto i_account = id<IAccount>(call.params, "i_account")) {
    card = call.world.sim_card_of(*i_account);
  } else {
    for (const char* name : {"imsi", "iccid", "msisdn"}) {
      if (card == nullptr && has(call.params, name)) card = call.world.sim_card(text(call.params, name));
    }
  }
  if (card == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"sim_card_info", sim_card_json(*card)}}};
}

OrFault<MethodAnswer> get_card_list(const Call& call) {
  SimCardQuery query;
  query.imsi = text(call.params, "imsi");
  query.iccid = text(call.params, "iccid");
  query.msisdn = text(call.params, "msisdn");
  query.i_account = id<IAccount>(call.params, "i_account");
  query.paging = paging(call.params);
  query.status = parse_sim_status(text(call.params, "status"));
  return list_answer(call, "sim_card_list", list_sim_cards(call.world, query), sim_card_json);
}

}  // namespace

std::vector<Model> sim_card_methods() {
  return {
      {"SIMCard/get_card_info", get_card_info},
      {"SIMCard/get_card_list", get_card_list},
  };
}

}  // namespace sim::api
