// Generic/…, Env/… and Service/….
#include "simulator/api/method_table.h"
#include "simulator/api/models/shapes.h"

namespace sim::api {
namespace {

OrFault<MethodAnswer> get_version(const Call& call) {
  return MethodAnswer{{{"version", "MR" + std::to_string(call.options.release)}}};
}

// Only `email` is attested; the other members are ours.
OrFault<MethodAnswer> get_env_info(const Call& call) {
  std::string email;
  for (const ApiUser& user : call.world.users()) {
    if (email.empty() && user.realm == "admin") email = user.email;
  }
  const base::Json info = {
      {"i_env", call.world.i_env()}, {"name", call.world.title()}, {"email", email}, {"i_time_zone", 1}};
  return MethodAnswer{{{"env_info", info}}};
}

OrFault<MethodAnswer> get_service_info(const Call& call) {
  const Service* service = call.world.service(*id<IService>(call.params, "i_service"));
  if (service == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"service_info", service_json(*service)}}};
}

OrFault<MethodAnswer> get_service_list(const Call& call) {
  base::Json list = base::Json::array();
  const std::string name = text(call.params, "name");
  const Paging page = paging(call.params);
  std::size_t total = 0;
  for (const Service& service : call.world.services()) {
    if (!like(service.name, name)) continue;
    if (total >= page.offset && list.size() < page.limit) list.push_back(service_json(service));
    ++total;
  }
  MethodAnswer answer{{{"service_list", std::move(list)}}};
  if (flag(call.params, "get_total")) answer.body["total"] = total;
  return answer;
}

}  // namespace

std::vector<Model> generic_methods() {
  return {
      {"Generic/get_version", get_version},
      {"Env/get_env_info", get_env_info},
      {"Service/get_service_info", get_service_info},
      {"Service/get_service_list", get_service_list},
  };
}

}  // namespace sim::api
