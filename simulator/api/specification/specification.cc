#include "simulator/api/specification/specification.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "base/json_pointer.h"

#include "simulator/api/documents.h"
#include "simulator/api/espf_api.h"

namespace sim::api {
namespace {

Specification read_own(Realm realm) {
  for (const ApiDocument& document : api_documents()) {
    if (realm_of_file(document.file) != realm) continue;
    auto read = read_specification(std::string(document.file), std::string(document.json), {realm});
    assert(read.specification);
    return std::move(*read.specification);
  }
  assert(false);
  return {"", {}, nullptr};
}

Specification read_own_espf() {
  const ApiDocument* espf = find_document("espf");
  assert(espf != nullptr);
  auto json = base::parse_json(espf->json);
  assert(json);
  Specification specification(std::string(espf->file), {Realm::Admin}, std::move(*json));
  for (const EspfRoute& route : espf_routes()) {
    if (route.verb != "POST") continue;
    SpecifiedMethod method;
    method.name = std::string(route.path);
    method.file = specification.file();
    method.at = fmt::format("#/paths/{}/post", base::pointer_token(route.path));
    method.document = &specification.document();
    const base::Json* body = base::find_reference(*method.document, method.at + "/requestBody");
    if (body != nullptr && body->contains("$ref"))
      body = base::find_reference(*method.document, base::text_of((*body)["$ref"]));
    assert(body != nullptr);
    method.params = base::find_pointer(*body, "/content/application~1json/schema");
    assert(method.params != nullptr);
    specification.add(std::move(method));
  }
  return specification;
}

}  // namespace

Specification::Specification(std::string file, std::vector<Realm> realms, base::Json document,
                             std::string text)
    : file_(std::move(file)),
      realms_(std::move(realms)),
      document_(std::make_unique<const base::Json>(std::move(document))),
      text_(std::move(text)) {}

std::string Specification::text_at(const std::string& origin) const {
  const bool has_rest = !methods_.empty() && methods_.begin()->second.at.starts_with("#/paths/~1rest~1");
  const std::string url = !has_rest ? origin + "/rest" : origin.empty() ? "/" : origin;
  const std::string servers = base::dump({{{"url", url}}});
  std::string text = text_;
  if (const auto given = base::find_place(text, "/servers")) {
    text.replace(given->begin, given->end - given->begin, servers);
  } else if (const std::size_t brace = text.find('{'); brace != std::string::npos) {
    text.insert(brace + 1, "\"servers\": " + servers + ",");
  }
  return text;
}

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

const Specification& own_specification(Realm realm) {
  static const std::array<Specification, 4> all{read_own(Realm::Admin), read_own(Realm::Reseller),
                                                read_own(Realm::Customer), read_own(Realm::Account)};
  return all[static_cast<std::size_t>(realm)];
}

const SpecifiedMethod* find_own_method(const std::string& method, Realm realm) {
  const auto& own = own_specification(realm).methods();
  const auto found = own.find(method);
  return found == own.end() ? nullptr : &found->second;
}

const Specification& own_espf_bodies() {
  static const Specification bodies = read_own_espf();
  return bodies;
}

}  // namespace sim::api
