#include "simulator/api/specification/shown_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/json_pointer.h"

namespace sim::api {
namespace {

using Ordered = base::OrderedJson;

constexpr std::string_view kRest = "/rest/";

// Shows `visit` the paths' items, and those that they may refer to.
template <class Part, class Visit>
void for_each_path_item(Part& document, const Visit& visit) {
  for (const char* at : {"/paths", "/components/pathItems"}) {
    const typename Part::json_pointer pointer(at);
    if (!document.contains(pointer) || !document[pointer].is_object()) continue;
    for (auto& [path, item] : document[pointer].items()) {
      if (item.is_object()) visit(item);
    }
  }
}

bool has_nested_servers(const base::Json& document) {
  bool found = false;
  for_each_path_item(document, [&](const base::Json& item) {
    found = found || item.contains("servers") ||
            std::any_of(item.begin(), item.end(), [](const base::Json& operation) {
              return operation.is_object() && operation.contains("servers");
            });
  });
  return found;
}

void drop_nested_servers(Ordered& document) {
  for_each_path_item(document, [](Ordered& item) {
    item.erase("servers");
    for (auto& [verb, operation] : item.items()) {
      if (operation.is_object()) operation.erase("servers");
    }
  });
}

// True where some paths begin with "/rest" and some do not.
bool has_uneven_prefixes(const base::Json& document) {
  const auto paths = document.find("paths");
  if (paths == document.end() || !paths->is_object()) return false;
  std::size_t with_rest = 0;
  for (const auto& [path, item] : paths->items()) with_rest += path.starts_with(kRest) ? 1 : 0;
  return with_rest > 0 && with_rest < paths->size();
}

void even_out_prefixes(Ordered& document) {
  auto& members = document["paths"].get_ref<Ordered::object_t&>();
  Ordered::object_t evened;
  for (auto& [path, item] : members)
    evened.emplace(path.starts_with(kRest) ? path.substr(kRest.size() - 1) : path, std::move(item));
  members = std::move(evened);
}

bool has_rest_everywhere(const std::string& shown) {
  const auto first = base::find_place(shown, "/paths");
  if (!first) return false;
  const std::size_t quote = shown.find('"', first->begin);
  return quote < first->end && shown.compare(quote + 1, kRest.size(), kRest) == 0;
}

}  // namespace

std::string shown_text(const std::string& text, const base::Json& document) {
  const bool has_servers = has_nested_servers(document);
  const bool is_uneven = has_uneven_prefixes(document);
  if (!has_servers && !is_uneven) return text;
  Ordered shown = base::parse_ordered(text);
  if (has_servers) drop_nested_servers(shown);
  if (is_uneven) even_out_prefixes(shown);
  return base::dump_pretty(shown);
}

std::string text_served_at(const std::string& shown, const std::string& origin) {
  const std::string rest = origin.empty() ? "/" : origin;
  const std::string servers = base::dump({{{"url", has_rest_everywhere(shown) ? rest : origin + "/rest"}}});
  std::string text = shown;
  if (const auto given = base::find_place(text, "/servers")) {
    text.replace(given->begin, given->end - given->begin, servers);
  } else if (const std::size_t brace = text.find('{'); brace != std::string::npos) {
    text.insert(brace + 1, "\"servers\": " + servers + ",");
  }
  return text;
}

}  // namespace sim::api
