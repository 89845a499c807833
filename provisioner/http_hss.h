// An HSS over REST: GET, PUT and DELETE <url>/subscribers/<imsi> with {"msisdn","profile","barred"}.
//
// Failures: no answer, a 5xx and 401, 403, 408, 409, 423, 425, 429 may pass; any other 4xx lasts.
#pragma once

#include <chrono>

#include "base/http_client.h"
#include "provisioner/external_system.h"

namespace prov {

struct HttpHssOptions {
  base::Url url;
  std::chrono::milliseconds timeout{30'000};
  std::string authorization;  // sent as the Authorization header where not empty
};

class HttpHss final : public ExternalSystem {
 public:
  // Borrows `client`.
  HttpHss(HttpHssOptions options, base::HttpClient& client) : options_(std::move(options)), client_(client) {}

  Outcome<std::optional<Subscriber>> find(const std::string& imsi) override;
  Outcome<void> put(const Subscriber& subscriber) override;
  Outcome<void> remove(const std::string& imsi) override;

 private:
  Outcome<base::HttpResponse> send(const std::string& method, const std::string& imsi, std::string body);

  const HttpHssOptions options_;
  base::HttpClient& client_;
};

}  // namespace prov
