#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"

namespace sim::api {
namespace {

OrFault<MethodAnswer> get_product_info(const Call& call) {
  const auto i_product = id<IProduct>(call.params, "i_product");
  const Product* product =
      i_product ? call.world.product(*i_product) : call.world.product(text(call.params, "name"));
  if (product == nullptr) return MethodAnswer{};
  return MethodAnswer{{{"product_info", product_json(call.world, *product, call.options)}}};
}

OrFault<MethodAnswer> get_product_list(const Call& call) {
  ProductQuery query;
  query.name = has(call.params, "search") ? text(call.params, "search") : text(call.params, "name");
  query.paging = paging(call.params);
  return list_answer(call, "product_list", list_products(call.world, query),
                     [&](const Product& product) { return product_json(call.world, product, call.options); });
}

OrFault<MethodAnswer> get_allowed_addons(const Call& call) {
  Page<Product> page;
  if (const Product* product = call.world.product(*id<IProduct>(call.params, "i_product"))) {
    page.rows = allowed_addons(call.world, *product);
    page.total = page.rows.size();
  }
  return list_answer(call, "product_list", page,
                     [&](const Product& addon) { return product_json(call.world, addon, call.options); });
}

}  // namespace

std::vector<Model> product_methods() {
  return {
      {"Product/get_product_info", get_product_info},
      {"Product/get_product_list", get_product_list},
      {"Product/get_allowed_addons", get_allowed_addons},
  };
}

}  // namespace sim::api
