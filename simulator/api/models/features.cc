#include <set>
#include <string>

#include "simulator/api/models/shapes.h"
#include "simulator/billing/statuses.h"

namespace sim::api {
namespace {

base::Json attributes_json(const ServiceFeature& own, const ServiceFeature& effective) {
  std::set<std::string> names;
  for (const auto& [name, values] : own.attributes) names.insert(name);
  for (const auto& [name, values] : effective.attributes) names.insert(name);
  const auto values_of = [](const ServiceFeature& feature, const std::string& name) {
    const auto found = feature.attributes.find(name);
    return found == feature.attributes.end() ? base::Json::array({nullptr}) : base::Json(found->second);
  };
  base::Json list = base::Json::array();
  for (const std::string& name : names) {
    list.push_back(
        {{"name", name}, {"values", values_of(own, name)}, {"effective_values", values_of(effective, name)}});
  }
  return list;
}

base::Json feature_json(const std::string& name, const ServiceFeature& own, const ServiceFeature& effective) {
  return {
      {"name", name},
      {"flag_value", own.flag_value},
      {"effective_flag_value", effective.flag_value},
      {"locked", 0},
      {"attributes", attributes_json(own, effective)},
  };
}

const ServiceFeature& own_feature(const ServiceFeatures& features, const std::string& name) {
  static const ServiceFeature kInherited;
  const auto found = features.find(name);
  return found == features.end() ? kInherited : found->second;
}

void add_names(const ServiceFeatures& features, std::set<std::string>& names) {
  for (const auto& [name, feature] : features) names.insert(name);
}

}  // namespace

base::Json service_features_json(const World& world, const Account& account) {
  std::set<std::string> names;
  add_names(account.service_features, names);
  if (const Customer* customer = world.customer(account.i_customer))
    add_names(customer->service_features, names);
  if (const Product* product = world.product(account.i_product)) add_names(product->service_features, names);
  base::Json list = base::Json::array();
  for (const std::string& name : names) {
    base::Json feature = feature_json(name, own_feature(account.service_features, name),
                                      effective_feature(world, account, name));
    feature["locks"] = base::Json::array();
    list.push_back(std::move(feature));
  }
  return list;
}

base::Json service_features_json(const Customer& customer) {
  base::Json list = base::Json::array();
  for (const auto& [name, feature] : customer.service_features) {
    list.push_back(feature_json(name, feature, effective_feature(customer, name)));
  }
  return list;
}

base::Json service_features_json(const Product& product) {
  base::Json list = base::Json::array();
  for (const auto& [name, feature] : product.service_features)
    list.push_back(feature_json(name, feature, feature));
  return list;
}

}  // namespace sim::api
