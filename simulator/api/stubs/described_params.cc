#include "simulator/api/stubs/described_params.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/json_pointer.h"
#include "simulator/api/specification/own_specifications.h"

namespace sim::api {
namespace {

// Null for a place in a list, where no member stands.
const base::Node* part_at(const base::Node& root, const std::string& pointer) {
  const auto path = base::read_pointer(pointer);
  const base::Node* part = path ? &root : nullptr;
  for (std::size_t n = 0; part != nullptr && n < path->size(); ++n) part = part->find((*path)[n]);
  return part;
}

}  // namespace

const SpecifiedMethod* find_described(const std::vector<Specification>* documents, const std::string& method,
                                      Realm realm) {
  const SpecifiedMethod* found = documents == nullptr ? nullptr : find_method(*documents, method, realm);
  if (found == nullptr) found = find_own_method(method, realm);
  return found == nullptr || found->params == nullptr ? nullptr : found;
}

std::vector<base::UndescribedMember> misspelt_params(const std::vector<Specification>* documents,
                                                     const std::string& method,
                                                     const std::vector<Realm>& realms,
                                                     const base::Json& params) {
  std::optional<std::vector<base::UndescribedMember>> all;
  for (const Realm realm : realms) {
    const SpecifiedMethod* described = find_described(documents, method, realm);
    if (described == nullptr) continue;
    const auto here = base::undescribed_members(params, *described->params, *described->document);
    if (!all) all = here;
    std::erase_if(*all, [&](const base::UndescribedMember& each) {
      return std::none_of(here.begin(), here.end(), [&](const base::UndescribedMember& other) {
        return other.holder == each.holder && other.name == each.name;
      });
    });
  }
  auto found = all.value_or(std::vector<base::UndescribedMember>());
  std::erase_if(found, [](const base::UndescribedMember& each) { return each.meant.empty(); });
  return found;
}

void note_misspelt(const std::string& method, const base::UndescribedMember& each, base::SourcePos pos,
                   int width, base::Findings& findings) {
  findings.note(pos, width, fmt::format("{} is described without a parameter `{}`", method, each.name),
                fmt::format("did you mean `{}`?", each.meant));
}

void note_misspelt_members(const std::string& method, const std::vector<base::UndescribedMember>& misspelt,
                           const base::Node& params, base::Findings& findings) {
  for (const base::UndescribedMember& each : misspelt) {
    const base::Node* holder = part_at(params, each.holder);
    if (holder == nullptr) continue;
    const auto member = std::find_if(holder->members.begin(), holder->members.end(),
                                     [&](const base::Member& one) { return one.key == each.name; });
    if (member != holder->members.end()) note_misspelt(method, each, member->pos, member->width, findings);
  }
}

}  // namespace sim::api
