#include "simulator/api/v2/plan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "simulator/api/v2/words.h"

namespace sim::api::v2 {
namespace {

void add(Plan& plan, const Field& field) {
  const bool is_there = std::any_of(plan.steps.begin(), plan.steps.end(),
                                    [&](const Plan::Step& step) { return step.field == &field; });
  if (!is_there) plan.steps.push_back({&field, {}});
}

void add_plain_fields(Plan& plan) {
  for (const Field& field : plan.entity->fields) {
    if (field.is_plain()) add(plan, field);
  }
}

// The plan of what a relation leads to, as yet without steps where it is new.
Plan& related(Plan& plan, const Field& field) {
  add(plan, field);
  const auto step = std::find_if(plan.steps.begin(), plan.steps.end(),
                                 [&](const Plan::Step& each) { return each.field == &field; });
  if (step->related.empty()) step->related.push_back({&field.entity(), {}});
  return step->related.front();
}

Error unknown_field(const Entity& entity, std::string_view name, std::string_view path) {
  std::string detail = article(entity) + " has no field `" + std::string(name) + "`";
  if (name != path) detail += ", of which `" + std::string(path) + "` speaks";
  return {"unknown_field", "Unknown field", detail + meant(name, entity.names())};
}

std::optional<Error> add_path(Plan& plan, std::string_view path) {
  Plan* at = &plan;
  std::string_view rest = path;
  for (std::size_t names = 1;; ++names) {
    const std::size_t dot = rest.find('.');
    const std::string_view name = rest.substr(0, dot);
    const Field* field = at->entity->field(name);
    if (field == nullptr) return unknown_field(*at->entity, name, path);
    if (field->is_plain()) {
      if (dot != std::string_view::npos) {
        return Error{"unknown_field", "Unknown field",
                     "`" + std::string(path) + "` leads nowhere: `" + std::string(name) + "` of " +
                         article(*at->entity) + " is a plain value"};
      }
      add(*at, *field);
      return std::nullopt;
    }
    at = &related(*at, *field);
    if (dot == std::string_view::npos) {
      add_plain_fields(*at);
      return std::nullopt;
    }
    if (names == kPathNamesMax) {
      return Error{"unknown_field", "Unknown field",
                   "`" + std::string(path) + "` is too deep: at most " + std::to_string(kPathNamesMax) +
                       " names stand in one"};
    }
    rest.remove_prefix(dot + 1);
  }
}

Plan plan_of_all(const Entity& entity) {
  Plan plan{&entity, {}};
  for (const Field& field : entity.fields) {
    if (field.is_plain()) {
      add(plan, field);
    } else {
      add_plain_fields(related(plan, field));
    }
  }
  return plan;
}

}  // namespace

tl::expected<Plan, std::vector<Error>> make_plan(const Entity& entity, std::string_view fields) {
  if (fields.empty()) return plan_of_all(entity);
  Plan plan{&entity, {}};
  std::vector<Error> errors;
  for (const std::string_view path : list_items(fields)) {
    if (auto error = add_path(plan, path)) errors.push_back(*std::move(error));
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return plan;
}

std::optional<base::Json> carry_out(const Plan& plan, const World& world, Row row, std::size_t& values_left) {
  base::Json object = base::Json::object();
  for (const Plan::Step& step : plan.steps) {
    if (values_left == 0) return std::nullopt;
    --values_left;
    const std::string name(step.field->name);
    if (step.field->is_plain()) {
      object[name] = step.field->value(world, row);
      continue;
    }
    base::Json& member = object[name] = nullptr;
    if (step.field->type == FieldType::Many) member = base::Json::array();
    for (const Row other : step.field->rows(world, row)) {
      auto inner = carry_out(step.related.front(), world, other, values_left);
      if (!inner) return std::nullopt;
      if (step.field->type == FieldType::One) {
        member = *std::move(inner);
      } else {
        member.push_back(*std::move(inner));
      }
    }
  }
  return object;
}

}  // namespace sim::api::v2
