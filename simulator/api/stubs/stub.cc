#include "simulator/api/stubs/stub.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sim::api {

bool is_for(const Stub& stub, std::string_view method, Realm realm) {
  return std::binary_search(stub.methods.begin(), stub.methods.end(), method) &&
         std::find(stub.realms.begin(), stub.realms.end(), realm) != stub.realms.end();
}

bool fits(const Stub& stub, std::string_view method, Realm realm, const base::Json& params) {
  return is_for(stub, method, realm) && (!stub.params || stub.params->matches(&params));
}

const StubAnswer* answer_after(const Stub& stub, std::size_t given) {
  if (given < stub.answers.size()) return &stub.answers[given];
  switch (stub.then) {
    case Stub::Then::Last:
      return &stub.answers.back();
    case Stub::Then::Again:
      return &stub.answers[given % stub.answers.size()];
    case Stub::Then::Fault:
    case Stub::Then::Pass:
      break;
  }
  return nullptr;
}

std::optional<std::size_t> first_stub(const std::vector<Stub>& stubs, const std::vector<std::size_t>& given,
                                      std::string_view method, Realm realm, const base::Json& params) {
  for (std::size_t index = 0; index < stubs.size(); ++index) {
    const Stub& stub = stubs[index];
    if (!fits(stub, method, realm, params)) continue;
    if (stub.then == Stub::Then::Pass && given[index] >= stub.answers.size()) continue;
    return index;
  }
  return std::nullopt;
}

}  // namespace sim::api
