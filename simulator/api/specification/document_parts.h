// Ways through an OpenAPI document, whose parts may be of any form.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/json.h"

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

}  // namespace sim::api
