// An Installation of the world that ships, asked over real sockets, and what it says of itself.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/event_loop.h"
#include "base/http_sender.h"
#include "base/json.h"
#include "simulator/installation/installation.h"

namespace sim::tests {

World shipped_world();  // fixtures/worlds/mvno.yaml
const base::TestCertificateAuthority& test_authority();

// "admin", "reseller", "customer", "account".
const std::vector<std::string>& realms();
api::Realm realm_named(const std::string& realm);

struct Answer {
  int status = 0;  // 0: there was none, which is a failure of the test
  base::Headers headers;
  std::string body;
  base::Json json;  // null where the body is none
};

class Shipped {
 public:
  explicit Shipped(EspfOptions espf = {});

  Answer ask(const std::string& origin, const std::string& method, const std::string& target,
             const std::string& body = "", const base::Headers& headers = {});
  std::string origin(const std::string& realm) const;
  // A session of somebody of that realm: the answer of Session/login.
  base::Json login(const std::string& realm);
  // POST /rest/<method> {"params": …}, with the token as Bearer where there is one.
  Answer call(const std::string& realm, const std::string& method, const base::Json& params,
              const std::string& token = "");
  // POST /rest/<method> with `body`, likewise.
  Answer call_with(const std::string& realm, const std::string& method, const base::Json& body,
                   const std::string& token = "");
  // What the realm's port serves at /doc/api/<file>.
  base::Json document(const std::string& realm, const std::string& file);

  Installation& installation() { return *installation_; }
  base::EventLoop& loop() { return loop_; }

 private:
  base::EventLoop loop_;
  std::unique_ptr<Installation> installation_;
  std::unique_ptr<base::HttpSender> sender_;
};

// "AdminInterface.json" of "admin".
std::string document_file(const std::string& realm);

}  // namespace sim::tests
