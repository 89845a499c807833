#include "simulator/api/answerers.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"
#include "simulator/api/specification/own_specifications.h"

namespace sim::api {
namespace {

constexpr const char* kNotAsDescribed = "not_as_described";

std::optional<Fault> faulty(const SpecifiedMethod& described, const char* reason, std::string problem) {
  if (problem.empty()) return std::nullopt;
  return Fault{fault_code("Client", described.name, reason), std::move(problem)};
}

}  // namespace

Candidates Answerers::candidates(bool stub) const {
  return {.stub = stub,
          .model = model != nullptr && (specification == nullptr || realm_may_call_model),
          .specification = specification != nullptr,
          .is_known = is_known};
}

bool Answerers::needs_session() const {
  if (model != nullptr) return model->needs_session;
  return specification == nullptr || specification->needs_session;
}

Answerers find_answerers(const ApiOptions& options, const std::string& method, Realm realm) {
  const auto& known = known_methods();
  Answerers found;
  found.model = find_method(method);
  found.realm_may_call_model =
      found.model != nullptr &&
      std::find(found.model->realms.begin(), found.model->realms.end(), realm) != found.model->realms.end();
  if (options.specifications != nullptr)
    found.specification = find_method(*options.specifications, method, realm);
  found.is_known = std::binary_search(known.begin(), known.end(), method);
  return found;
}

const SpecifiedMethod* held_to(const ApiOptions& options, const Answerers& answerers,
                               const std::string& method, Realm realm) {
  if (!options.strict) return nullptr;
  const SpecifiedMethod* users = answerers.specification;
  if (users != nullptr && users->describes_request()) return users;
  const SpecifiedMethod* own = find_own_method(method, realm);
  return own != nullptr ? own : users;
}

Fault not_for_realm(const std::string& method, Realm realm) {
  return {fault_code("Server", method, "access_denied"),
          method + " is not for the realm " + std::string(realm_name(realm))};
}

std::optional<Fault> not_as_described(const SpecifiedMethod* held_to, const base::Json& params,
                                      RequestChecks& checks) {
  if (held_to == nullptr) return std::nullopt;
  return faulty(*held_to, kNotAsDescribed, checks.problem(*held_to, params, Strictness::Strict));
}

std::optional<Fault> parts_not_as_described(const SpecifiedMethod* held_to, const Described& call) {
  if (held_to == nullptr) return std::nullopt;
  std::vector<std::string> missing;
  for (const std::string& name : held_to->required_parts) {
    if (name == "params" && !call.parts.has_params) missing.push_back("`params`");
    if (name == "auth_info" && !call.auth_info) missing.push_back("`auth_info`");
  }
  const bool has_anything = call.parts.has_body || call.parts.has_params || call.auth_info;
  if (held_to->needs_body && !has_anything && missing.empty()) missing.emplace_back("a body");
  if (missing.empty()) return std::nullopt;
  return faulty(*held_to, kNotAsDescribed,
                fmt::format("the call lacks {} ({})", fmt::join(missing, " and "), held_to->place()));
}

std::optional<Fault> auth_info_not_as_described(const SpecifiedMethod* held_to, const base::Json& auth_info,
                                                RequestChecks& checks) {
  if (held_to == nullptr) return std::nullopt;
  return faulty(*held_to, kNotAsDescribed, checks.auth_info_problem(*held_to, auth_info));
}

std::optional<Fault> wrong_parameter(const SpecifiedMethod& described, const base::Json& params,
                                     RequestChecks& checks) {
  return faulty(described, "wrong_parameter", checks.problem(described, params, Strictness::Lenient));
}

std::vector<std::string> methods_meant(const ApiOptions& options) {
  std::vector<std::string> names = known_methods();
  for (std::string& name : methods_of(options.specifications.get())) names.push_back(std::move(name));
  for (const Stub& stub : options.stubs) names.insert(names.end(), stub.methods.begin(), stub.methods.end());
  return names;
}

Fault nobody_answers(Answerer answerer, const std::string& method, const std::vector<std::string>& names) {
  if (answerer == Answerer::NotModelled) {
    return {fault_code("Server", method, "not_modelled"),
            method +
                " is a method of PortaBilling that espf knows but does not model. Say what it answers in the "
                "world file or in a file for --stubs, as `stubs: [{method: " +
                method + ", answer: {body: {success: 1}}}]`"};
  }
  const auto& known = known_methods();
  const std::string service = method.substr(0, method.find('/'));
  const auto first = std::lower_bound(known.begin(), known.end(), service + "/");
  const bool has_service = first != known.end() && first->compare(0, service.size() + 1, service + "/") == 0;
  const std::string meant = nearest_method(method, names);
  return {
      has_service ? "Client." + service + ".unknown_method" : "Client.unknown_service",
      method + " is not a method of PortaBilling" + (meant.empty() ? "" : "; did you mean " + meant + "?")};
}

}  // namespace sim::api
