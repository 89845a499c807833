// A validator of the part of JSON Schema (draft 7) that our own schemas are written in. A keyword that it
// does not know is an error, so that a schema cannot say what no test looks at.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>
#include <string>

#include "base/json.h"

namespace tests {

class JsonSchema {
 public:
  explicit JsonSchema(base::Json schema) : root_(std::move(schema)) {}

  // The first list of it that has something twice, which editors refuse; "" for none.
  std::string doubled() const { return doubled_in(root_); }

  // Why `value` does not fit; nothing where it does.
  std::optional<std::string> problem(const base::Json& value) const { return check(root_, value, "$"); }

 private:
  using Problem = std::optional<std::string>;
  using Json = base::Json;

  static std::string doubled_in(const Json& part) {
    if (part.is_array() && std::set<Json>(part.begin(), part.end()).size() < part.size())
      return base::dump(part);
    for (const Json& each : part) {
      if (std::string found = part.is_structured() ? doubled_in(each) : ""; !found.empty()) return found;
    }
    return "";
  }

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_number_integer();
    return type == "number" && value.is_number();
  }

  Problem check(const Json& schema, const Json& value, const std::string& at) const {
    if (const auto ref = schema.find("$ref"); ref != schema.end()) {
      const std::string path = ref->get<std::string>().substr(1);
      if (!root_.contains(Json::json_pointer(path))) return "no definition " + path;
      return check(root_[Json::json_pointer(path)], value, at);
    }
    for (const auto& [keyword, rule] : schema.items()) {
      if (auto problem = check_keyword(schema, keyword, rule, value, at)) return problem;
    }
    return std::nullopt;
  }

  Problem check_keyword(const Json& schema, const std::string& keyword, const Json& rule, const Json& value,
                        const std::string& at) const {
    static const std::set<std::string> about = {"$schema", "title", "description", "definitions"};
    if (about.count(keyword) != 0) return std::nullopt;
    const auto unless = [&](bool fits) -> Problem {
      if (fits) return std::nullopt;
      return at + ": " + keyword + " " + base::dump(rule).substr(0, 200) + " does not take " +
             base::dump(value).substr(0, 200);
    };
    if (keyword == "type") {
      bool fits = false;
      for (const Json& type : rule.is_array() ? rule : Json::array({rule}))
        fits = fits || has_type(value, type.get<std::string>());
      return unless(fits);
    }
    if (keyword == "enum") return unless(std::find(rule.begin(), rule.end(), value) != rule.end());
    if (keyword == "const") return unless(rule == value);
    if (keyword == "pattern") {
      return unless(!value.is_string() ||
                    std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())));
    }
    if (keyword == "minLength")
      return unless(!value.is_string() || value.get<std::string>().size() >= rule.get<std::size_t>());
    if (keyword == "minimum") return unless(!value.is_number() || value.get<double>() >= rule.get<double>());
    if (keyword == "maximum") return unless(!value.is_number() || value.get<double>() <= rule.get<double>());
    if (keyword == "minProperties")
      return unless(!value.is_object() || value.size() >= rule.get<std::size_t>());
    if (keyword == "maxProperties")
      return unless(!value.is_object() || value.size() <= rule.get<std::size_t>());
    if (keyword == "minItems") return unless(!value.is_array() || value.size() >= rule.get<std::size_t>());
    if (keyword == "maxItems") return unless(!value.is_array() || value.size() <= rule.get<std::size_t>());
    if (keyword == "required") {
      for (const Json& name : rule) {
        if (value.is_object() && !value.contains(name.get<std::string>())) return unless(false);
      }
      return std::nullopt;
    }
    if (keyword == "anyOf") return any_of(rule, value, at);
    if (keyword == "oneOf") {
      std::size_t fit = 0;
      for (const Json& each : rule) fit += check(each, value, at) ? 0 : 1;
      return unless(fit == 1);
    }
    if (keyword == "not") return unless(check(rule, value, at).has_value());
    if (keyword == "dependencies") return dependencies(rule, value, at);
    if (keyword == "allOf") {
      for (const Json& each : rule) {
        if (auto problem = check(each, value, at)) return problem;
      }
      return std::nullopt;
    }
    if (keyword == "items") return items(rule, value, at);
    if (keyword == "properties") return properties(rule, value, at);
    if (keyword == "additionalProperties") return further(schema, rule, value, at);
    return at + ": the keyword " + keyword + " is not known";
  }

  Problem any_of(const Json& rule, const Json& value, const std::string& at) const {
    std::string all;
    for (const Json& each : rule) {
      const Problem problem = check(each, value, at);
      if (!problem) return std::nullopt;
      all += "\n  or " + *problem;
    }
    return at + ": none of" + all;
  }

  Problem dependencies(const Json& rule, const Json& value, const std::string& at) const {
    for (const auto& [name, needed] : rule.items()) {
      if (!value.is_object() || !value.contains(name)) continue;
      const Json schema = needed.is_array() ? Json{{"required", needed}} : needed;
      if (auto problem = check(schema, value, at)) return problem;
    }
    return std::nullopt;
  }

  Problem items(const Json& rule, const Json& value, const std::string& at) const {
    if (!value.is_array()) return std::nullopt;
    for (std::size_t n = 0; n < value.size(); ++n) {
      if (auto problem = check(rule, value[n], at + "[" + std::to_string(n) + "]")) return problem;
    }
    return std::nullopt;
  }

  Problem properties(const Json& rule, const Json& value, const std::string& at) const {
    if (!value.is_object()) return std::nullopt;
    for (const auto& [name, schema] : rule.items()) {
      if (!value.contains(name)) continue;
      if (auto problem = check(schema, value[name], at + "." + name)) return problem;
    }
    return std::nullopt;
  }

  Problem further(const Json& schema, const Json& rule, const Json& value, const std::string& at) const {
    if (!value.is_object()) return std::nullopt;
    const Json none = Json::object();
    const Json& known = schema.contains("properties") ? schema["properties"] : none;
    for (const auto& [name, member] : value.items()) {
      if (known.contains(name)) continue;
      if (rule.is_boolean()) {
        if (rule.get<bool>()) continue;
        return at + ": no key " + name;
      }
      if (auto problem = check(rule, member, at + "." + name)) return problem;
    }
    return std::nullopt;
  }

  Json root_;
};

}  // namespace tests
