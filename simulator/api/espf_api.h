// The ESPF API: what an Application posts to the ESPF, and the service groups.
// espf_routes() are the resources; openapi/espf_api.yaml describes them.
//
// Errors are real 40x codes with {"error": "…"} (the body is assumed): 404 wrong path, 405 wrong verb, 401 no
// authorization, 403 no espf.api scope, 415 wrong type, 400 wrong values, 404 unknown account; in this order.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "base/virtual_time.h"
#include "simulator/api/options.h"
#include "simulator/billing/world.h"
#include "simulator/espf/provisioning_status.h"

namespace sim::api {

bool is_espf_target(std::string_view target);

enum class EspfAction { None, PostStatus, ListGroups, CreateGroup, DeleteGroup };

struct EspfRoute {
  std::string_view verb;
  std::string_view path;    // below /espf/v1: "/account/i/{i_account}/status"
  std::string_view method;  // for the transcript: "espf/v1/account/status"
  EspfAction action;
};

// What stands in no braces goes before what does.
const std::vector<EspfRoute>& espf_routes();

// One request, read as far as it goes.
struct EspfRequest {
  using Action = EspfAction;
  Action action = Action::None;
  std::string method;      // as in EspfRoute
  std::string_view route;  // likewise, its path; "" for none
  std::string query;       // behind the "?"
  base::Json params = base::Json::object();
  std::string account;                        // as the path names it
  std::optional<IAccount> i_account;          // where the world knows it
  bool is_number = false;                     // an i_account stands where an ID does
  std::optional<base::HttpResponse> refused;  // wrong path or verb
  std::optional<base::HttpResponse> unfit;    // its answer where it is authorized: a body that cannot be read
};

// REQUIRES: is_espf_target(request.target)
EspfRequest read_espf_request(const base::HttpRequest& request, const World& world);

// The method of the resource that a path below /espf/v1 names, by whatever verb: "espf/v1/account/status" of
// "/account/i/1001/status"; "" for none.
std::string_view method_of_espf_path(std::string_view path);

// What is wrong with a body whatever the world holds, for people; "" for nothing.
std::string unfit_body(EspfAction action, const base::Json& params, const ApiOptions& options);

// Does what an authorized request asks.
base::HttpResponse answer_espf_request(const EspfRequest& request, const ApiOptions& options,
                                       ServiceGroups& groups, ProvisioningStatuses& statuses,
                                       base::VirtualTime now);

base::HttpResponse error_response(int status, const std::string& what);

}  // namespace sim::api
