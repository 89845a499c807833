#include <algorithm>

#include "simulator/api/v2/entity.h"

namespace sim::api::v2 {
namespace {

std::vector<Row> all_groups(const World& world) {
  std::vector<const ProductGroup*> groups;  // the world has them in the order of its file
  for (const ProductGroup& each : world.product_groups()) groups.push_back(&each);
  std::sort(groups.begin(), groups.end(), [](const ProductGroup* a, const ProductGroup* b) {
    return a->i_product_group < b->i_product_group;
  });
  return {groups.begin(), groups.end()};
}

std::optional<Row> find_group(const World& world, std::int64_t id) {
  const ProductGroup* group = world.product_group(IProductGroup(id));
  return group == nullptr ? std::nullopt : std::optional<Row>(group);
}

std::vector<const Product*> products_of(const World& world, const ProductGroup& group) {
  std::vector<const Product*> products;
  for (const Product* product : world.products()) {
    if (product->i_product_group == group.i_product_group) products.push_back(product);
  }
  return products;
}

}  // namespace

const Entity& product_group_entity() {
  static const Entity entity = {
      "product group",
      "product-groups",
      "product_group",
      all_groups,
      find_group,
      {
          plain<ProductGroup>("id", FieldType::Integer, "Its number: i_product_group of the older API.",
                              [](const ProductGroup& group) { return group.i_product_group.value(); }),
          plain<ProductGroup>("name", FieldType::Text, "Its name.",
                              [](const ProductGroup& group) { return group.name; }),
          plain<ProductGroup>("description", FieldType::Text, "What is in it, for people.",
                              [](const ProductGroup& group) { return group.description; }),
          relation<ProductGroup>("products", FieldType::Many,
                                 "The products that are sorted into it, add-ons too.", product_entity,
                                 products_of),
      }};
  return entity;
}

}  // namespace sim::api::v2
