// Members that a schema does not speak of.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/diagnostic.h"
#include "base/json_pointer.h"
#include "base/json_schema.h"

namespace base {
namespace {

using Schemas = std::vector<const Json*>;

constexpr std::size_t kFoundMax = 100;

// All schemas that may be for a value here: references, `allOf` and every alternative.
void add_in_place(const Json& schema, const Json& document, Schemas& found) {
  if (!schema.is_object() || found.size() > 200) return;
  if (std::find(found.begin(), found.end(), &schema) != found.end()) return;
  found.push_back(&schema);
  if (const auto reference = schema.find("$ref"); reference != schema.end() && reference->is_string()) {
    if (const Json* target = find_reference(document, reference->get<std::string>()))
      add_in_place(*target, document, found);
  }
  for (const char* keyword : {"allOf", "anyOf", "oneOf"}) {
    const auto list = schema.find(keyword);
    if (list == schema.end() || !list->is_array()) continue;
    for (const Json& each : *list) add_in_place(each, document, found);
  }
}

class Search {
 public:
  explicit Search(const Json& document) : document_(document) {}

  void look_at(const Json& value, const Schemas& schemas, const std::string& path) {
    if (value.is_array()) {
      Schemas items;
      for (const Json* schema : schemas) {
        if (const auto found = schema->find("items"); found != schema->end())
          add_in_place(*found, document_, items);
      }
      for (std::size_t n = 0; n < value.size(); ++n) look_at(value[n], items, path + '/' + std::to_string(n));
    } else if (value.is_object()) {
      look_at_members(value, schemas, path);
    }
  }

  std::vector<UndescribedMember> take() { return std::move(found_); }

 private:
  void look_at_members(const Json& value, const Schemas& schemas, const std::string& path) {
    std::vector<std::string> names;
    bool is_open = false;
    bool is_closed = false;  // some schema names members, be they none
    for (const Json* schema : schemas) {
      is_open = is_open || schema->contains("additionalProperties") || schema->contains("patternProperties");
      const auto properties = schema->find("properties");
      if (properties == schema->end() || !properties->is_object()) continue;
      is_closed = true;
      for (const auto& [name, each] : properties->items()) names.push_back(name);
    }
    for (const auto& [name, part] : value.items()) {
      bool is_described = false;
      Schemas described;
      for (const Json* schema : schemas) {
        const auto properties = schema->find("properties");
        if (properties == schema->end() || !properties->is_object()) continue;
        const auto found = properties->find(name);
        if (found == properties->end()) continue;
        is_described = true;
        add_in_place(*found, document_, described);
      }
      if (is_described) {
        look_at(part, described, path + '/' + pointer_token(name));
      } else if (!is_open && is_closed && found_.size() < kFoundMax) {
        found_.push_back({path, name, nearest(name, names)});
      }
    }
  }

  const Json& document_;
  std::vector<UndescribedMember> found_;
};

}  // namespace

std::vector<UndescribedMember> undescribed_members(const Json& value, const Json& schema,
                                                   const Json& document) {
  Search search(document);
  Schemas schemas;
  add_in_place(schema, document, schemas);
  search.look_at(value, schemas, "");
  return search.take();
}

}  // namespace base
