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

// Of the paths, and of the path items that they may refer to.
template <class Change>
void for_each_path_item(Ordered& document, const Change& change) {
  for (const char* at : {"/paths", "/components/pathItems"}) {
    const Ordered::json_pointer pointer(at);
    if (!document.contains(pointer)) continue;
    Ordered& items = document[pointer];
    if (!items.is_object()) continue;
    for (auto& [path, item] : items.items()) {
      if (item.is_object()) change(item);
    }
  }
}

// True where there were any.
bool drop_nested_servers(Ordered& document) {
  bool dropped = false;
  for_each_path_item(document, [&](Ordered& item) {
    dropped = item.erase("servers") > 0 || dropped;
    for (auto& [verb, operation] : item.items())
      dropped = (operation.is_object() && operation.erase("servers") > 0) || dropped;
  });
  return dropped;
}

// True where some begin with it and some do not.
bool even_out_prefixes(Ordered& document) {
  const auto paths = document.find("paths");
  if (paths == document.end() || !paths->is_object()) return false;
  const auto has_rest = [](const auto& each) { return std::string_view(each.first).starts_with(kRest); };
  auto& members = paths->get_ref<Ordered::object_t&>();
  if (std::all_of(members.begin(), members.end(), has_rest) ||
      std::none_of(members.begin(), members.end(), has_rest))
    return false;
  Ordered::object_t evened;
  for (auto& [path, item] : members)
    evened.emplace(path.starts_with(kRest) ? path.substr(kRest.size() - 1) : path, std::move(item));
  members = std::move(evened);
  return true;
}

bool has_rest_everywhere(const std::string& shown) {
  const auto first = base::find_place(shown, "/paths");
  if (!first) return false;
  const std::size_t quote = shown.find('"', first->begin);
  return quote < first->end && shown.compare(quote + 1, kRest.size(), kRest) == 0;
}

}  // namespace

std::string shown_text(const std::string& json) {
  Ordered document = base::parse_ordered(json);
  const bool dropped = drop_nested_servers(document);
  const bool evened = even_out_prefixes(document);
  if (!dropped && !evened) return json;
  return base::dump_pretty(document);
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
