// Every method that is served: what the description says of it, and the function that does it. To add one,
// describe it in openapi/rest/<Service>.yaml, write the function and its row in models/<service>_methods.cc.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/virtual_time.h"
#include "simulator/api/authorization.h"
#include "simulator/api/described_methods.h"
#include "simulator/api/fault.h"
#include "simulator/api/options.h"
#include "simulator/api/parameters.h"
#include "simulator/billing/change_set.h"
#include "simulator/billing/world.h"
#include "simulator/espf/provisioning_status.h"

namespace sim::api {

// One call of a method whose parameters are checked. Everything is borrowed for its duration.
struct Call {
  const std::string& method;
  const base::Json& params;
  const std::vector<Parameter>& described;  // what it takes
  const World& world;
  base::VirtualTime now;
  base::WallTime wall;
  const Caller& caller;            // of a method without a session: nobody
  const Credentials& credentials;  // for Session/ping and Session/logout
  Realm realm;                     // where it arrived
  const ApiOptions& options;
  const ProvisioningStatuses& statuses;
  SessionStore& sessions;
  Logins& logins;
};

struct MethodAnswer {
  base::Json body = base::Json::object();
  std::optional<ChangeSet> changes = std::nullopt;  // for the caller to apply
  std::string session_started = {};                 // its key; cookies are set
};

using MethodFunction = OrFault<MethodAnswer> (*)(const Call& call);

// What a row of models/ says: which function does the method of that name.
struct Model {
  std::string_view name;  // "Account/get_account_info"
  MethodFunction function = nullptr;
};

struct Method : DescribedMethod {
  MethodFunction function = nullptr;
};

// In the order of names: what is described and has a model. A test fails where the one lacks the other.
const std::vector<Method>& method_table();
const Method* find_method(std::string_view name);

const std::vector<Model>& models();
// The rows of each service, in models/.
std::vector<Model> account_methods();
std::vector<Model> account_change_methods();
std::vector<Model> customer_methods();
std::vector<Model> customer_change_methods();
std::vector<Model> did_methods();
std::vector<Model> generic_methods();
std::vector<Model> invoice_methods();
std::vector<Model> inventory_change_methods();
std::vector<Model> product_methods();
std::vector<Model> session_methods();
std::vector<Model> sim_card_methods();

}  // namespace sim::api
