#include "simulator/scenario/language/note_parameters.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_pointer.h"
#include "base/json_schema.h"
#include "simulator/api/specification/own_specifications.h"

namespace sim::language {
namespace {

// Null where no document describes the method's parameters.
const api::SpecifiedMethod* described(const std::string& method, const Reading& reading) {
  const auto& documents = reading.settings.documents;
  const api::SpecifiedMethod* found =
      documents == nullptr ? nullptr : api::find_method(*documents, method, api::Realm::Admin);
  if (found == nullptr) found = api::find_own_method(method, api::Realm::Admin);
  return found == nullptr || found->params == nullptr ? nullptr : found;
}

// Null for a place in a list, where no member stands.
const base::Node* part_at(const base::Node& root, const std::string& pointer) {
  const auto path = base::read_pointer(pointer);
  const base::Node* part = path ? &root : nullptr;
  for (std::size_t n = 0; part != nullptr && n < path->size(); ++n) part = part->find((*path)[n]);
  return part;
}

}  // namespace

void note_parameters(const std::string& method, const base::Node& params, Reading& reading) {
  const api::SpecifiedMethod* found = described(method, reading);
  if (found == nullptr || !params.is_map()) return;
  for (const auto& each :
       base::undescribed_members(base::to_json(params), *found->params, *found->document)) {
    if (each.meant.empty()) continue;  // documents do not name all that there is
    const base::Node* holder = part_at(params, each.holder);
    if (holder == nullptr) continue;
    const auto member = std::find_if(holder->members.begin(), holder->members.end(),
                                     [&](const base::Member& one) { return one.key == each.name; });
    if (member == holder->members.end()) continue;
    reading.findings.note(member->pos, member->width,
                          fmt::format("{} is described without a parameter `{}`", method, each.name),
                          fmt::format("did you mean `{}`?", each.meant));
  }
}

}  // namespace sim::language
