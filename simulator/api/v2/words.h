// Words that the errors of API 2.0 share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/api/v2/entity.h"

namespace sim::api::v2 {

// "a product".
std::string article(const Entity& entity);

// "; did you mean `name`? There are `id`, `name`": the question only where one is near.
std::string meant(std::string_view name, const std::vector<std::string>& known);

// "`id`, `name`".
std::string quoted(const std::vector<std::string>& names);

// The items of a comma list, without the blanks around them. An empty text has none; "a," has an empty one.
std::vector<std::string_view> list_items(std::string_view list);

}  // namespace sim::api::v2
