// Documents as trees of base::Node, whose members keep their order: made, looked into and written as JSON.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/document.h"

namespace sim::openapi {

base::Node text_node(std::string text);
// A number, true or false, as JSON writes it.
base::Node literal_node(std::string text);
base::Node list_node(std::vector<base::Node> items = {});
base::Node map_node(std::initializer_list<std::pair<std::string, base::Node>> members = {});

// Puts the member at the end, or in the place of the one of that name. `map` becomes a map where it is
// nothing.
base::Node& set(base::Node& map, std::string key, base::Node value);
void append(base::Node& list, base::Node item);
void remove(base::Node& map, std::string_view key);

// The member's text; "" where it is no scalar or not there.
std::string text_of(const base::Node& map, std::string_view key);
bool is_true(const base::Node& map, std::string_view key);

// What a JSON Pointer names; where nothing is there, the nearest above it.
const base::Node& node_at(const base::Node& root, std::string_view pointer);

// JSON, two blanks deep; what fits into 110 columns stands on one line. Ends with a line break.
std::string json_text(const base::Node& node);

// The values of all "$ref" in it, in order, each once.
std::vector<std::string> references_in(const base::Node& node);

}  // namespace sim::openapi
