// What a world says of an entity, by the words of `given`.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "simulator/billing/money.h"
#include "simulator/billing/world.h"

namespace sim::language {

struct Fact {
  std::vector<base::Json> values;  // none: there is no such thing; several: it has all of them
  std::vector<Money> money;        // the same where it is money
};

// REQUIRES: `key` is one of fact_keys() of that entity's kind.
Fact fact_of(const World& world, const EntityRef& ref, std::string_view key, base::VirtualTime now);

}  // namespace sim::language
