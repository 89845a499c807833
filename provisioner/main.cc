// The reference Application: reads its configuration, serves until SIGTERM or SIGINT.
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "base/command_line.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "provisioner/application.h"

namespace {

// Part of the interface.
constexpr int kDone = 0;
constexpr int kUsage = 1;
constexpr int kBadConfiguration = 2;
constexpr int kEnvironment = 3;  // a port, a file, the clock

constexpr const char* kAbout =
    "provisioner: the reference Application of espf, which provisions an HSS after PortaBilling's events.\n"
    "It serves until SIGTERM or Ctrl-C; GET /healthz tells how it is.";

// Every variable that provisioner.yaml names; a test holds it to that.
constexpr const char* kFooter =
    R"(environment, as the built-in configuration reads it (--show-config; your own may name others):
  ESPF_PORTABILLING_URL          PortaBilling's admin realm, without /rest; required
  ESPF_LOGIN                     the API user there; required
  ESPF_TOKEN, ESPF_PASSWORD      the user's API token, or the password; one of them is required
  ESPF_HSS_URL                   the HSS; required
  ESPF_URL                       the ESPF API (default: that of PortaBilling)
  ESPF_CA_FILE                   PEM, the authorities of all of them (default: the system's)
  ESPF_APPLICATION_PORT          the port to listen on (default 8088)
  PROVISIONER_ADDRESS            the address to listen on (default 127.0.0.1)
  ESPF_TLS_CERTIFICATE, ESPF_TLS_KEY
                                 PEM files; with both it serves HTTPS
  ESPF_EVENT_AUTHORIZATION_TYPE  how events prove their origin: basic (the default), custom, signature
  ESPF_EVENT_HEADER              in which header (default Authorization)
  ESPF_EVENT_LOGIN, ESPF_EVENT_PASSWORD
                                 of basic; required there, and so are those of the others
  ESPF_EVENT_CUSTOM_TYPE, ESPF_EVENT_CUSTOM_VALUE
                                 of custom
  ESPF_EVENT_KEY_ID, ESPF_EVENT_SECRET, ESPF_EVENT_ALGORITHM
                                 of signature (hmac-sha1, the default, or hmac-sha256)
  PROVISIONER_DATE_AGE_MAX       refuse events whose Date is further from now (default 0s: take any)
  PROVISIONER_GROUP              the service group of the statuses (default HSS)
  PROVISIONER_HSS_AUTHORIZATION  a whole Authorization header for the HSS
  PROVISIONER_TIMEOUT            of each request (default 30s)
  ESPF_DATA_FOLDER               where the journal is kept (default: the current folder)
  ESPF_CLOCK_URL                 a clock to follow, in place of the system's
  ESPF_SEED                      of the jitter of retries (default 1)
  PROVISIONER_LOG                debug, info (the default), warning, error

exit codes: 0 ended as it was asked, 1 the command line is wrong, 2 the configuration is wrong,
            3 something could not run: a port, a file, the clock)";

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return {};
  return value;
}

int fail(int code, const std::string& what) {
  std::cerr << "provisioner: " << what << "\n";
  return code;
}

// What was asked for on stdout.
int print(const std::string& text) {
  std::cout << text << std::flush;
  return std::cout ? kDone : fail(kEnvironment, "not all of its output could be written");
}

std::string surplus(const CLI::App& options, const std::string& argument) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options.get_options()) {
    for (const std::string& each : option->get_lnames()) names.push_back("--" + each);
  }
  return base::surplus_argument(argument, names);
}

int run(prov::Configuration configuration) {
  // Blocked before any thread is started, so that the one that waits for them gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  const auto log = base::stderr_log(configuration.log_level);
  std::atomic<prov::Application*> running = nullptr;
  std::thread waiter([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal == SIGUSR1) return;
    if (prov::Application* started = running.load()) return started->shut_down();
    log->info("stopped before it listened");  // it may wait for PortaBilling, and has taken no event
    std::_Exit(kDone);
  });
  auto application = prov::Application::start(std::move(configuration), base::read_file, *log);
  if (application) {
    running = application->get();
    log->info("listening", {{"url", (*application)->origin()}});
    (*application)->run();
  }
  pthread_kill(waiter.native_handle(), SIGUSR1);  // where no signal ended it
  waiter.join();
  if (!application) return fail(kEnvironment, application.error().what);
  application->reset();
  log->info("stopped");
  return kDone;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App options(kAbout, "provisioner");
  options.footer(kFooter);
  options.set_version_flag("--version", "provisioner " ESPF_VERSION);
  std::string file;
  std::string clock;
  bool check = false;
  bool show = false;
  options.add_option("--config", file, "the configuration, YAML (default: what --show-config prints)");
  options.add_option("--clock", clock, "URL of a clock to follow, in place of ESPF_CLOCK_URL");
  options.add_flag("--check", check, "read the configuration, show its mistakes and end");
  options.add_flag("--show-config", show, "print the built-in configuration and end");
  try {
    options.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    std::ostringstream text;
    options.exit(asked, text, text);
    return print(text.str());
  } catch (const CLI::ParseError& mistake) {
    const auto left = options.remaining();
    const std::string what = left.empty() ? mistake.what() : surplus(options, left.front());
    return fail(kUsage, base::with_help(what, "provisioner"));
  }
  std::string text = prov::default_configuration();
  if (show) return print(text);
  if (!file.empty()) {
    auto read = base::read_file(file);
    if (!read) return fail(kEnvironment, read.error().what);
    text = std::move(*read);
  }
  const auto with_clock = [&](const std::string& name) {
    return name == "ESPF_CLOCK_URL" && !clock.empty() ? std::optional(clock) : environment(name);
  };
  const std::string name = file.empty() ? "provisioner.yaml (built in)" : file;
  auto configuration = prov::read_configuration(name, text, with_clock);
  if (!configuration) {
    for (const auto& diagnostic : configuration.error()) std::cerr << base::render(diagnostic, text);
    return kBadConfiguration;
  }
  if (!clock.empty()) {
    auto url = base::parse_url(clock);
    if (!url) return fail(kUsage, "--clock: " + url.error().what);
    configuration->clock = std::move(*url);
  }
  if (check) {
    const auto checked = prov::Application::check_files(*configuration, base::read_file);
    return checked ? print("no mistakes in the configuration\n") : fail(kEnvironment, checked.error().what);
  }
  return run(std::move(*configuration));
}
