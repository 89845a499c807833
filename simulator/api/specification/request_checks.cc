#include "simulator/api/specification/request_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/decimal.h"
#include "base/json_pointer.h"

namespace sim::api {
namespace {

using base::Json;
using base::SchemaViolation;

constexpr std::size_t kToldMax = 5;

// The part of `value` that `pointer` names, to be changed.
Json* part_of(Json& value, const std::string& pointer) {
  return const_cast<Json*>(base::find_pointer(value, pointer));  // NOLINT(*-const-cast): of our own copy
}

// The value with numbers in place of texts that are numbers, where they broke the schema.
Json with_numbers(const Json& params, const std::vector<SchemaViolation>& violations) {
  Json changed = params;
  for (const SchemaViolation& violation : violations) {
    Json* part = part_of(changed, violation.path);
    if (part == nullptr || !part->is_string() || !base::Decimal::read(part->get<std::string>())) continue;
    if (auto number = base::parse_json(part->get<std::string>()); number && number->is_number())
      *part = *number;
  }
  return changed;
}

// "/account_info/i_product" as people write it: "account_info.i_product".
std::string dotted(const std::string& pointer) {
  std::string path;
  for (const std::string& name : base::read_pointer(pointer).value_or(std::vector<std::string>()))
    path += (path.empty() ? "" : ".") + name;
  return path.empty() ? "params" : path;
}

}  // namespace

std::string RequestChecks::problem(const SpecifiedMethod& method, const base::Json& params,
                                   Strictness strictness) {
  if (method.params == nullptr) return "";
  auto found = schemas_.find(&method);
  if (found == schemas_.end()) {
    auto schema = base::JsonSchema::compile(*method.params, *method.document);
    if (!schema) return fmt::format("{} cannot be used: {}", method.place(), schema.error().what);
    found = schemas_.emplace(&method, *std::move(schema)).first;
  }
  auto violations = found->second.violations(params);
  if (strictness == Strictness::Lenient && !violations.empty())
    violations = found->second.violations(with_numbers(params, violations));
  if (strictness == Strictness::Strict) {
    auto undescribed = base::undescribed_members(params, *method.params, *method.document);
    violations.insert(violations.end(), std::make_move_iterator(undescribed.begin()),
                      std::make_move_iterator(undescribed.end()));
  }
  if (violations.empty()) return "";
  std::string told;
  for (std::size_t n = 0; n < std::min(violations.size(), kToldMax); ++n) {
    told += fmt::format("{}{}: expected {}, found {}", n == 0 ? "" : "; ", dotted(violations[n].path),
                        violations[n].expected, violations[n].found);
  }
  if (violations.size() > kToldMax) told += fmt::format("; and {} more", violations.size() - kToldMax);
  return fmt::format("{} ({})", told, method.place());
}

}  // namespace sim::api
