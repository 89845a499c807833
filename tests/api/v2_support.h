// API 2.0 over the world that ships, asked with a session.
#pragma once

#include <string>

#include "base/file.h"
#include "simulator/api/v2/resource.h"
#include "simulator/billing/world_file.h"
#include "tests/api/support.h"

namespace sim::api::v2 {

inline World shipped_world() {
  const std::string file = std::string(ESPF_SOURCE_DIR) + "/fixtures/worlds/mvno.yaml";
  const auto document = base::parse_document(file, base::read_file(file).value_or(""));
  return document ? read_world(*document).value_or(World()) : World();
}

class Shipped {
 public:
  explicit Shipped(ApiOptions options = {}) : pb(std::move(options)) {
    pb.world = shipped_world();
    token =
        base::text_of(pb.login({{"login", "provisioner"}, {"password", "Quiet-Harbour-21"}})["access_token"]);
  }

  // `target` behind /api/v2: "/products?fields=id".
  ApiAnswer get(const std::string& target, Realm realm = Realm::Admin) {
    return pb.ask(request("GET", "/api/v2" + target, {{"Authorization", "Bearer " + token}}), realm);
  }
  base::Json body(const std::string& target) { return body_of(get(target).response); }

  Installed pb;
  std::string token;
};

}  // namespace sim::api::v2
