#include <algorithm>

#include "simulator/api/v2/entity.h"

namespace sim::api::v2 {
namespace {

std::vector<Row> all_services(const World& world) {
  std::vector<const Service*> services;  // the world has them in the order of its file
  for (const Service& each : world.services()) services.push_back(&each);
  std::sort(services.begin(), services.end(),
            [](const Service* a, const Service* b) { return a->i_service < b->i_service; });
  return {services.begin(), services.end()};
}

std::optional<Row> find_service(const World& world, std::int64_t id) {
  const Service* service = world.service(IService(id));
  return service == nullptr ? std::nullopt : std::optional<Row>(service);
}

std::vector<const Product*> products_with(const World& world, const Service& service) {
  std::vector<const Product*> products;
  for (const Product* product : world.products()) {
    const auto& included = product->included_services;
    if (std::find(included.begin(), included.end(), service.i_service) != included.end()) {
      products.push_back(product);
    }
  }
  return products;
}

}  // namespace

const Entity& service_entity() {
  static const Entity entity = {
      "service",
      "services",
      "service",
      all_services,
      find_service,
      {
          plain<Service>("id", FieldType::Integer, "Its number: i_service of the older API.",
                         [](const Service& service) { return service.i_service.value(); }),
          plain<Service>("name", FieldType::Text, "Its name; an external system's profile is named for it.",
                         [](const Service& service) { return service.name; }),
          plain<Service>("type", FieldType::Text, "What kind of service it is, as `LTE` or `Voice`.",
                         [](const Service& service) { return service.type; }),
          relation<Service>("products", FieldType::Many, "The products that include it, add-ons too.",
                            product_entity, products_with),
      }};
  return entity;
}

}  // namespace sim::api::v2
