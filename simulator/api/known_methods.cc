#include <algorithm>
#include <string>
#include <vector>

#include "simulator/api/api.h"

namespace sim::api {

const std::vector<std::string>& known_methods() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all{
#include "simulator/api/known_methods.inc"
    };
    std::sort(all.begin(), all.end());
    return all;
  }();
  return names;
}

}  // namespace sim::api
