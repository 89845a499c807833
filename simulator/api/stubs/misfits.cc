#include "simulator/api/stubs/misfits.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/decimal.h"
#include "base/json_pointer.h"
#include "base/json_schema.h"
#include "base/value_matcher.h"

namespace sim::api {
namespace {

constexpr int kReferencesMax = 20;

// Null where the references lead nowhere.
const base::Json* resolved(const base::Json* schema, const base::Json& document) {
  for (int n = 0; n < kReferencesMax && schema != nullptr && schema->is_object(); ++n) {
    const auto reference = schema->find("$ref");
    if (reference == schema->end() || !reference->is_string()) return schema;
    schema = base::find_reference(document, reference->get<std::string>());
  }
  return nullptr;
}

bool is_whole(const std::string& number) {
  if (number.find_first_of("eE") != std::string::npos) return true;  // or it cannot be told
  return base::Decimal::read(number) == base::Decimal::read(number.substr(0, number.find('.')));
}

// Flags are described as numbers or as booleans, and are written as either.
bool may_hold(const std::string& type, const std::string& text) {
  const bool is_number = base::Decimal::read(text).has_value();
  const bool is_flag = text == "true" || text == "false";
  if (type == "integer") return is_flag || (is_number && is_whole(text));
  if (type == "number") return is_flag || is_number;
  if (type == "boolean") return is_flag || text == "0" || text == "1";
  return type != "array" && type != "object" && type != "null";
}

class MisfitSearch {
 public:
  explicit MisfitSearch(const base::Json& document) : document_(document) {}

  void look_at_members(const base::Node& map, const base::Json* schema, const std::string& prefix) {
    schema = resolved(schema, document_);
    if (schema == nullptr) return;
    const auto properties = schema->find("properties");
    if (properties == schema->end() || !properties->is_object()) return;
    for (const base::Member& member : map.members) {
      const auto property = properties->find(member.key);
      if (property != properties->end()) look_at(member.value, *property, prefix + member.key, "this stub");
    }
  }

  std::vector<Misfit> take() { return std::move(found_); }

 private:
  void look_at(const base::Node& value, const base::Json& described, const std::string& name,
               const char* what) {
    if (base::is_value_form(value)) return look_at_form(value, described, name, what);
    if (value.is_map()) look_at_members(value, &described, name + '.');
    if (value.is_null()) return;
    const base::Json* schema = resolved(&described, document_);
    const auto said = schema == nullptr ? base::Json() : schema->value("type", base::Json());
    const base::Json types = said.is_string() ? base::Json::array({said}) : said;
    if (!types.is_array() || types.empty()) return;
    const bool fits = std::any_of(types.begin(), types.end(), [&](const base::Json& type) {
      return !type.is_string() || fits_type(value, type.get<std::string>());
    });
    if (!fits) add(value, types, name, what);
  }

  void look_at_form(const base::Node& form, const base::Json& described, const std::string& name,
                    const char* what) {
    if (const base::Node* is = form.find("is")) look_at(*is, described, name, what);
    const base::Node* any_of = form.find("any_of");
    if (any_of == nullptr) return;
    for (const base::Node& each : any_of->items) look_at(each, described, name, "this alternative");
  }

  static bool fits_type(const base::Node& value, const std::string& type) {
    if (value.is_sequence()) return type == "array";
    if (value.is_map()) return type == "object";
    return may_hold(type, value.text);
  }

  void add(const base::Node& value, const base::Json& types, const std::string& name, const char* what) {
    const auto schema = base::JsonSchema::compile({{"type", types}});
    if (!schema) return;
    const base::Json example = value.is_sequence() ? base::Json::array()
                               : value.is_map()    ? base::Json::object()
                                                   : base::Json(value.text);
    const auto violations = schema->violations(example);
    if (violations.empty()) return;
    found_.push_back({value.pos, value.width,
                      fmt::format("`{}` is described as {}", name, violations.front().expected), what});
  }

  const base::Json& document_;
  std::vector<Misfit> found_;
};

}  // namespace

std::vector<Misfit> misfits(const base::Node& params, const SpecifiedMethod& method) {
  MisfitSearch search(*method.document);
  if (!base::is_value_form(params)) search.look_at_members(params, method.params, "");
  return search.take();
}

}  // namespace sim::api
