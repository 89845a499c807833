#include "simulator/api/v2/query.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "simulator/api/v2/words.h"
#include "simulator/billing/queries.h"

namespace sim::api::v2 {
namespace {

std::optional<std::int64_t> integer_of(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || last != end) return std::nullopt;
  return number;
}

constexpr std::size_t kOffsetMax = 1'000'000'000;

// Collects what is wrong with the parameters of one request.
class Reader {
 public:
  Reader(const Entity& entity, const base::FormFields& parameters, std::vector<std::string> known)
      : entity_(entity), parameters_(parameters) {
    std::set<std::string> seen;
    for (const auto& [name, value] : parameters) {
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        errors_.push_back({"unknown_parameter", "Unknown parameter",
                           "`" + name + "` is no parameter here" + meant(name, known)});
      } else if (!seen.insert(name).second) {
        wrong("`" + name + "` is given twice");
      }
    }
  }

  // "" where it is absent.
  std::string text(std::string_view name) const {
    for (const auto& [given, value] : parameters_) {
      if (given == name) return value;
    }
    return "";
  }

  std::size_t number(std::string_view name, std::size_t fallback, std::size_t most) {
    const std::string given = text(name);
    if (given.empty()) return fallback;
    const auto value = integer_of(given);
    if (value && *value >= 0 && static_cast<std::uint64_t>(*value) <= most) {
      return static_cast<std::size_t>(*value);
    }
    wrong("`" + std::string(name) + "` is a whole number from 0 to " + std::to_string(most) + ", not `" +
          given + "`");
    return fallback;
  }

  Plan fields() {
    auto plan = make_plan(entity_, text("fields"));
    if (plan) return *std::move(plan);
    errors_.insert(errors_.end(), plan.error().begin(), plan.error().end());
    return {&entity_, {}};
  }

  std::vector<SortKey> sort() {
    std::vector<SortKey> keys;
    const std::string given = text("sort");
    for (std::string_view name : list_items(given)) {
      const bool descending = !name.empty() && name.front() == '-';
      if (descending) name.remove_prefix(1);
      const Field* field = entity_.field(name);
      if (field != nullptr && field->is_plain()) {
        const bool is_new =
            std::none_of(keys.begin(), keys.end(), [&](const SortKey& key) { return key.field == field; });
        if (is_new) keys.push_back({field, descending});  // a second time it would decide nothing
      } else {
        errors_.push_back({"unknown_field", "Unknown field",
                           entity_plural() + " are not sorted by `" + std::string(name) + "`" +
                               meant(name, entity_.plain_names())});
      }
    }
    return keys;
  }

  std::vector<Filter> filters() {
    std::vector<Filter> filters;
    for (const Field& field : entity_.fields) {
      if (!field.is_plain()) continue;
      const std::string given = text(field.name);
      if (!given.empty()) filters.push_back(filter(field, given));
    }
    return filters;
  }

  // Nothing where something was wrong.
  OrProblem<void> whole() const {
    if (errors_.empty()) return {};
    return tl::unexpected(Problem{400, errors_, {}});
  }

 private:
  void wrong(std::string detail) {
    errors_.push_back({"invalid_parameter", "Invalid parameter", std::move(detail)});
  }

  std::string entity_plural() const { return std::string(entity_.name) + "s"; }

  Filter filter(const Field& field, const std::string& given) {
    Filter filter{&field, given};
    const std::string name = "`" + std::string(field.name) + "`";
    if (field.type == FieldType::Integer) {
      const auto number = integer_of(given);
      if (!number) wrong(name + " is a whole number, not `" + given + "`");
      filter.number = number.value_or(0);
    }
    if (field.type == FieldType::Word &&
        std::find(field.words.begin(), field.words.end(), given) == field.words.end()) {
      wrong(name + " has no value `" + given + "`" + meant(given, {field.words.begin(), field.words.end()}));
    }
    return filter;
  }

  const Entity& entity_;
  const base::FormFields& parameters_;
  std::vector<Error> errors_;
};

bool fits(const Filter& filter, const World& world, Row row) {
  const base::Json value = filter.field->value(world, row);
  if (filter.field->type == FieldType::Integer) return value == filter.number;
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) return false;
  return filter.field->type == FieldType::Word ? *text == filter.pattern : like(*text, filter.pattern);
}

// Numbers before texts, texts without regard to case.
base::Json comparable(base::Json value) {
  if (auto* text = value.get_ptr<std::string*>()) {
    for (char& c : *text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return value;
}

bool comes_before(const std::vector<SortKey>& keys, const std::vector<base::Json>& a,
                  const std::vector<base::Json>& b) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (a[i] == b[i]) continue;
    return keys[i].descending ? b[i] < a[i] : a[i] < b[i];
  }
  return false;
}

void sort_rows(const std::vector<SortKey>& keys, const World& world, std::vector<Row>& rows) {
  if (keys.empty()) return;
  struct Sorted {
    std::vector<base::Json> values;
    Row row;
  };
  std::vector<Sorted> sorted;
  for (const Row row : rows) {
    sorted.push_back({{}, row});
    for (const SortKey& key : keys) sorted.back().values.push_back(comparable(key.field->value(world, row)));
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Sorted& a, const Sorted& b) { return comes_before(keys, a.values, b.values); });
  std::transform(sorted.begin(), sorted.end(), rows.begin(), [](const Sorted& each) { return each.row; });
}

std::vector<Row> page_of(const ListQuery& query, std::vector<Row> rows) {
  const std::size_t from = std::min(query.offset, rows.size());
  const std::size_t to = from + std::min(query.limit, rows.size() - from);
  return {rows.begin() + static_cast<std::ptrdiff_t>(from), rows.begin() + static_cast<std::ptrdiff_t>(to)};
}

}  // namespace

std::vector<std::string> list_parameters(const Entity& entity) {
  std::vector<std::string> names{"fields", "limit", "offset", "sort"};
  for (std::string& name : entity.plain_names()) names.push_back(std::move(name));
  return names;
}

OrProblem<ListQuery> read_list_query(const Entity& entity, const base::FormFields& parameters,
                                     const ApiOptions& options) {
  Reader reader(entity, parameters, list_parameters(entity));
  ListQuery query{reader.fields(), reader.filters(), reader.sort()};
  query.limit = reader.number("limit", options.page_limit, options.page_limit_max);
  query.offset = reader.number("offset", 0, kOffsetMax);
  if (auto whole = reader.whole(); !whole) return tl::unexpected(whole.error());
  return query;
}

OrProblem<Plan> read_row_query(const Entity& entity, const base::FormFields& parameters) {
  Reader reader(entity, parameters, {"fields"});
  Plan plan = reader.fields();
  if (auto whole = reader.whole(); !whole) return tl::unexpected(whole.error());
  return plan;
}

OrProblem<base::Json> answer_list(const ListQuery& query, const World& world) {
  std::vector<Row> rows;
  for (const Row row : query.plan.entity->all(world)) {
    const bool is_wanted = std::all_of(query.filters.begin(), query.filters.end(),
                                       [&](const Filter& filter) { return fits(filter, world, row); });
    if (is_wanted) rows.push_back(row);
  }
  sort_rows(query.sort, world, rows);
  base::Json data = base::Json::array();
  std::size_t values_left = kValuesMax;
  for (const Row row : page_of(query, rows)) {
    auto object = carry_out(query.plan, world, row, values_left);
    if (!object) return tl::unexpected(too_much());
    data.push_back(*std::move(object));
  }
  return base::Json{{"data", std::move(data)}, {"total", rows.size()}};
}

OrProblem<base::Json> answer_row(const Plan& plan, const World& world, Row row) {
  std::size_t values_left = kValuesMax;
  auto object = carry_out(plan, world, row, values_left);
  if (!object) return tl::unexpected(too_much());
  return base::Json{{"data", *std::move(object)}};
}

}  // namespace sim::api::v2
