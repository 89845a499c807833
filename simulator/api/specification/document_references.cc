#include "simulator/api/specification/document_references.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "base/diagnostic.h"
#include "base/json_pointer.h"
#include "simulator/api/specification/document_parts.h"

namespace sim::api {
namespace {

using base::Json;

constexpr std::size_t kNamesShown = 4;
constexpr const char* kBreakIt = "break the circle";

std::string endless(const std::string& at) { return fmt::format("`#{}` refers to itself without end", at); }

}  // namespace

const Json* DocumentReferences::resolved(const Json* part, std::string& at) {
  Passed passed;
  while (part != nullptr && passed.emplace(part, at).second) {
    const Json* reference = member(part, "$ref");
    if (reference == nullptr) return part;
    const std::string to = base::text_of(*reference);
    const Json* target = base::find_reference(document_, to);
    if (target == nullptr) {
      leads_nowhere(at + "/$ref", to);
      return nullptr;
    }
    at = to.substr(1);
    part = target;
  }
  if (part != nullptr && is_new_circle(passed)) findings_.mistake(at, endless(at), kBreakIt);
  return nullptr;
}

void DocumentReferences::leads_nowhere(const std::string& at, const std::string& to) {
  if (!told_.insert(at).second) return;
  if (to.empty() || to.front() != '#') {
    findings_.mistake(at, fmt::format("`{}` leads out of this file, which is not followed", to),
                      "put what it names into this file");
  } else {
    findings_.mistake(at, fmt::format("`{}` refers to nothing", to), nearest_reference(to));
  }
}

void DocumentReferences::look_at(const Json& part, std::string at, bool is_schema) {
  Passed passed;
  const Json* next = &part;
  while (passed.emplace(next, at).second) {
    const Json* reference = member(next, "$ref");
    if (reference == nullptr || !reference->is_string()) return;
    const std::string to = base::text_of(*reference);
    next = base::find_reference(document_, to);
    if (next == nullptr) {
      if (told_.insert(at + "/$ref").second)
        findings_.note(at + "/$ref", fmt::format("`{}` refers to nothing that is in this file", to),
                       nearest_reference(to));
      return;
    }
    at = to.substr(1);
  }
  if (!is_schema && is_new_circle(passed)) findings_.note(at, endless(at), kBreakIt);
}

// `passed`: all that leads to the circle.
bool DocumentReferences::is_new_circle(const Passed& passed) {
  bool is_new = true;
  for (const auto& [part, place] : passed) is_new = endless_.insert(part).second && is_new;
  return is_new;
}

std::string DocumentReferences::nearest_reference(const std::string& to) const {
  const std::size_t slash = to.rfind('/');
  const Json* beside = base::find_reference(document_, to.substr(0, slash));
  if (beside == nullptr || !beside->is_object() || beside->empty())
    return fmt::format("nothing stands at `{}` in this file", to.substr(0, slash));
  std::vector<std::string> names;
  for (const auto& [name, value] : beside->items()) names.push_back(name);
  const std::string meant = base::nearest(to.substr(slash + 1), names);
  if (!meant.empty()) return fmt::format("did you mean `{}/{}`?", to.substr(0, slash), meant);
  const bool are_more = names.size() > kNamesShown;
  if (are_more) names.resize(kNamesShown);
  return fmt::format("`{}` has `{}`{}", to.substr(0, slash), fmt::join(names, "`, `"), are_more ? ", …" : "");
}

}  // namespace sim::api
