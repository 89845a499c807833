#include "simulator/api/method_table.h"

#include <algorithm>
#include <map>

#include "simulator/api/api.h"

namespace sim::api {

const std::vector<Model>& models() {
  static const std::vector<Model> all = [] {
    std::vector<Model> rows;
    for (auto* service : {account_methods, account_change_methods, customer_methods, customer_change_methods,
                          did_methods, generic_methods, inventory_change_methods, invoice_methods,
                          product_methods, session_methods, sim_card_methods}) {
      const std::vector<Model> some = service();
      rows.insert(rows.end(), some.begin(), some.end());
    }
    return rows;
  }();
  return all;
}

const std::vector<Method>& method_table() {
  static const std::vector<Method> table = [] {
    std::map<std::string_view, MethodFunction> functions;
    for (const Model& model : models()) functions[model.name] = model.function;
    std::vector<Method> rows;
    rows.reserve(functions.size());
    for (const DescribedMethod& described : described_methods()) {
      const auto function = functions.find(described.name);
      if (function != functions.end()) rows.push_back({described, function->second});
    }
    return rows;
  }();
  return table;
}

const Method* find_method(std::string_view name) {
  const auto& table = method_table();
  const auto found =
      std::lower_bound(table.begin(), table.end(), name,
                       [](const Method& row, std::string_view wanted) { return row.name < wanted; });
  return found == table.end() || found->name != name ? nullptr : &*found;
}

std::vector<std::string> modelled_methods() {
  std::vector<std::string> names;
  for (const Method& row : method_table()) names.emplace_back(row.name);
  return names;
}

}  // namespace sim::api
