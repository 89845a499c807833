#include "simulator/api/v2/words.h"

#include "base/diagnostic.h"

namespace sim::api::v2 {

std::string article(const Entity& entity) { return "a " + std::string(entity.name); }

std::string quoted(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "`" : ", `") + name + "`";
  return all;
}

std::string meant(std::string_view name, const std::vector<std::string>& known) {
  const std::string near = base::nearest(name, known);
  return (near.empty() ? "." : "; did you mean `" + near + "`?") + " There are " + quoted(known);
}

std::vector<std::string_view> list_items(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    items.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
    if (list.empty()) items.emplace_back();
  }
  return items;
}

}  // namespace sim::api::v2
