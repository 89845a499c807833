#include "simulator/api/v2/entity.h"
#include "simulator/billing/queries.h"

namespace sim::api::v2 {
namespace {

std::vector<Row> all_products(const World& world) {
  const auto rows = world.products();
  return {rows.begin(), rows.end()};
}

std::optional<Row> find_product(const World& world, std::int64_t id) {
  const Product* product = world.product(IProduct(id));
  return product == nullptr ? std::nullopt : std::optional<Row>(product);
}

std::vector<const ProductGroup*> group_of(const World& world, const Product& product) {
  const ProductGroup* group =
      product.i_product_group ? world.product_group(*product.i_product_group) : nullptr;
  if (group == nullptr) return {};
  return {group};
}

std::vector<const Service*> services_of(const World& world, const Product& product) {
  std::vector<const Service*> services;
  for (const IService i_service : product.included_services) {
    if (const Service* service = world.service(i_service)) services.push_back(service);
  }
  return services;
}

std::vector<const Product*> addons_of(const World& world, const Product& product) {
  if (product.addon) return {};
  return allowed_addons(world, product);
}

}  // namespace

const Entity& product_entity() {
  static const Entity entity = [] {
    Field type = plain<Product>("type", FieldType::Word, "What it is: a main product, or an add-on to one.",
                                [](const Product& product) { return product.addon ? "addon" : "main"; });
    type.words = {"main", "addon"};
    return Entity{
        "product",
        "products",
        "product",
        all_products,
        find_product,
        {
            plain<Product>("id", FieldType::Integer, "Its number: i_product of the older API.",
                           [](const Product& product) { return product.i_product.value(); }),
            plain<Product>("name", FieldType::Text, "Its name.",
                           [](const Product& product) { return product.name; }),
            type,
            plain<Product>("description", FieldType::Text, "What people are told of it.",
                           [](const Product& product) { return product.description; }),
            plain<Product>("currency", FieldType::Text, "What it is charged in: three letters of ISO 4217.",
                           [](const Product& product) { return product.currency.text(); }),
            plain<Product>(
                "addon_priority", FieldType::Integer,
                "Which of an account's products counts first: 0 of a main product, 10 to 30 of add-ons.",
                [](const Product& product) { return product.addon_priority; }),
            relation<Product>("product_group", FieldType::One,
                              "The group that it is sorted into; null: none.", product_group_entity,
                              group_of),
            relation<Product>("services", FieldType::Many, "The services that it includes.", service_entity,
                              services_of),
            relation<Product>("addons", FieldType::Many,
                              "The add-ons that may be assigned beside it; an add-on has none.",
                              product_entity, addons_of),
        }};
  }();
  return entity;
}

}  // namespace sim::api::v2
