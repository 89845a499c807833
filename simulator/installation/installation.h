// One simulated PortaBilling: world, ESPF, APIs, external systems, faults, timeline and transcript, on ports
// of its own, on one event loop and one thread. It composes the rooms below, and it alone appends to the
// transcript.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/event_loop.h"
#include "base/process.h"
#include "base/result.h"
#include "base/tls.h"
#include "base/virtual_time.h"
#include "simulator/api/api.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"
#include "simulator/espf/event_queue.h"
#include "simulator/fault/fault.h"
#include "simulator/installation/application.h"
#include "simulator/installation/timeline.h"
#include "simulator/transcript/transcript.h"

namespace sim {

struct InstallationOptions {
  World world;                             // where the story begins
  std::optional<base::VirtualTime> clock;  // none: the world's, else real time
  EspfOptions espf;
  api::ApiOptions api;
  TimeOptions time;
  std::uint64_t seed = 1;
  TranscriptOptions transcript;
  // External systems begin with what PortaBilling holds, by the world's mapping; false: they begin empty.
  bool preset_systems = true;

  std::string address = "127.0.0.1";
  std::map<std::string, int>
      ports;  // "http", "https", "control" and systems by name; missing or 0: a free one
  std::optional<base::CertificateAndKey> certificate;         // the user's own; none: one of `authority`
  const base::TestCertificateAuthority* authority = nullptr;  // borrowed, not null
  std::string authority_file;          // where its certificate stands, for Applications and the ready file
  base::Guardian* guardian = nullptr;  // borrowed; may be null
};

// Where everything listens and how to get in.
struct Addresses {
  struct Origins {
    std::string http, https;
  };
  std::map<std::string, Origins> realms;  // admin, reseller, customer, account
  std::string portabilling_url;           // http origin of the admin realm
  std::string portabilling_https_url;
  std::string espf_url;   // the origin below which /espf/v1 stands
  std::string clock_url;  // answers the simulated time
  std::map<std::string, std::string> systems;
  std::string login, password, token;  // of an administrator
  std::string ca_file;
};

// What an act did: the transcript's number of its line, which later lines have as their origin.
struct Act {
  std::uint64_t number = 0;
  std::string description;
  bool changed = true;  // false: the world was already so
};

struct CallResult {
  std::uint64_t number = 0;
  int status = 0;
  base::Json body;
};

class Installation {
 public:
  // Listens on everything before it returns. Errors: Unavailable (a port).
  static base::Result<std::unique_ptr<Installation>> start(base::EventLoop& loop,
                                                           InstallationOptions options);
  // Closes listeners, aborts open exchanges, stops the Application.
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  Addresses addresses() const;
  const World& world() const;
  const Transcript& transcript() const;
  const Secrets& secrets() const;
  const EventQueue& queue() const;
  const ProvisioningStatuses& statuses() const;
  // What a system holds, by key; null for a name that is none.
  const std::map<std::string, base::Json>* records(const std::string& system) const;
  // What would become of a call of PortaBilling now.
  api::Explanation explain(const api::ExplainQuestion& question) const;
  base::VirtualTime started_at() const;  // simulated
  base::VirtualTime now() const;

  // -- acts ------------------------------------------------------------------------------------------------
  base::Result<Act, ChangeError> change(const ChangeRequest& request);
  base::Result<Act> emit(const std::string& event_type, const base::Json& variables);
  CallResult call(const std::string& method, const base::Json& params);

  // -- conditions ------------------------------------------------------------------------------------------
  FaultId declare_fault(FaultRule rule);
  base::Result<void> clear_fault(const std::string& name);

  // -- the Application
  // --------------------------------------------------------------------------------------- One that runs
  // already: where events go. `patience` rises as the architecture says.
  void use_application(const std::string& url);
  // What an Application of these options is told in its environment.
  std::map<std::string, std::string> environment_of(const ApplicationOptions& application) const;
  // One that we start; `ready` is called once, with an error where it did not come up. Its end at any later
  // time is a Process line and application_failed().
  void start_application(const ApplicationOptions& options, std::function<void(base::Result<void>)> ready);
  // Kills it (SIGKILL) and starts it again; `ready` as above. Conflict where it runs by URL.
  base::Result<void> restart_application(std::function<void(base::Result<void>)> ready);
  void stop_application(std::function<void()> stopped);  // SIGTERM, then SIGKILL after 3 s
  bool has_process() const;
  bool told_https() const;  // its addresses of PortaBilling are https
  // Why it is not running though it should: "exit code 3"; nothing while all is well.
  std::optional<std::string> application_failed() const;
  std::vector<std::string> application_output() const;  // its last lines

  // -- time
  // --------------------------------------------------------------------------------------------------
  Timeline& timeline();
  // Something is owed: an event answered 200 for a provisioned account without OK or FAILED since.
  bool is_owed() const;
  const std::set<IAccount>& owing_accounts() const;
  // Nothing is queued, sent or waiting in the ESPF.
  bool is_queue_empty() const { return queue().is_empty(); }

  // A line of the console's or the runner's own.
  void note(const std::string& text);
  // Stops time and sending: before the end of a scenario is judged.
  void freeze();

 private:
  explicit Installation(std::unique_ptr<InstallationState> state);
  std::unique_ptr<InstallationState> state_;
};

}  // namespace sim
