// The whole provisioner, put together: journal, clients, workers and the server.
#pragma once

#include <memory>
#include <string>

#include "base/event_loop.h"
#include "base/file.h"
#include "base/log.h"
#include "base/result.h"
#include "provisioner/configuration.h"

namespace prov {

class Application {
 public:
  // Opens the journal, takes up what is pending and listens, before it returns. Errors: Unavailable (a port,
  // a file, the clock), Invalid (a certificate). Borrows `log`.
  static base::Result<std::unique_ptr<Application>> start(Configuration configuration,
                                                          const base::FileReader& files, base::Log& log);
  // What start() would refuse of the files that the configuration names: certificate, key, `ca_file`.
  static base::Result<void> check_files(const Configuration& configuration, const base::FileReader& files);
  // Ends what is still under way.
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  // "http://127.0.0.1:8088".
  std::string origin() const;

  // Serves until shut_down(), then finishes what is under way within about two seconds.
  void run();
  // Any thread.
  void shut_down();

 private:
  struct Parts;
  explicit Application(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace prov
