// API 2.0: resources with business names beside the methods of /rest.
//
//   POST /api/v2/auth/login                 {login, password or token}: as Session/login
//   GET  /api/v2/products[/<id>]            query.h tells the parameters
//   GET  /api/v2/product-groups[/<id>]
//   GET  /api/v2/services[/<id>]
//
// The vendor says that there are resources for products, product groups and services, and that a caller
// names the members that it wants. Paths, parameters, shapes, codes and that the realms admin and reseller
// may read them are assumed. An answer has `data`, or `errors` (problem.h): 404 wrong path, 405 wrong verb,
// 401 no session, 403 wrong realm, 400 wrong parameters, 404 no such row; in this order.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/http.h"
#include "base/uri.h"
#include "simulator/api/options.h"
#include "simulator/api/v2/entity.h"
#include "simulator/api/v2/problem.h"

namespace sim::api::v2 {

inline constexpr std::string_view kLoginMethod = "v2/auth/login";

bool is_v2_target(std::string_view target);

// One request, read as far as it goes.
struct Request {
  enum class Action { None, Login, List, One } action = Action::None;
  const Entity* entity = nullptr;
  std::string id;                            // of One, as the path says it
  std::string method;                        // "v2/products", "v2/products/id", "v2/auth/login"
  std::string query;                         // of Login, which takes none
  base::FormFields parameters;               // of List and One
  base::Json params = base::Json::object();  // the same, and `id`; of Login its body
  std::optional<Problem> refused;            // wrong path or verb
  std::optional<Problem> unfit;              // where it is let in: a query or body that cannot be read
};

// REQUIRES: is_v2_target(request.target)
Request read_request(const base::HttpRequest& request);

// The request that a scenario's `call` means: "v2/products/id" with {id, fields}. Nothing where `method` is
// none of ours.
std::optional<Request> request_of(const std::string& method, const base::Json& params);

// Such methods' names, sorted.
std::vector<std::string> resource_methods();

bool may_read(Realm realm);

// What is wrong with a List's or a One's parameters, whatever the world holds.
OrProblem<void> check_parameters(const Request& request, const ApiOptions& options);

// The body of the answer to a List or a One that is let in.
OrProblem<base::Json> read_resource(const Request& request, const World& world, const ApiOptions& options);

}  // namespace sim::api::v2
