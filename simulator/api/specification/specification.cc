#include "simulator/api/specification/specification.h"

#include <algorithm>
#include <utility>

#include "simulator/api/specification/shown_text.h"

namespace sim::api {

Specification::Specification(std::string file, std::vector<Realm> realms, base::Json document,
                             std::string text)
    : file_(std::move(file)),
      realms_(std::move(realms)),
      document_(std::make_unique<const base::Json>(std::move(document))),
      text_(std::move(text)) {}

std::string Specification::text_at(const std::string& origin) const { return text_served_at(text_, origin); }

void Specification::add(SpecifiedMethod method) {
  std::string name = method.name;
  methods_.insert_or_assign(std::move(name), std::move(method));
}

const SpecifiedMethod* find_method(const std::vector<Specification>& specifications,
                                   const std::string& method, Realm realm) {
  for (const Specification& specification : specifications) {
    const auto& realms = specification.realms();
    if (std::find(realms.begin(), realms.end(), realm) == realms.end()) continue;
    const auto found = specification.methods().find(method);
    if (found != specification.methods().end()) return &found->second;
  }
  return nullptr;
}

std::vector<std::string> methods_of(const std::vector<Specification>* specifications) {
  std::vector<std::string> names;
  if (specifications == nullptr) return names;
  for (const Specification& specification : *specifications) {
    for (const auto& [name, method] : specification.methods()) names.push_back(name);
  }
  return names;
}

std::optional<Realm> realm_of_file(std::string_view file) {
  file.remove_prefix(file.rfind('/') + 1);  // npos + 1 is 0
  const std::size_t tail = file.find("Interface.");
  if (tail == std::string_view::npos || tail == 0) return std::nullopt;
  std::string word(file.substr(0, tail));
  word.front() = static_cast<char>(word.front() | 0x20);
  for (const Realm realm : all_realms()) {
    if (word == realm_word(realm)) return realm;
  }
  return std::nullopt;
}

}  // namespace sim::api
