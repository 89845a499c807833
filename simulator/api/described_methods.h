// The methods as simulator/api/openapi/rest/ describes them: who may call them, what they take, what they
// answer.
#pragma once

#include <string>
#include <vector>

#include "simulator/api/options.h"
#include "simulator/api/parameters.h"

namespace sim::api {

struct DescribedMethod {
  std::string name;  // "Account/get_account_info"
  std::string meaning;
  std::vector<Realm> realms;
  bool needs_session = true;
  bool is_assumed = false;  // no source tells the shapes
  std::vector<Parameter> parameters;
  std::vector<std::string> answers;  // the members of its answer
};

// In the order of names. Read at the first call, in about half a millisecond.
const std::vector<DescribedMethod>& described_methods();

}  // namespace sim::api
