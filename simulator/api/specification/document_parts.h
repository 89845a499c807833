// Ways through an OpenAPI document, whose parts may be of any form.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/json_pointer.h"

namespace sim::api {

// Null where `map` is null, no map or without it.
inline const base::Json* member(const base::Json* map, std::string_view name) {
  if (map == nullptr || !map->is_object()) return nullptr;
  const auto found = map->find(std::string(name));
  return found == map->end() ? nullptr : &*found;
}

// Whether a media type, or a range of them, is of JSON.
inline bool is_json_media(std::string_view media) {
  return media.find("json") != std::string_view::npos || media == "*/*" || media == "application/*";
}

// Shows `visit` each object with its place ("/paths/…"), those above before those in it: all but values of
// the user's own and extensions, in which nothing is of OpenAPI.
template <class Part, class Visit>
void for_each_object(Part& part, const std::string& at, const Visit& visit) {
  if (part.is_array()) {
    for (std::size_t index = 0; index < part.size(); ++index)
      for_each_object(part[index], at + "/" + std::to_string(index), visit);
  }
  if (!part.is_object()) return;
  visit(part, at);
  for (auto& [name, value] : part.items()) {
    if (name != "example" && name != "examples" && name != "default" && name != "enum" && name != "const" &&
        name.substr(0, 2) != "x-")
      for_each_object(value, at + "/" + base::pointer_token(name), visit);
  }
}

}  // namespace sim::api
