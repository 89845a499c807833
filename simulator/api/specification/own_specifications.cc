#include "simulator/api/specification/own_specifications.h"

#include <fmt/format.h>

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

// A document that describes no methods of /rest: what stands in the bodies of POSTs, by their paths.
Specification read_bodies(std::string_view name, const std::vector<std::string_view>& paths) {
  const ApiDocument* own = find_document(name);
  assert(own != nullptr);
  auto json = base::parse_json(own->json);
  assert(json);
  Specification specification(std::string(own->file), {Realm::Admin}, std::move(*json));
  for (const std::string_view path : paths) {
    SpecifiedMethod method;
    method.name = std::string(path);
    method.file = specification.file();
    method.at = fmt::format("#/paths/{}/post", base::pointer_token(path));
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

std::vector<std::string_view> posted_to_espf() {
  std::vector<std::string_view> paths;
  for (const EspfRoute& route : espf_routes()) {
    if (route.verb == "POST") paths.push_back(route.path);
  }
  return paths;
}

}  // namespace

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

const SpecifiedMethod* find_own_espf_body(std::string_view route) {
  static const Specification bodies = read_bodies("espf", posted_to_espf());
  const auto found = bodies.methods().find(std::string(route));
  return found == bodies.methods().end() ? nullptr : &found->second;
}

const SpecifiedMethod& own_login_body() {
  static const Specification bodies = read_bodies("api2", {"/auth/login"});
  return bodies.methods().begin()->second;
}

}  // namespace sim::api
