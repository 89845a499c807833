// DID/…. The members of number_info beside those that clients read are ours.
#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

OrFault<MethodAnswer> get_number_info(const Call& call) {
  const auto i_did_number = id<IDid>(call.params, "i_did_number");
  const Did* did = i_did_number ? call.world.did(*i_did_number) : call.world.did(text(call.params, "number"));
  if (did == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"number_info", did_json(call.world, *did)}}};
}

OrFault<MethodAnswer> get_number_list(const Call& call) {
  DidQuery query;
  query.number = text(call.params, "number");
  query.i_customer = id<ICustomer>(call.params, "i_customer");
  query.i_account = id<IAccount>(call.params, "i_account");
  query.paging = paging(call.params);
  const std::string usage = text(call.params, "usage");
  if (!usage.empty()) query.usage = usage.front();
  return list_answer(call, "number_list", list_dids(call.world, query),
                     [&](const Did& did) { return did_json(call.world, did); });
}

OrFault<MethodAnswer> get_customer_numbers(const Call& call) {
  DidQuery query;
  query.i_customer = id<ICustomer>(call.params, "i_customer");
  query.paging = paging(call.params);
  return list_answer(call, "number_list", list_dids(call.world, query),
                     [&](const Did& did) { return did_json(call.world, did); });
}

}  // namespace

std::vector<Model> did_methods() {
  return {
      {"DID/get_number_info", get_number_info},
      {"DID/get_number_list", get_number_list},
      {"DID/get_customer_numbers", get_customer_numbers},
  };
}

}  // namespace sim::api
