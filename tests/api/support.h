// A small world, and an Api that is asked without a socket.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "simulator/api/api.h"

namespace sim::api {

// Customer 101 "Panda Telecom" with account 1001 (380501112233, product 1 "LTE 20M", SIM 1), its alias 1002,
// and account 1003 (no SIM); SIM 2 is available; product 2 is another main product, 3 an add-on; DID
// 442079460001 is free; admin user demo / exAmple / token "t-demo"; account login panda1 / pw1 / token
// "t-panda1".
World sample_world();

inline const base::VirtualTime kStart = *base::parse_datetime("2026-01-31 12:00:00");
inline const base::WallTime kWall{std::chrono::seconds(1'800'000'000)};

class Installed {
 public:
  explicit Installed(ApiOptions options = {})
      : api(std::move(options), base::Rng(7)), world(sample_world()) {}

  ApiAnswer ask(const base::HttpRequest& request, Realm realm = Realm::Admin);
  // With `token`, a string, as Bearer, params as JSON.
  ApiAnswer call(const std::string& method, const base::Json& params, const base::Json& token,
                 Realm realm = Realm::Admin);
  // The body of an answer; the changes are applied to the world.
  base::Json admin(const std::string& method, const base::Json& params);
  base::Json login(const base::Json& params = {{"login", "demo"}, {"password", "exAmple"}},
                   Realm realm = Realm::Admin);

  Api api;
  World world;
  base::VirtualTime now = kStart;
  base::WallTime wall = kWall;
  std::vector<ProvisioningEvent> events;  // of the changes that admin() made
};

base::HttpRequest request(std::string method, std::string target, base::Headers headers = {},
                          std::string body = "");
base::HttpRequest json_request(std::string target, std::string body, const std::string& token = "");
base::HttpRequest form_request(std::string target, std::string body);
base::Json body_of(const base::HttpResponse& response);
std::vector<std::string> keys_of(const base::Json& object);
std::vector<std::string> event_names(const std::vector<ProvisioningEvent>& events);

}  // namespace sim::api
