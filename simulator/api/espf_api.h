// The ESPF API: what an Application posts to the ESPF, and the service groups.
//
//   POST   /espf/v1/account/i/<i_account>/status      {status, group, message}, a form or JSON
//   POST   /espf/v1/account/<id>/status               likewise, by account ID
//   GET    /espf/v1/groups
//   POST   /espf/v1/group/create                      {name}
//   DELETE /espf/v1/group/<i_group>                   assumed
//   POST   /espf/v1/group/delete                      {i_group}, assumed
//
// Errors are real 40x codes with {"error": "…"} (the body is assumed): 404 wrong path, 405 wrong verb, 401 no
// authorization, 403 no espf.api scope, 415 wrong type, 400 wrong values, 404 unknown account; in this order.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/http.h"
#include "base/json.h"
#include "base/virtual_time.h"
#include "simulator/api/options.h"
#include "simulator/billing/world.h"
#include "simulator/espf/provisioning_status.h"

namespace sim::api {

bool is_espf_target(std::string_view target);

// One request, read as far as it goes.
struct EspfRequest {
  enum class Action { None, PostStatus, ListGroups, CreateGroup, DeleteGroup } action = Action::None;
  std::string method;  // "espf/v1/account/status", "espf/v1/groups" …, for the transcript
  base::Json params = base::Json::object();
  std::string account;                        // as the path names it
  std::optional<IAccount> i_account;          // where the world knows it
  std::optional<base::HttpResponse> refused;  // wrong path or verb
  std::optional<base::HttpResponse> unfit;    // its answer where it is authorized: a body that cannot be read
};

// REQUIRES: is_espf_target(request.target)
EspfRequest read_espf_request(const base::HttpRequest& request, const World& world);

// Does what an authorized request asks.
base::HttpResponse answer_espf_request(const EspfRequest& request, const ApiOptions& options,
                                       ServiceGroups& groups, ProvisioningStatuses& statuses,
                                       base::VirtualTime now);

base::HttpResponse error_response(int status, const std::string& what);

}  // namespace sim::api
