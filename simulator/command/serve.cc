#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "base/crypto.h"
#include "base/file.h"
#include "base/http_server.h"
#include "simulator/billing/world_file.h"
#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"
#include "simulator/console/control_api.h"
#include "simulator/console/ready_file.h"
#include "simulator/installation/installation.h"
#include "simulator/scenario/language/suite_settings.h"

namespace sim {
namespace {

int not_run(const std::string& what) {
  fmt::print(stderr, "espf: {}\n", what);
  return kNotRun;
}

void print_diagnostics(const std::vector<base::Diagnostic>& diagnostics, const std::string& text) {
  for (const base::Diagnostic& diagnostic : diagnostics)
    fmt::print(stderr, "{}", base::render(diagnostic, text));
  fmt::print(stderr, "{} error{}\n", diagnostics.size(), diagnostics.size() == 1 ? "" : "s");
}

// The world file, or nothing after printing what is wrong; `code` is then the exit code.
std::optional<World> read_world_file(const std::string& file, int& code) {
  const auto text = base::read_file(file);
  if (!text) {
    code = not_run(text.error().what);
    return std::nullopt;
  }
  code = kBadInput;
  const auto document = base::parse_document(file, *text);
  if (!document) {
    print_diagnostics(document.error(), *text);
    return std::nullopt;
  }
  auto world = read_world(*document);
  if (!world) {
    print_diagnostics(world.error(), *text);
    return std::nullopt;
  }
  return std::move(*world);
}

// Writes each new line of the transcript, masked, as it comes.
class TranscriptStream {
 public:
  bool open(const std::string& file) {
    if (file.empty()) return true;
    stream_.open(file, std::ios::trunc);
    return stream_.is_open();
  }
  void write(const Installation& installation) {
    if (!stream_.is_open() || installation.transcript().last_number() == written_) return;
    const Secrets& secrets = installation.secrets();
    while (written_ < installation.transcript().last_number()) {
      if (const Entry* entry = installation.transcript().find(++written_)) {
        stream_ << base::dump(to_json(masked(*entry, secrets))) << '\n';
      }
    }
    stream_.flush();
  }

 private:
  std::ofstream stream_;
  std::uint64_t written_ = 0;
};

// How an Application can tell that an event is ours.
std::string authorization_words(const Handler& handler) {
  const std::string& header = handler.authorization_header;
  if (const auto* basic = std::get_if<BasicAuthorization>(&handler.authorization)) {
    return fmt::format("{}: Basic, login {}, password {}", header, basic->login, basic->password);
  }
  if (const auto* custom = std::get_if<CustomAuthorization>(&handler.authorization)) {
    return fmt::format("{}: {} {}", header, custom->type, custom->value);
  }
  const auto& signature = std::get<SignatureAuthorization>(handler.authorization);
  return fmt::format("{}: Signature, keyId {}, secret {}", header, signature.key_id, signature.secret);
}

void print_welcome(const Addresses& at, const Installation& installation, const std::string& control_url,
                   const ServeCommand& command) {
  const World& world = installation.world();
  const auto& handlers = installation.queue().options().handlers;
  fmt::print("PortaBilling API   {}/rest   {}/rest\n", at.portabilling_url, at.portabilling_https_url);
  for (const auto& [realm, origins] : at.realms) {
    if (realm != "admin")
      fmt::print("  {:<16} {}/rest   {}/rest\n", realm + " realm", origins.http, origins.https);
  }
  fmt::print("ESPF API           {}/espf/v1\n", at.espf_url);
  for (const auto& [name, url] : at.systems) fmt::print("external system    {}   {}\n", url, name);
  fmt::print("control            {}   (the token stands in {})\n", control_url, kReadyFile);
  fmt::print("events go to       {}\n",
             command.application_url.empty() ? "nobody: give --application URL" : command.application_url);
  if (!handlers.empty()) fmt::print("they carry         {}\n", authorization_words(handlers.front()));
  fmt::print("login              {}   password {}   token {}\n", at.login, at.password, at.token);
  fmt::print("CA certificate     {}\n\n", at.ca_file);
  fmt::print(
      "try:\n  curl -s {}/rest/Session/login -H 'Content-Type: application/json' \\\n"
      "    -d '{{\"params\":{{\"login\":\"{}\",\"password\":\"{}\"}}}}'\n",
      at.portabilling_url, at.login, at.password);
  const auto accounts = world.accounts();
  const std::string account = accounts.empty() ? "ID" : accounts.front()->id.text();
  fmt::print(
      "  espf trigger '{{account: {}, do: block}}'      espf time +24h      espf transcript\n\n"
      "Ctrl-C ends it.\n",
      account);
  std::fflush(stdout);
}

}  // namespace

int run_serve(const ServeCommand& command, const Surroundings& surroundings) {
  int code = kPassed;
  auto world = read_world_file(command.world_file, code);
  if (!world) return code;

  base::TestCertificateAuthority authority;
  InstallationOptions options;
  if (!command.suite_file.empty()) {
    const auto text = base::read_file(command.suite_file);
    if (!text) return not_run(text.error().what);
    const auto document = base::parse_document(command.suite_file, *text);
    const auto suite =
        document
            ? parse_suite_settings(*document)
            : base::Result<SuiteSettings, std::vector<base::Diagnostic>>(tl::unexpected(document.error()));
    if (!suite) {
      print_diagnostics(suite.error(), *text);
      return kBadInput;
    }
    options.espf = suite->settings.espf;
    options.api.token_lifetime = suite->settings.token_lifetime;
    options.api.release = suite->settings.espf.release;
    options.clock = suite->settings.clock;
    options.preset_systems = suite->settings.preset_systems;
  }
  if (!command.certificate_file.empty()) {
    const auto certificate = base::read_file(command.certificate_file);
    if (!certificate) return not_run(certificate.error().what);
    const auto key = base::read_file(command.key_file.empty() ? command.certificate_file : command.key_file);
    if (!key) return not_run(key.error().what);
    auto pair = base::check_certificate({*certificate, *key}, command.certificate_file);
    if (!pair) return not_run(pair.error().what);
    options.certificate = std::move(*pair);
  }
  ::mkdir(".espf", 0700);
  char folder[4096];
  if (::getcwd(folder, sizeof folder) == nullptr) return not_run("the working folder cannot be named");
  options.world = std::move(*world);
  options.authority = &authority;
  options.authority_file = std::string(folder) + "/.espf/ca.pem";
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
  if (const auto written = base::write_file(options.authority_file, authority.certificate_pem()); !written) {
    return not_run(written.error().what);
  }

  base::EventLoop loop;
  auto installation = Installation::start(loop, std::move(options));
  if (!installation) return not_run(installation.error().what);
  if (!command.application_url.empty()) (*installation)->use_application(command.application_url);

  ControlApi control(loop, **installation, base::random_hex(16));
  base::HttpServerOptions control_options;
  if (const auto port = command.ports.find("control"); port != command.ports.end())
    control_options.port = port->second;
  auto control_server = base::HttpServer::listen(
      loop, control_options,
      [&](base::HttpRequest request, base::Reply reply) { control.answer(request, std::move(reply)); });
  if (!control_server) return not_run(control_server.error().what);

  const Addresses addresses = (*installation)->addresses();
  const std::string control_url = (*control_server)->origin();
  const std::string ready = base::dump_pretty(ready_object(addresses, control_url, control.token())) + "\n";
  for (const std::string& file : {std::string(kReadyFile), command.ready_file}) {
    if (file.empty()) continue;
    if (const auto written = base::write_file(file, ready, 0600); !written)
      return not_run(written.error().what);
  }
  TranscriptStream stream;
  if (!stream.open(command.transcript_file)) return not_run("cannot write " + command.transcript_file);
  print_welcome(addresses, **installation, control_url, command);

  const auto done = [&] {
    stream.write(**installation);
    return surroundings.interrupts->load() > 0;
  };
  while (!loop.run_until(done, std::chrono::hours(1))) {
  }
  (*installation)->freeze();
  ::unlink(kReadyFile);
  fmt::print("\nended\n");
  return kPassed;
}

}  // namespace sim
