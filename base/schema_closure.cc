#include "base/schema_closure.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "base/json_schema.h"
#include "base/uri.h"

namespace base {
namespace {

constexpr int kDepthMax = 64;

// What the value of a keyword must be.
enum class Operand {
  Schema,
  SchemaOrBoolean,
  Schemas,
  SchemaMap,
  Types,
  Names,
  List,
  Number,
  Count,
  Flag,
  Any,
  Pattern
};

struct Keyword {
  std::string_view name;
  Operand operand;
  bool in_place;  // its schemas are for the value itself, not for a part of it
};

constexpr Keyword kChecked[] = {
    {"additionalProperties", Operand::SchemaOrBoolean, false},
    {"allOf", Operand::Schemas, true},
    {"anyOf", Operand::Schemas, true},
    {"const", Operand::Any, false},
    {"enum", Operand::List, false},
    {"exclusiveMaximum", Operand::Number, false},
    {"exclusiveMinimum", Operand::Number, false},
    {"items", Operand::Schema, false},
    {"maxItems", Operand::Count, false},
    {"maxLength", Operand::Count, false},
    {"maxProperties", Operand::Count, false},
    {"maximum", Operand::Number, false},
    {"minItems", Operand::Count, false},
    {"minLength", Operand::Count, false},
    {"minProperties", Operand::Count, false},
    {"minimum", Operand::Number, false},
    {"not", Operand::Schema, true},
    {"oneOf", Operand::Schemas, true},
    {"pattern", Operand::Pattern, false},
    {"properties", Operand::SchemaMap, false},
    {"required", Operand::Names, false},
    {"type", Operand::Types, false},
    {"uniqueItems", Operand::Flag, false},
};

const Keyword* find_keyword(std::string_view name) {
  const auto* found = std::find_if(std::begin(kChecked), std::end(kChecked),
                                   [&](const Keyword& keyword) { return keyword.name == name; });
  return found == std::end(kChecked) ? nullptr : found;
}

bool is_annotation(std::string_view name) {
  const auto& names = annotation_keywords();
  return name.substr(0, 2) == "x-" || std::binary_search(names.begin(), names.end(), name);
}

bool is_type(const Json& value) {
  static const std::set<std::string> types{"array",  "boolean", "integer", "null",
                                           "number", "object",  "string"};
  return value.is_string() && types.count(value.get<std::string>()) == 1;
}

bool is_pattern(const std::string& text) {
  try {
    const std::regex compiled(text);
    return true;
  } catch (const std::regex_error&) {
    return false;
  }
}

// "" where `value` may be the keyword's; else what it must be.
std::string operand_problem(Operand operand, const Json& value) {
  const auto unless = [](bool fits, const char* what) { return fits ? "" : what; };
  const auto all = [&](bool (*is)(const Json&)) {
    return value.is_array() && std::all_of(value.begin(), value.end(), is);
  };
  switch (operand) {
    case Operand::Schema:
    case Operand::SchemaOrBoolean:
      return unless(value.is_object() || value.is_boolean(), "a schema");
    case Operand::Schemas:
      return unless(!value.empty() && value.is_array(), "a list of schemas");
    case Operand::SchemaMap:
      return unless(value.is_object(), "a map of schemas");
    case Operand::Types:
      return unless(is_type(value) || (!value.empty() && all(is_type)), "a type, or a list of types");
    case Operand::Names:
      return unless(all([](const Json& name) { return name.is_string(); }), "a list of names");
    case Operand::List:
      return unless(value.is_array() && !value.empty(), "a list of values");
    case Operand::Number:
      return unless(value.is_number(), "a number");
    case Operand::Count:
      return unless(value.is_number_integer() && value.get<double>() >= 0, "a whole number, 0 or more");
    case Operand::Flag:
      return unless(value.is_boolean(), "true or false");
    case Operand::Pattern:
      return unless(value.is_string() && is_pattern(value.get<std::string>()), "a regular expression");
    case Operand::Any:
      break;
  }
  return "";
}

class Closing {
 public:
  explicit Closing(const Json& document) : document_(document) {}

  Result<SchemaClosure> close(const Json& schema) {
    closure_.root["allOf"] = Json::array({rewritten(schema, "", 0)});
    // Each reference found while rewriting adds one at the end.
    for (std::size_t n = 0; n < references_.size(); ++n) {
      const std::string reference = references_[n];
      const Json* target = target_of(reference);
      if (target == nullptr) {
        complain(reference, "refers to nothing");
        break;
      }
      in_place_from_ = static_cast<int>(n);
      closure_.root["definitions"][std::to_string(n)] = rewritten(*target, reference, 0);
    }
    if (problem_.empty()) find_endless();
    if (!problem_.empty()) return fail(ErrorKind::Invalid, problem_);
    return std::move(closure_);
  }

 private:
  // The first problem is the one that is told.
  void complain(const std::string& at, const std::string& what) {
    if (problem_.empty()) problem_ = (at.empty() ? "the schema" : at) + " " + what;
  }

  const Json* target_of(const std::string& reference) const {
    if (reference.empty() || reference[0] != '#') return nullptr;
    const auto pointer = percent_decode(std::string_view(reference).substr(1));
    if (!pointer || (!pointer->empty() && pointer->front() != '/')) return nullptr;
    // By hand: nlohmann's pointers throw on "~2" and on indices that are none.
    const Json* at = &document_;
    std::size_t begin = 1;
    while (begin <= pointer->size() && !pointer->empty()) {
      const std::size_t end = std::min(pointer->find('/', begin), pointer->size());
      std::string name = pointer->substr(begin, end - begin);
      for (const auto& [escape, character] : {std::pair{"~1", '/'}, std::pair{"~0", '~'}}) {
        for (std::size_t found = 0; (found = name.find(escape, found)) != std::string::npos; ++found)
          name.replace(found, 2, 1, character);
      }
      at = child_of(*at, name);
      if (at == nullptr) return nullptr;
      begin = end + 1;
    }
    return at;
  }

  static const Json* child_of(const Json& parent, const std::string& name) {
    if (parent.is_object()) {
      const auto found = parent.find(name);
      return found == parent.end() ? nullptr : &*found;
    }
    if (!parent.is_array() || name.empty() || name.size() > 6) return nullptr;
    if (name.find_first_not_of("0123456789") != std::string::npos) return nullptr;
    const std::size_t index = std::stoul(name);
    return index < parent.size() ? &parent[index] : nullptr;
  }

  Json reference_to(const std::string& reference, bool in_place) {
    auto found = std::find(references_.begin(), references_.end(), reference);
    if (found == references_.end()) found = references_.insert(references_.end(), reference);
    const auto number = static_cast<int>(found - references_.begin());
    if (in_place) in_place_[in_place_from_].insert(number);
    return {{"$ref", "#/definitions/" + std::to_string(number)}};
  }

  Json rewritten(const Json& schema, const std::string& at, int depth, bool in_place = true) {
    if (schema.is_boolean()) return schema.get<bool>() ? Json::object() : Json{{"not", Json::object()}};
    if (!schema.is_object()) {
      complain(at, "must be a schema");
      return Json::object();
    }
    if (depth > kDepthMax) {
      complain(at, "is nested too deep");
      return Json::object();
    }
    Json result = Json::object();
    for (const auto& [name, value] : schema.items()) {
      if (name == "$ref" || is_annotation(name)) continue;
      const Keyword* keyword = find_keyword(name);
      if (keyword == nullptr) {
        closure_.unchecked.push_back(at + "/" + name);
        continue;
      }
      const std::string problem = operand_problem(keyword->operand, value);
      if (!problem.empty()) {
        complain(at + "/" + name, "must be " + problem + ", not " + dump(value).substr(0, 100));
        continue;
      }
      closure_.has_pattern = closure_.has_pattern || keyword->operand == Operand::Pattern;
      result[name] = operand_of(*keyword, value, at + "/" + name, depth, in_place);
    }
    const auto reference = schema.find("$ref");
    if (reference == schema.end()) return result;
    if (!reference->is_string()) {
      complain(at + "/$ref", "must be text");
      return Json::object();
    }
    Json target = reference_to(reference->get<std::string>(), in_place);
    // Draft 7 passes over what stands beside a $ref.
    if (result.empty()) return target;
    return {{"allOf", Json::array({std::move(target), std::move(result)})}};
  }

  Json operand_of(const Keyword& keyword, const Json& value, const std::string& at, int depth,
                  bool in_place) {
    const bool inner = in_place && keyword.in_place;
    switch (keyword.operand) {
      case Operand::SchemaOrBoolean:
        if (value.is_boolean()) return value;
        return rewritten(value, at, depth + 1, inner);
      case Operand::Schema:
        return rewritten(value, at, depth + 1, inner);
      case Operand::Schemas: {
        Json list = Json::array();
        for (std::size_t n = 0; n < value.size(); ++n)
          list.push_back(rewritten(value[n], at + "/" + std::to_string(n), depth + 1, inner));
        return list;
      }
      case Operand::SchemaMap: {
        Json map = Json::object();
        for (const auto& [name, schema] : value.items())
          map[name] = rewritten(schema, at + "/" + name, depth + 1, inner);
        return map;
      }
      default:
        return value;
    }
  }

  // A definition that is held to itself before any part of the value is taken: no value would ever be judged.
  void find_endless() {
    for (std::size_t start = 0; start < references_.size(); ++start) {
      std::set<int> seen;
      std::vector<int> todo(1, static_cast<int>(start));
      while (!todo.empty()) {
        const int at = todo.back();
        todo.pop_back();
        for (const int next : in_place_[at]) {
          if (next == static_cast<int>(start))
            return complain(references_[start], "refers to itself without end");
          if (seen.insert(next).second) todo.push_back(next);
        }
      }
    }
  }

  const Json& document_;
  SchemaClosure closure_;
  std::string problem_;
  std::vector<std::string> references_;  // the number of each is its place
  std::map<int, std::set<int>> in_place_;
  int in_place_from_ = -1;  // the definition that is being rewritten; -1: the schema itself
};

// Puts `schema` and all that stands in its place behind `found`.
void add_in_place(const Json& root, const Json& schema, std::vector<const Json*>& found) {
  if (found.size() > 200 || std::find(found.begin(), found.end(), &schema) != found.end()) return;
  if (const auto reference = schema.find("$ref"); reference != schema.end()) {
    const std::string name = reference->get<std::string>();
    return add_in_place(root, root["definitions"][name.substr(name.rfind('/') + 1)], found);
  }
  found.push_back(&schema);
  for (const char* keyword : {"allOf", "anyOf", "oneOf"}) {
    const auto list = schema.find(keyword);
    if (list == schema.end()) continue;
    for (const Json& each : *list) add_in_place(root, each, found);
  }
}

}  // namespace

Result<SchemaClosure> close_schema(const Json& schema, const Json& document) {
  return Closing(document).close(schema);
}

std::vector<const Json*> schemas_at(const Json& root, const std::vector<std::string>& path) {
  std::vector<const Json*> here;
  add_in_place(root, root, here);
  for (const std::string& name : path) {
    std::vector<const Json*> next;
    for (const Json* schema : here) {
      const auto properties = schema->find("properties");
      if (properties != schema->end() && properties->contains(name)) {
        add_in_place(root, (*properties)[name], next);
        continue;
      }
      for (const char* keyword : {"items", "additionalProperties"}) {
        const auto part = schema->find(keyword);
        if (part != schema->end() && part->is_object()) add_in_place(root, *part, next);
      }
    }
    here = std::move(next);
  }
  return here;
}

const std::vector<std::string_view>& checked_keywords() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all{"$ref"};
    for (const Keyword& keyword : kChecked) all.push_back(keyword.name);
    return all;
  }();
  return names;
}

const std::vector<std::string_view>& annotation_keywords() {
  static const std::vector<std::string_view> names{
      "$comment",    "$defs",      "$schema",     "contentMediaType", "contentSchema", "default",
      "definitions", "deprecated", "description", "example",          "examples",      "externalDocs",
      "format",      "readOnly",   "title",       "writeOnly",
  };
  return names;
}

}  // namespace base
