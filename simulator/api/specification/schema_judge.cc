#include "simulator/api/specification/schema_judge.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_pointer.h"
#include "simulator/api/specification/document_parts.h"

namespace sim::api {
namespace {

using base::Json;

constexpr std::size_t kGroup = 100;  // values that are judged at once
constexpr std::size_t kViolationsMax =
    100;  // that JsonSchema tells: of a group with so many, some may be missing

// The number that stands first in `rest`, a pointer of two numbers or more, which is taken off.
std::size_t take_number(std::string& rest) {
  const std::size_t end = std::min(rest.find('/', 1), rest.size());
  const std::size_t number = std::stoul(rest.substr(1, end - 1));
  rest.erase(0, end);
  return number;
}

}  // namespace

SchemaJudge::SchemaJudge(const Json& document, const std::vector<std::string>& places, base::SchemaUse use)
    : document_(document), use_(use) {
  number(places);
  if (compile()) return;
  leave_out_unfit();
  compile();
}

void SchemaJudge::number(const std::vector<std::string>& places) {
  names_.clear();
  for (const std::string& place : places) names_.try_emplace(place, std::to_string(names_.size()));
}

// Each of the schemas is that of the items of a list.
bool SchemaJudge::compile() {
  Json lists = Json::object();
  for (const auto& [place, name] : names_) lists[name]["items"]["$ref"] = place;
  auto schema = base::JsonSchema::compile({{"properties", std::move(lists)}}, document_, use_);
  if (!schema) return false;
  schema_ = *std::move(schema);
  return true;
}

void SchemaJudge::leave_out_unfit() {
  std::vector<std::string> fit;
  for (const auto& [place, name] : names_) {
    if (base::survey_schemas(document_, {place}).problems.empty()) fit.push_back(place);
  }
  number(fit);
}

// Most values stand in schemas that say no more than a type: those need no validator. False: it must be
// asked.
bool SchemaJudge::is_plainly_right(const HeldValue& each) const {
  const Json* schema = base::find_reference(document_, each.schema);
  const auto& annotations = base::annotation_keywords();
  const Json* type = member(schema, "type");
  if (type == nullptr || !type->is_string()) return false;
  for (const auto& [name, operand] : schema->items()) {
    if (name != "type" && !std::binary_search(annotations.begin(), annotations.end(), name)) return false;
  }
  const std::string words = base::text_of(*type);
  const Json& value = *each.value;
  return (words == "string" && value.is_string()) || (words == "integer" && value.is_number_integer()) ||
         (words == "number" && value.is_number()) || (words == "boolean" && value.is_boolean());
}

void SchemaJudge::judge(const std::vector<HeldValue>& values, std::size_t begin, std::size_t end,
                        Broken& broken) const {
  Json lists = Json::object();
  std::map<std::string, std::vector<std::size_t>> of_lists;
  for (std::size_t n = begin; n < end; ++n) {
    const auto name = names_.find(values[n].schema);
    if (name == names_.end() || is_plainly_right(values[n])) continue;
    lists[name->second].push_back(*values[n].value);
    of_lists[name->second].push_back(n);
  }
  if (lists.empty()) return;
  auto violations = schema_->violations(lists);
  const bool is_of_one = end - begin == 1;
  const bool is_whole =
      violations.size() < kViolationsMax &&
      std::none_of(violations.begin(), violations.end(), [](const auto& each) { return each.path.empty(); });
  if (!is_whole && !is_of_one) {
    for (std::size_t n = begin; n < end; ++n) judge(values, n, n + 1, broken);
    return;
  }
  for (base::SchemaViolation& each : violations) {
    if (each.path.empty()) {
      broken.emplace(begin, std::move(each));
      continue;
    }
    const std::size_t list = take_number(each.path);
    const std::size_t n = of_lists.at(std::to_string(list))[take_number(each.path)];
    broken.emplace(n, std::move(each));
  }
}

std::map<std::size_t, base::SchemaViolation> SchemaJudge::broken(const std::vector<HeldValue>& values) const {
  Broken broken;
  if (!schema_) return broken;
  for (std::size_t begin = 0; begin < values.size(); begin += kGroup)
    judge(values, begin, std::min(begin + kGroup, values.size()), broken);
  return broken;
}

}  // namespace sim::api
