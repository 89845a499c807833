// Tells PortaBilling's ESPF API how an account's provisioning stands.
//
// Source: PortaOne, "Sending provisioning status for an account via ESPF API". That a group of one's own must
// be registered before is documented; the name of the member that carries it is assumed to be `name`.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "base/http_client.h"
#include "provisioner/ids.h"
#include "provisioner/portabilling_session.h"
#include "provisioner/progress.h"

namespace prov {

struct EspfOptions {
  base::Url url;  // below which /espf/v1 stands
  std::string group = "HSS";
  bool register_group = true;  // where it is not one of the pre-defined ones
  std::chrono::milliseconds timeout{30'000};
};

// Where statuses go. Any thread; calls block.
class StatusTeller {
 public:
  virtual ~StatusTeller() = default;
  virtual Outcome<void> tell(IAccount i_account, Status status, const std::string& message) = 0;
};

class EspfClient final : public StatusTeller {
 public:
  // Borrows all but the options.
  EspfClient(EspfOptions options, base::HttpClient& client, PortaBillingSession& session);

  // The message is cut to 4000 characters. Lasting: PortaBilling refuses the status (an unknown account or
  // group).
  Outcome<void> tell(IAccount i_account, Status status, const std::string& message) override;

 private:
  Outcome<base::HttpResponse> send(const std::string& path, const std::string& body, const std::string& what);
  bool register_group();

  const EspfOptions options_;
  base::HttpClient& client_;
  PortaBillingSession& session_;
  std::atomic<bool> group_tried_{false};
};

// The first `characters_max` characters of UTF-8 text, never half of one.
std::string cut(const std::string& text, std::size_t characters_max);

}  // namespace prov
