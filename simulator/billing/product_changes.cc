#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"

namespace sim {
namespace {

base::Result<std::string, ChangeError> set_service_feature(ChangeDraft& draft, const base::Node& argument) {
  merge_service_feature(draft.product().service_features, argument);
  return draft.subject_text() + " has its feature " + argument.find("name")->text + " changed";
}

}  // namespace

std::vector<ChangeRow> product_changes() {
  return {{EntityKind::Product,
           "set_service_feature",
           ArgumentKind::Map,
           "switches or changes one service feature of the product",
           service_feature_keys(),
           {},
           {"Product/ServiceAttribute/Changed"},
           false,
           set_service_feature}};
}

}  // namespace sim
