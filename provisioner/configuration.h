// What the provisioner is told: one YAML file with environment variables in it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/log.h"
#include "base/result.h"
#include "provisioner/environment.h"
#include "provisioner/espf_client.h"
#include "provisioner/http_hss.h"
#include "provisioner/plan.h"
#include "provisioner/portabilling_session.h"
#include "provisioner/receiver.h"
#include "provisioner/retry_policy.h"

namespace prov {

struct ListenOptions {
  std::string address = "127.0.0.1";
  int port = 8088;
  std::string certificate_file;  // both or neither
  std::string key_file;
  std::size_t body_bytes_max = 1u << 20;
};

struct Configuration {
  ListenOptions listen;
  ReceiverOptions receiver;
  PortaBillingOptions portabilling;
  std::string ca_file;
  EspfOptions espf;
  HttpHssOptions hss;
  Mapping mapping;
  RetryPolicy retry;
  int workers = 4;
  bool adopt = true;
  std::string journal_folder = ".";
  std::chrono::milliseconds keep_done = std::chrono::hours(30 * 24);
  std::optional<base::Url> clock;
  base::LogLevel log_level = base::LogLevel::Info;
  std::uint64_t seed = 1;
};

// Reads the text of the file named `file`. Every mistake is told at once, with its place.
base::Result<Configuration, std::vector<base::Diagnostic>> read_configuration(const std::string& file,
                                                                              const std::string& text,
                                                                              const Environment& environment);

// The text of provisioner.yaml, which holds where no file is given.
const char* default_configuration();

}  // namespace prov
