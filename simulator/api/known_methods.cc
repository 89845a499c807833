#include <algorithm>
#include <string>
#include <vector>

#include "base/diagnostic.h"
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

std::string nearest_method(const std::string& said, const std::vector<std::string>& methods) {
  if (auto meant = base::nearest(said, methods); !meant.empty()) return meant;
  const auto name_of = [](const std::string& method) { return method.substr(method.rfind('/') + 1); };
  std::vector<std::string> names;
  names.reserve(methods.size());
  for (const std::string& each : methods) names.push_back(name_of(each));
  const std::string name = name_of(said);
  auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) found = std::find(names.begin(), names.end(), base::nearest(name, names));
  return found == names.end() ? "" : methods[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace sim::api
