// What API 2.0 tells of one kind of thing: an entity is a table of fields, in one place, from which the
// selection, the sorting, the filters, the messages and the document's schemas all come. To add a field, add
// its row, and say it in openapi/components/api2.yaml; a test fails until both say the same.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "simulator/billing/world.h"

namespace sim::api::v2 {

// A row of the world that an entity is read from; valid as long as the world is not changed.
using Row = std::variant<const Product*, const ProductGroup*, const Service*>;

struct Entity;

enum class FieldType {
  Integer,
  Text,
  Word,  // one of a few
  One,   // leads to a row of another entity, or to none
  Many,  // leads to rows of another entity
};

struct Field {
  std::string_view name;
  FieldType type = FieldType::Text;
  std::string_view sentence;
  std::vector<std::string_view> words = {};  // of a Word

  // A plain field's value: an integer or a text. Called only where the field is asked for, sorted by or
  // filtered by.
  std::function<base::Json(const World&, Row)> value = nullptr;
  // Where a relation leads, and to which rows; of a One at most one.
  const Entity& (*entity)() = nullptr;
  std::function<std::vector<Row>(const World&, Row)> rows = nullptr;

  bool is_plain() const { return entity == nullptr; }
};

struct Entity {
  std::string_view name;                            // "product", for messages
  std::string_view plural;                          // "products", in the path too
  std::string_view schema;                          // "product", in the description
  std::vector<Row> (*all)(const World&) = nullptr;  // in the order of ids
  std::optional<Row> (*find)(const World&, std::int64_t id) = nullptr;
  std::vector<Field> fields;  // names differ, and differ from the parameters of lists

  const Field* field(std::string_view field_name) const;  // null where there is none
  // The names of all fields, or of the plain ones.
  std::vector<std::string> names() const;
  std::vector<std::string> plain_names() const;
};

const Entity& product_entity();
const Entity& product_group_entity();
const Entity& service_entity();

// All of them, by their paths' names.
const std::vector<const Entity*>& entities();

// A field's row: plain<Product>("name", FieldType::Text, "…", [](const Product& p) { return p.name; }).
template <class Source, class Value>
Field plain(std::string_view name, FieldType type, std::string_view sentence, Value value) {
  Field field{.name = name, .type = type, .sentence = sentence};
  field.value = [value = std::move(value)](const World&, Row row) {
    return base::Json(value(*std::get<const Source*>(row)));
  };
  return field;
}

// `rows` returns pointers to the related rows.
template <class Source, class Rows>
Field relation(std::string_view name, FieldType type, std::string_view sentence, const Entity& (*entity)(),
               Rows rows) {
  Field field{.name = name, .type = type, .sentence = sentence};
  field.entity = entity;
  field.rows = [rows = std::move(rows)](const World& world, Row row) {
    std::vector<Row> related;
    for (const auto* one : rows(world, *std::get<const Source*>(row))) related.emplace_back(one);
    return related;
  };
  return field;
}

}  // namespace sim::api::v2
