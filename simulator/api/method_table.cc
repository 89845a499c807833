#include "simulator/api/method_table.h"

#include <algorithm>
#include <iterator>

#include "simulator/api/api.h"

namespace sim::api {

const std::vector<Method>& method_table() {
  static const std::vector<Method> table = [] {
    std::vector<Method> all;
    for (auto* rows : {account_methods, account_change_methods, customer_methods, customer_change_methods,
                       did_methods, generic_methods, inventory_change_methods, invoice_methods,
                       product_methods, session_methods, sim_card_methods}) {
      std::vector<Method> some = rows();
      std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    std::sort(all.begin(), all.end(), [](const Method& a, const Method& b) { return a.name < b.name; });
    return all;
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
