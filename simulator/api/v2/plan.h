// Which fields a request asks for, resolved once and carried out for each row: what is not in the plan is not
// computed.
//
//   fields=id,name                   members of each row
//   fields=id,services.name          members of what a relation leads to, at most four names deep
//   fields=services                  a relation alone: all plain members of what it leads to
//
// Without `fields`: all fields, each relation as if it were named alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/api/v2/entity.h"
#include "simulator/api/v2/problem.h"

namespace sim::api::v2 {

inline constexpr std::size_t kPathNamesMax = 4;       // of `products.addons.services.name`
inline constexpr std::size_t kValuesMax = 1'000'000;  // that one answer may hold

struct Plan {
  struct Step {
    const Field* field;
    std::vector<Plan> related;  // of a relation: the one plan of what it leads to
  };
  const Entity* entity;
  std::vector<Step> steps;
};

// "" for all. Errors: every name that the entity has not, with what was probably meant and what exists.
tl::expected<Plan, std::vector<Error>> make_plan(const Entity& entity, std::string_view fields);

// One row as the plan wants it. Takes what it computes off `values_left`; nothing where that is used up.
std::optional<base::Json> carry_out(const Plan& plan, const World& world, Row row, std::size_t& values_left);

}  // namespace sim::api::v2
