#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/crypto.h"
#include "base/file.h"
#include "base/http_server.h"
#include "simulator/command/commands.h"
#include "simulator/command/control_client.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"
#include "simulator/command/own_files.h"
#include "simulator/command/serve_options.h"
#include "simulator/console/control_api.h"
#include "simulator/console/ready_file.h"
#include "simulator/installation/installation.h"

namespace sim {
namespace {

int not_run(const std::string& what) {
  fmt::print(stderr, "espf: {}\n", what);
  return kNotRun;
}

// Writes each new line of the transcript, masked, as it comes.
class TranscriptStream {
 public:
  // Errors: Unavailable.
  base::Result<void> open(const std::string& file) {
    file_ = file;
    if (file.empty()) return {};
    stream_.open(file, std::ios::trunc);
    if (stream_.is_open()) return {};
    return base::fail(base::ErrorKind::Unavailable,
                      "cannot write `" + file + "`: " + std::generic_category().message(errno));
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
    if (stream_) return;
    fmt::print(stderr, "espf: `{}` cannot be written any more: the transcript there ends here\n", file_);
    stream_.close();
  }

 private:
  std::string file_;
  std::ofstream stream_;
  std::uint64_t written_ = 0;
};

// Where another espf answers whose ready file this is: its files are left alone.
std::optional<std::string> other_espf_of(const std::string& ready_file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(ready_file, error)) return std::nullopt;
  const auto text = base::read_file(ready_file);
  const auto address = text ? read_control_address(*text) : tl::unexpected(text.error());
  auto control =
      address ? ControlClient::connect(address->url, address->token) : tl::unexpected(address.error());
  if (!control || !control->send("GET", "/control/time", "", std::chrono::seconds(2))) return std::nullopt;
  return address->url;
}

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

// Where this espf is spoken to, and as which one it is meant.
struct ControlWords {
  std::string place;    // what stands behind "control"
  std::string options;  // what a subcommand must say to reach it; "" where it is found without
};

ControlWords control_words(const std::optional<std::string>& other, const std::string& url,
                           const std::string& token) {
  if (!other) return {fmt::format("{}   (the token stands in {})", url, kReadyFile), ""};
  std::string options = fmt::format("--control {} --token {}", url, token);
  return {fmt::format("{}   ({}, since the espf at {} serves in this folder)", url, options, *other),
          std::move(options)};
}

// What to say to it: in one line, or each with the options in one of its own.
std::string commands_to_try(const std::string& account, const std::string& options) {
  const std::string change = fmt::format("'{{account: {}, do: block}}'", account);
  if (options.empty())
    return fmt::format("  espf trigger {}      espf time +24h      espf transcript\n", change);
  return fmt::format("  espf trigger {0} {1}\n  espf time +24h {1}\n  espf transcript {1}\n", change,
                     options);
}

std::string welcome(const Addresses& at, const Installation& installation, const ControlWords& control,
                    const ServeCommand& command) {
  const World& world = installation.world();
  const auto& handlers = installation.queue().options().handlers;
  std::string text;
  const auto to = std::back_inserter(text);
  fmt::format_to(to, "web interface      {}/   {}/\n", at.portabilling_url, at.portabilling_https_url);
  fmt::format_to(to, "PortaBilling API   {}/rest   {}/rest\n", at.portabilling_url,
                 at.portabilling_https_url);
  for (const auto& [realm, origins] : at.realms) {
    if (realm != "admin")
      fmt::format_to(to, "  {:<16} {}/rest   {}/rest\n", realm + " realm", origins.http, origins.https);
  }
  fmt::format_to(to, "ESPF API           {}/espf/v1\n", at.espf_url);
  for (const auto& [name, url] : at.systems) fmt::format_to(to, "external system    {}   {}\n", url, name);
  fmt::format_to(to, "control            {}\n", control.place);
  fmt::format_to(
      to, "events go to       {}\n",
      command.application_url.empty() ? "nobody: give --application URL" : command.application_url);
  if (!handlers.empty()) fmt::format_to(to, "they carry         {}\n", authorization_words(handlers.front()));
  if (!command.stubs_files.empty())
    fmt::format_to(to, "stubs              {}\n", fmt::join(command.stubs_files, "   "));
  if (!command.openapi_files.empty())
    fmt::format_to(to, "documents          {}\n", fmt::join(command.openapi_files, "   "));
  if (command.strict) fmt::format_to(to, "strict             calls are held to what /doc/api says of them\n");
  if (at.login.empty()) {
    fmt::format_to(to, "login              nobody: the world has no `users:` of the realm admin\n");
  } else {
    fmt::format_to(to, "login              {}   password {}   token {}\n", at.login, at.password, at.token);
  }
  fmt::format_to(to, "CA certificate     {}\n\ntry:\n", at.ca_file);
  if (!at.login.empty()) {
    fmt::format_to(to,
                   "  curl -s {}/rest/Session/login -H 'Content-Type: application/json' \\\n"
                   "    -d '{{\"params\":{{\"login\":\"{}\",\"password\":\"{}\"}}}}'\n",
                   at.portabilling_url, at.login, at.password);
  }
  const auto accounts = world.accounts();
  const std::string account = accounts.empty() ? "ID" : accounts.front()->id.text();
  return text + commands_to_try(account, control.options) + "\nCtrl-C ends it.\n";
}

}  // namespace

int run_serve(const ServeCommand& command, const Surroundings& surroundings) {
  base::JwtSigner::process_wide().warm_up();
  const base::TestCertificateAuthority authority;
  auto options = serve_options(command, authority);
  if (!options) return options.error();
  TranscriptStream stream;
  if (const auto opened = stream.open(command.transcript_file); !opened) return not_run(opened.error().what);
  ::mkdir(".espf", 0700);
  char folder[4096];
  if (::getcwd(folder, sizeof folder) == nullptr) return not_run("the working folder cannot be named");
  const auto other = other_espf_of(kReadyFile);
  if (const auto owner = other_espf_of(command.ready_file))
    return not_run(
        fmt::format("`{}` is the ready file of the espf that serves at {}: end that, or name another file",
                    command.ready_file, *owner));
  const bool has_own_certificate = !command.certificate_file.empty();
  options->authority_file =
      has_own_certificate
          ? std::filesystem::absolute(command.certificate_file)
                .string()  // it, or its chain, vouches for itself
          : fmt::format("{}/.espf/{}", folder, other ? fmt::format("ca-{}.pem", ::getpid()) : "ca.pem");
  OwnFiles authority_file(authority.certificate_pem(), 0644);
  const std::string authority_path = options->authority_file;

  base::EventLoop loop;
  auto installation = Installation::start(loop, *std::move(options));
  if (!installation) return not_run(installation.error().what);
  if (!command.application_url.empty()) (*installation)->use_application(command.application_url);

  ControlApi control(loop, **installation, base::random_hex(16));
  base::HttpServerOptions control_options;
  control_options.refusal = ControlApi::refused;
  if (const auto port = command.ports.find("control"); port != command.ports.end())
    control_options.port = port->second;
  auto control_server = base::HttpServer::listen(loop, control_options,
                                                 [&](const base::HttpRequest& request, base::Reply reply) {
                                                   control.answer(request, std::move(reply));
                                                 });
  if (!control_server) return not_run(control_server.error().what);

  const Addresses addresses = (*installation)->addresses();
  const std::string control_url = (*control_server)->origin();
  if (!has_own_certificate) {
    if (const auto written = authority_file.write(authority_path); !written)
      return not_run(written.error().what);
  }
  // Whoever finds one of them may begin: nothing that can fail comes after.
  OwnFiles ready(base::dump_pretty(ready_object(addresses, control_url, control.token())) + "\n", 0600);
  for (const std::string& file : {other ? std::string() : kReadyFile, command.ready_file}) {
    if (file.empty()) continue;
    if (const auto written = ready.write(file); !written) return not_run(written.error().what);
  }
  print_out(welcome(addresses, **installation, control_words(other, control_url, control.token()), command));

  const auto done = [&] {
    stream.write(**installation);
    return surroundings.interrupts->load() > 0;
  };
  while (!loop.run_until(done, std::chrono::hours(1))) {
  }
  (*installation)->freeze();
  print_out("\nended\n");
  return kPassed;
}

}  // namespace sim
