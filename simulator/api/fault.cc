#include "simulator/api/fault.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"

namespace sim::api {

std::string fault_code(std::string side, const std::string& method, const std::string& reason) {
  std::string dotted = method;
  std::replace(dotted.begin(), dotted.end(), '/', '.');
  return std::move(side) + "." + dotted + "." + reason;
}

base::HttpResponse fault_response(const Fault& fault) {
  return base::json_response(
      500, base::dump({{"faultcode", fault.faultcode}, {"faultstring", fault.faultstring}}));
}

}  // namespace sim::api
