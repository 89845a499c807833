#include "simulator/command/serve_options.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/command_line.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/read_option.h"
#include "simulator/command/served_files.h"
#include "simulator/installation/known_systems.h"

namespace sim {
namespace {

tl::unexpected<int> stop(int code, const std::string& what) {
  fmt::print(stderr, "espf: {}\n", what);
  return tl::unexpected(code);
}

tl::expected<base::CertificateAndKey, int> read_certificate(const ServeCommand& command) {
  const auto certificate = base::read_file(command.certificate_file);
  if (!certificate) return stop(kNotRun, certificate.error().what);
  const auto key = base::read_file(command.key_file.empty() ? command.certificate_file : command.key_file);
  if (!key) return stop(kNotRun, key.error().what);
  auto pair = base::check_certificate({*certificate, *key}, command.certificate_file);
  if (!pair) return stop(kNotRun, pair.error().what);
  return *std::move(pair);
}

}  // namespace

tl::expected<InstallationOptions, int> serve_options(const ServeCommand& command,
                                                     const base::TestCertificateAuthority& authority) {
  InstallationOptions options;
  auto files =
      read_served_files({command.world_file, command.suite_file, command.stubs_files, command.openapi_files});
  if (!files) return tl::unexpected(files.error());
  if (const std::string what = why_no_port(command.ports, port_names({&files->world})); !what.empty())
    return stop(kUsage, base::with_help(what, "espf serve"));
  options.world = std::move(files->world);
  options.espf = files->settings.espf;
  static_cast<api::ApiSettings&>(options.api) = files->settings.api;
  options.api.release = files->settings.espf.release;
  options.api.stubs = files->settings.stubs;
  options.api.specifications = files->specifications;
  options.api.strict = command.strict;
  options.clock = files->settings.clock;
  options.preset_systems = files->settings.preset_systems;
  if (!command.certificate_file.empty()) {
    auto certificate = read_certificate(command);
    if (!certificate) return tl::unexpected(certificate.error());
    options.certificate = *std::move(certificate);
  }
  options.authority = &authority;
  options.address = command.address;
  options.ports = command.ports;
  options.ports.insert(files->settings.ports.begin(), files->settings.ports.end());
  options.time = command.time;
  options.seed = command.seed;
  options.transcript.bytes_max = 64u << 20;
  options.transcript.drop_oldest = true;
  if (!options.clock && command.time.mode == TimeMode::Real) {
    const auto wall = base::SystemClock().wall_now().time_since_epoch();
    options.clock = base::VirtualTime{std::chrono::duration_cast<std::chrono::microseconds>(wall)};
  }
  return options;
}

}  // namespace sim
