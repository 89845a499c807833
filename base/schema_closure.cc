#include "base/schema_closure.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/bounded_regex.h"
#include "base/json_pointer.h"
#include "base/json_schema.h"

namespace base {
namespace {

constexpr int kDepthMax = 64;
constexpr std::size_t kProblemsMax = 100;
constexpr std::size_t kWaysMax = 20'000;  // that lead from a schema to others for the same value
constexpr int kNestedMax = 500;           // schemas in each other, through references
constexpr int kChainMax = 500;            // of them in a row

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

// An annotation here, which other tools may hold values to.
bool asks_for_a_form(std::string_view name) {
  return name == "format" || name == "contentMediaType" || name == "contentSchema" ||
         name == "contentEncoding";
}

bool is_type(const Json& value) {
  static const std::set<std::string> types{"array",  "boolean", "integer", "null",
                                           "number", "object",  "string"};
  return value.is_string() && types.count(value.get<std::string>()) == 1;
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
    case Operand::Pattern:  // see pattern_problem()
    case Operand::Any:
      break;
  }
  return "";
}

class Closing {
 public:
  explicit Closing(const Json& document, SchemaUse use = SchemaUse::Plain) : document_(document), use_(use) {}

  Result<SchemaClosure> close(const Json& schema) {
    closure_.root["allOf"] = Json::array({rewritten(schema, "", 0)});
    follow_references();
    if (problems_.empty()) return std::move(closure_);
    const SchemaProblem& first = problems_.front();
    return fail(ErrorKind::Invalid, (first.at.empty() ? "the schema" : first.at) + " " + first.what);
  }

  SchemaSurvey survey(const std::vector<std::string>& places) {
    for (const std::string& place : places) reference_to(place, place, false, 0);
    follow_references();
    std::vector<std::string> unchecked = std::move(closure_.unchecked);
    unchecked.insert(unchecked.end(), forms_.begin(), forms_.end());
    return {std::move(problems_), std::move(unchecked), std::move(shown_)};
  }

 private:
  // Each reference found while rewriting adds one at the end.
  void follow_references() {
    for (std::size_t n = 0; n < references_.size(); ++n) {
      const std::string reference = references_[n].pointer;
      const Json* target = find_reference(document_, reference);
      if (target == nullptr) {
        complain(reference, "refers to nothing", references_[n].first_use);
        continue;
      }
      in_place_from_ = static_cast<int>(n);
      closure_.root["definitions"][std::to_string(n)] = rewritten(*target, reference, 0);
    }
    find_endless();
    if (problems_.empty()) find_crowded();
    find_nested_too_deep();
  }

  void complain(const std::string& at, const std::string& what, const std::string& used_at = "") {
    if (problems_.size() < kProblemsMax) problems_.push_back({at, what, used_at.empty() ? at : used_at});
  }

  // `depth`: how deep it stands in the definition that is being rewritten.
  Json reference_to(const std::string& reference, const std::string& used_at, bool in_place, int depth) {
    const auto [found, is_new] = numbers_.try_emplace(reference, static_cast<int>(references_.size()));
    if (is_new) references_.push_back({reference, used_at});
    const int number = found->second;
    if (in_place) ++in_place_[in_place_from_][number];
    int& deepest = nested_[in_place_from_][number];
    deepest = std::max(deepest, depth + 1);
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
    add_shown(schema, at);
    for (const auto& [name, value] : schema.items()) {
      if (asks_for_a_form(name)) forms_.push_back(at + "/" + name);
      if (name == "$ref" || is_annotation(name)) continue;
      const Keyword* keyword = find_keyword(name);
      if (keyword == nullptr) {
        closure_.unchecked.push_back(at + "/" + name);
        continue;
      }
      const std::string problem = keyword->operand == Operand::Pattern
                                      ? pattern_problem(value)
                                      : operand_problem(keyword->operand, value);
      if (!problem.empty()) {
        complain(at + "/" + name, "must be " + problem + ", not " + dump(value).substr(0, 100));
        continue;
      }
      result[name] = operand_of(*keyword, value, at + "/" + name, depth, in_place);
    }
    // Beside what is not looked at, these would refuse what that allows.
    if (schema.contains("patternProperties")) result.erase("additionalProperties");
    if (schema.contains("prefixItems")) result.erase("items");
    if (use_ != SchemaUse::Plain && result.contains("required")) drop_unneeded(schema, result);
    const auto reference = schema.find("$ref");
    if (reference == schema.end()) return result;
    if (!reference->is_string()) {
      complain(at + "/$ref", "must be text");
      return Json::object();
    }
    Json target = reference_to(reference->get<std::string>(), at + "/$ref", in_place, depth);
    // Draft 7 passes over what stands beside a $ref.
    if (result.empty()) return target;
    return {{"allOf", Json::array({std::move(target), std::move(result)})}};
  }

  // Keeps it, compiled, where it is one.
  std::string pattern_problem(const Json& value) {
    if (!value.is_string()) return "a regular expression";
    const auto& text = value.get_ref<const std::string&>();
    if (closure_.patterns.contains(text)) return "";
    auto search = compile_search(text);
    if (!search) return "a regular expression";
    closure_.patterns.emplace(text, *std::move(search));
    return "";
  }

  // Names that this use does not require.
  void drop_unneeded(const Json& schema, Json& result) const {
    const auto properties = schema.find("properties");
    if (properties == schema.end() || !properties->is_object()) return;
    auto& names = result["required"].get_ref<Json::array_t&>();
    std::erase_if(names, [&](const Json& name) {
      const auto member = properties->find(name.get_ref<const std::string&>());
      if (member == properties->end()) return false;
      return (use_ != SchemaUse::Answer && has_flag(*member, "readOnly", document_)) ||
             (use_ != SchemaUse::Request && has_flag(*member, "writeOnly", document_));
    });
    if (names.empty()) result.erase("required");
  }

  void add_shown(const Json& schema, const std::string& at) {
    for (const char* name : {"default", "example"}) {
      if (schema.contains(name)) shown_.push_back({at, at + "/" + name});
    }
    const auto list = schema.find("examples");
    if (list == schema.end() || !list->is_array()) return;
    for (std::size_t n = 0; n < list->size(); ++n)
      shown_.push_back({at, at + "/examples/" + std::to_string(n)});
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
          map[name] = rewritten(schema, at + "/" + pointer_token(name), depth + 1, inner);
        return map;
      }
      default:
        return value;
    }
  }

  // Definitions that are held to themselves before any part of the value is taken: no value would ever be
  // judged. Of each such circle one is told.
  void find_endless() {
    std::set<int> told;
    std::set<int> done;
    for (int start = 0; start < static_cast<int>(references_.size()); ++start) {
      if (done.count(start) == 0) find_endless_from(start, done, told);
    }
  }

  void find_endless_from(int start, std::set<int>& done, std::set<int>& told) {
    struct Step {
      int at;
      std::map<int, std::size_t>::const_iterator next;
    };
    std::vector<Step> path;
    std::map<int, std::size_t> on_path;  // where it stands
    const auto enter = [&](int at) {
      on_path.emplace(at, path.size());
      path.push_back({at, in_place_[at].begin()});
    };
    enter(start);
    while (!path.empty()) {
      Step& last = path.back();
      if (last.next == in_place_[last.at].end()) {
        done.insert(last.at);
        order_.push_back(last.at);
        on_path.erase(last.at);
        path.pop_back();
        continue;
      }
      const int next = (last.next++)->first;
      if (const auto entry = on_path.find(next); entry != on_path.end()) {
        bool is_new = true;
        for (std::size_t n = entry->second; n < path.size(); ++n)
          is_new = told.insert(path[n].at).second && is_new;
        if (is_new)
          complain(references_[static_cast<std::size_t>(next)].pointer, "refers to itself without end");
      } else if (done.count(next) == 0) {
        enter(next);
      }
    }
  }

  struct Ways {
    std::size_t count = 1;  // to schemas for the same value
    int depth = 1;          // of the longest
  };

  // Definitions that lead to more schemas than can be asked. Of those that lead to each other the last is
  // told.
  // REQUIRES: nothing is endless
  void find_crowded() {
    std::map<int, Ways> known;
    for (const int from : order_) {
      Ways ways;
      for (const auto& [next, times] : in_place_[from]) {
        const Ways& more = known[next];
        ways.count += times * more.count;
        ways.depth = std::max(ways.depth, more.depth + 1);
      }
      if (ways.count > kWaysMax || ways.depth > kChainMax) {
        complain(references_[static_cast<std::size_t>(from)].pointer,
                 ways.count > kWaysMax ? "leads to more than 20,000 schemas by allOf, anyOf, oneOf and not"
                                       : "leads from schema to schema more than 500 times");
        ways = {};
      }
      known[from] = ways;
    }
  }

  // The library reads definitions in each other, as far as they go.
  void find_nested_too_deep() {
    std::set<int> done;
    for (int start = 0; start < static_cast<int>(references_.size()); ++start) {
      struct Step {
        int at;
        int depth;
        std::map<int, int>::const_iterator next;
      };
      if (!done.insert(start).second) continue;
      std::vector<Step> path{{start, 0, nested_[start].begin()}};
      while (!path.empty()) {
        Step& last = path.back();
        if (last.next == nested_[last.at].end()) {
          path.pop_back();
          continue;
        }
        const auto [next, more] = *last.next++;
        if (!done.insert(next).second) continue;
        if (last.depth + more > kNestedMax) {
          complain(references_[static_cast<std::size_t>(next)].pointer,
                   "stands in more than 500 schemas that refer to each other");
          return;
        }
        path.push_back({next, last.depth + more, nested_[next].begin()});
      }
    }
  }

  const Json& document_;
  const SchemaUse use_;
  SchemaClosure closure_;
  std::vector<SchemaProblem> problems_;
  std::vector<ShownValue> shown_;
  std::vector<std::string> forms_;
  struct Reference {
    std::string pointer;
    std::string first_use;
  };
  std::vector<Reference> references_;  // the number of each is its place
  std::map<std::string, int> numbers_;
  std::map<int, std::map<int, std::size_t>> in_place_;  // how often which
  std::map<int, std::map<int, int>> nested_;            // which refers to which, and how deep in it
  std::vector<int> order_;                              // of definitions, each behind those it leads to
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

Result<SchemaClosure> close_schema(const Json& schema, const Json& document, SchemaUse use) {
  return Closing(document, use).close(schema);
}

SchemaSurvey survey_schemas(const Json& document, const std::vector<std::string>& places) {
  return Closing(document).survey(places);
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
      "$comment",     "$defs",       "$schema",    "contentEncoding", "contentMediaType", "contentSchema",
      "default",      "definitions", "deprecated", "description",     "example",          "examples",
      "externalDocs", "format",      "readOnly",   "title",           "writeOnly",
  };
  return names;
}

}  // namespace base
