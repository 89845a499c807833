// Every method that has a model, as a row: what it is called, who may call it, what it takes, what it answers
// and the function that does it. To add one, write the function and its row in models/<service>_methods.cc.
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

struct Method {
  std::string_view name;  // "Account/get_account_info"
  std::string_view meaning;
  std::vector<Realm> realms;
  bool needs_session = true;
  std::vector<Parameter> parameters;
  std::vector<std::string_view> answers;  // the members of its answer
  MethodFunction function = nullptr;
  bool is_assumed = false;  // no source tells the shape of its answer
};

// In the order of names.
const std::vector<Method>& method_table();
const Method* find_method(std::string_view name);

// The rows of each service, in models/.
std::vector<Method> account_methods();
std::vector<Method> account_change_methods();
std::vector<Method> customer_methods();
std::vector<Method> customer_change_methods();
std::vector<Method> did_methods();
std::vector<Method> generic_methods();
std::vector<Method> invoice_methods();
std::vector<Method> inventory_change_methods();
std::vector<Method> product_methods();
std::vector<Method> session_methods();
std::vector<Method> sim_card_methods();

}  // namespace sim::api
