#include "simulator/api/models/shapes.h"

namespace sim::api {
namespace {

// Members that add-ons and products share in recorded answers.
base::Json common(const Product& product) {
  return {
      {"i_product", product.i_product.value()},
      {"name", product.name},
      {"description", product.description},
      {"end_user_name", product.name},
      {"end_user_description", product.description},
      {"addon_priority", product.addon_priority},
      {"i_vd_plan", product.i_vd_plan ? base::Json(*product.i_vd_plan) : base::Json()},
      {"volume_discount_plan_name", nullptr},
      {"i_subscription", nullptr},
      {"i_product_group",
       product.i_product_group ? base::Json(product.i_product_group->value()) : base::Json()},
      {"i_account_role", 1},
      {"iso_4217", product.currency.text()},
      {"realm", "admin"},
      {"shared", "N"},
      {"hidden", 0},
      {"managed_by_user", "N"},
      {"breakage", 0},
      {"default_i_acl", 155},
      {"fraud_protection", "N"},
      {"info_url", nullptr},
      {"service_flag_locks", ""},
  };
}

}  // namespace

base::Json addon_json(const World& world, const AssignedAddon& addon) {
  const Product* product = world.product(addon.i_product);
  base::Json json = product == nullptr ? base::Json::object() : common(*product);
  json["i_product"] = addon.i_product.value();
  json["addon_priority"] = addon.addon_priority;
  json["addon_effective_from"] = base::datetime_text(addon.addon_effective_from);
  if (addon.addon_effective_to) json["addon_effective_to"] = base::datetime_text(*addon.addon_effective_to);
  json["product_subscription"] = {{"periodic_fees", base::Json::array()}};
  json["subscription_discount_list"] = base::Json::array();
  return json;
}

base::Json product_json(const World& world, const Product& product, const ApiOptions& options) {
  base::Json json = common(product);
  json["product_addon_type"] = product.addon ? "addon" : "main";  // ours
  json["maintenance_fee"] = 0;                                    // ours
  json["notepad"] = "";
  const ProductGroup* group =
      product.i_product_group ? world.product_group(*product.i_product_group) : nullptr;
  json["product_group_name"] = group == nullptr ? base::Json() : base::Json(group->name);
  json["allowed_with_any_product"] = product.addon ? 1 : 0;
  json["allowed_products"] = base::Json::array();
  if (product.addon) {
    for (const Product* main : world.products()) {
      for (const IProduct allowed : main->allowed_addons) {
        if (allowed != product.i_product) continue;
        json["allowed_products"].push_back(main->i_product.value());
        json["allowed_with_any_product"] = 0;
      }
    }
  }
  base::Json services = base::Json::array();
  for (const IService i_service : product.included_services) {
    const Service* service = world.service(i_service);
    if (options.included_services == IncludedServices::Objects && service != nullptr) {
      services.push_back(service_json(*service));
    } else {
      services.push_back(i_service.value());
    }
  }
  json["included_services"] = std::move(services);
  json["service_features"] = service_features_json(product);
  return json;
}

}  // namespace sim::api
