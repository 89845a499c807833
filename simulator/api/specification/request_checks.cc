#include "simulator/api/specification/request_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/decimal.h"
#include "base/json_pointer.h"
#include "base/long_integers.h"

namespace sim::api {
namespace {

using base::Json;
using base::SchemaViolation;

constexpr std::size_t kToldMax = 5;
constexpr std::size_t kDigitsMax = 300;  // that a double can stand for

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
    const std::string text = part->get<std::string>();
    if (auto number = base::parse_json(text); number && number->is_number()) {
      *part = *number;
    } else if (text.size() < kDigitsMax && !base::long_integers(text, 1).empty()) {
      *part = std::stod(text);
    }
  }
  return changed;
}

// "/account_info/i_product" as people write it: "account_info.i_product". `root`: what the value is a part
// of;
// "" for `params`, which goes without saying.
std::string dotted(const std::string& pointer, const std::string& root) {
  std::string path = root;
  for (const std::string& name : base::read_pointer(pointer).value_or(std::vector<std::string>()))
    path += (path.empty() ? "" : ".") + name;
  return path;
}

// Whether what `violation` misses was there but misspelt, as `undescribed`.
bool misses(const SchemaViolation& violation, const base::UndescribedMember& undescribed) {
  const auto& missing = violation.missing;
  return !undescribed.meant.empty() && violation.path == undescribed.holder &&
         std::find(missing.begin(), missing.end(), undescribed.meant) != missing.end();
}

std::string in_words(const base::UndescribedMember& undescribed, const std::string& root) {
  std::string in = dotted(undescribed.holder, root);
  if (!in.empty()) in += ".";
  return fmt::format("`{}{}` is not described{}", in, undescribed.name,
                     undescribed.meant.empty() ? "" : fmt::format(", `{}{}` is", in, undescribed.meant));
}

}  // namespace

std::string RequestChecks::problem(const SpecifiedMethod& method, const Json& params, Strictness strictness) {
  return problem_of(method, method.params, params, "", strictness);
}

std::string RequestChecks::auth_info_problem(const SpecifiedMethod& method, const Json& auth_info) {
  return problem_of(method, method.auth_info, auth_info, "auth_info", Strictness::Strict);
}

std::string RequestChecks::problem_of(const SpecifiedMethod& method, const Json* schema, const Json& value,
                                      const std::string& root, Strictness strictness) {
  if (schema == nullptr) return "";
  auto found = validators_.find(schema);
  if (found == validators_.end()) {
    auto compiled = base::JsonSchema::compile(*schema, *method.document, base::SchemaUse::Request);
    if (!compiled) return fmt::format("{} cannot be used: {}", method.place(), compiled.error().what);
    found = validators_.emplace(schema, *std::move(compiled)).first;
  }
  auto violations = found->second.violations(value);
  if (strictness == Strictness::Lenient && !violations.empty())
    violations = found->second.violations(with_numbers(value, violations));
  std::vector<std::string> problems;
  if (strictness == Strictness::Strict) {
    for (const auto& each : base::undescribed_members(value, *schema, *method.document)) {
      std::erase_if(violations, [&](const SchemaViolation& violation) { return misses(violation, each); });
      problems.push_back(in_words(each, root));
    }
  }
  for (const SchemaViolation& each : violations) {
    const std::string at = dotted(each.path, root);
    problems.push_back(
        fmt::format("{}: expected {}, found {}", at.empty() ? "params" : at, each.expected, each.found));
  }
  if (problems.empty()) return "";
  if (problems.size() > kToldMax) {
    const std::size_t more = problems.size() - kToldMax;
    problems.resize(kToldMax);
    problems.push_back(fmt::format("and {} more", more));
  }
  return fmt::format("{} ({})", fmt::join(problems, "; "), method.place());
}

}  // namespace sim::api
