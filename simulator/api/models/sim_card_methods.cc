// SIMCard/…: the names are attested, the shapes of the answers follow the naming rule and NSPS's sim_info.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

using Type = ParameterType;

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
  if (has(call.params, "status")) {
    query.status = parse_sim_status(text(call.params, "status"));
    if (!query.status) {
      return fault("Client.SIMCard.get_card_list.wrong_parameter",
                   "`status` must be available, reserved, used or disposed");
    }
  }
  return list_answer(call, "sim_card_list", list_sim_cards(call.world, query), sim_card_json);
}

}  // namespace

std::vector<Method> sim_card_methods() {
  return {
      {"SIMCard/get_card_info",
       "one SIM card, by i_sim_card, i_account, imsi, iccid or msisdn",
       {Realm::Admin},
       true,
       {{"i_sim_card", Type::Integer, false, "which card, or"},
        {"i_account", Type::Integer, false, "whose card, or"},
        {"imsi", Type::Text, false, "its IMSI, or"},
        {"iccid", Type::Text, false, "its ICCID, or"},
        {"msisdn", Type::Text, false, "its MSISDN"}},
       {"sim_card_info"},
       get_card_info,
       true},
      {"SIMCard/get_card_list",
       "the SIM cards of the inventory",
       {Realm::Admin},
       true,
       with_paging({{"i_account", Type::Integer, false, "those of an account"},
                    {"imsi", Type::Text, false, "a pattern with %"},
                    {"iccid", Type::Text, false, "likewise"},
                    {"msisdn", Type::Text, false, "likewise"},
                    {"status", Type::Text, false, "available, reserved, used, disposed"}}),
       {"sim_card_list", "total"},
       get_card_list,
       true},
  };
}

}  // namespace sim::api
