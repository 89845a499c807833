#include "simulator/command/serve_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/file.h"
#include "simulator/billing/world_file.h"
#include "simulator/command/exit_codes.h"
#include "simulator/scenario/language/suite_settings.h"

namespace sim {
namespace {

tl::unexpected<int> stop(int code, const std::string& what) {
  fmt::print(stderr, "espf: {}\n", what);
  return tl::unexpected(code);
}

tl::unexpected<int> bad_input(const std::vector<base::Diagnostic>& diagnostics, const std::string& text) {
  for (const base::Diagnostic& diagnostic : diagnostics)
    fmt::print(stderr, "{}", base::render(diagnostic, text));
  fmt::print(stderr, "{} error{}\n", diagnostics.size(), diagnostics.size() == 1 ? "" : "s");
  return tl::unexpected(kBadInput);
}

// The file as `read` understands its document.
template <class Value>
tl::expected<Value, int> read_yaml(
    const std::string& file,
    base::Result<Value, std::vector<base::Diagnostic>> (*read)(const base::Document& document)) {
  const auto text = base::read_file(file);
  if (!text) return stop(kNotRun, text.error().what);
  const auto document = base::parse_document(file, *text);
  if (!document) return bad_input(document.error(), *text);
  auto value = read(*document);
  if (!value) return bad_input(value.error(), *text);
  return *std::move(value);
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

// The name of a port that this world does not have; "" where there is none.
std::string unknown_port(const ServeCommand& command, const World& world, std::vector<std::string>& known) {
  known = {"http", "https", "control", "clock"};
  for (const SystemMapping& mapping : world.systems()) known.push_back(mapping.name);
  for (const char* realm : {"reseller", "customer", "account"}) {
    known.push_back(std::string(realm) + "_http");
    known.push_back(std::string(realm) + "_https");
  }
  for (const auto& [name, port] : command.ports) {
    if (std::find(known.begin(), known.end(), name) == known.end()) return name;
  }
  return "";
}

}  // namespace

tl::expected<InstallationOptions, int> serve_options(const ServeCommand& command,
                                                     const base::TestCertificateAuthority& authority) {
  InstallationOptions options;
  auto world = read_yaml<World>(command.world_file, read_world);
  if (!world) return tl::unexpected(world.error());
  std::vector<std::string> known;
  if (const std::string name = unknown_port(command, *world, known); !name.empty()) {
    return stop(kUsage, fmt::format("--port: nothing listens on a port named `{}`: {}; see espf serve --help",
                                    name, base::suggestion(name, known)));
  }
  options.world = *std::move(world);
  if (!command.suite_file.empty()) {
    const auto suite = read_yaml<SuiteSettings>(command.suite_file, parse_suite_settings);
    if (!suite) return tl::unexpected(suite.error());
    options.espf = suite->settings.espf;
    options.api.token_lifetime = suite->settings.token_lifetime;
    options.api.release = suite->settings.espf.release;
    options.clock = suite->settings.clock;
    options.preset_systems = suite->settings.preset_systems;
  }
  if (!command.certificate_file.empty()) {
    auto certificate = read_certificate(command);
    if (!certificate) return tl::unexpected(certificate.error());
    options.certificate = *std::move(certificate);
  }
  options.authority = &authority;
  options.address = command.address;
  options.ports = command.ports;
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
