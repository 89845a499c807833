// Where a running `espf serve` is found: the JSON object that scripts and the other subcommands read.
#pragma once

#include <string>

#include "base/json.h"
#include "base/result.h"
#include "simulator/installation/installation.h"

namespace sim {

// Beside the folder that it was started in; `trigger`, `time` and `transcript` look here.
inline constexpr const char* kReadyFile = ".espf/ready.json";

// portabilling_url, portabilling_https_url, realms {admin: {http, https}}, espf_url, clock_url, control_url,
// control_token, ca_file, login, password, token, external_systems {name: url}.
base::Json ready_object(const Addresses& addresses, const std::string& control_url,
                        const std::string& control_token);

struct ControlAddress {
  std::string url;
  std::string token;
};
// Of the ready file's text. Errors: Invalid.
base::Result<ControlAddress> read_control_address(const std::string& text);

}  // namespace sim
