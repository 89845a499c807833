#include "simulator/api/v2/entity.h"

#include <algorithm>

namespace sim::api::v2 {

const Field* Entity::field(std::string_view field_name) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& each) { return each.name == field_name; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> Entity::names() const {
  std::vector<std::string> all_names;
  for (const Field& each : fields) all_names.emplace_back(each.name);
  return all_names;
}

std::vector<std::string> Entity::plain_names() const {
  std::vector<std::string> plain_ones;
  for (const Field& each : fields) {
    if (each.is_plain()) plain_ones.emplace_back(each.name);
  }
  return plain_ones;
}

const std::vector<const Entity*>& entities() {
  static const std::vector<const Entity*> all{&product_group_entity(), &product_entity(), &service_entity()};
  return all;
}

}  // namespace sim::api::v2
