// The reference Application: reads its configuration, serves until SIGTERM or SIGINT.
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "base/file.h"
#include "provisioner/application.h"

namespace {

// Part of the interface.
constexpr int kDone = 0;
constexpr int kUsage = 1;
constexpr int kBadConfiguration = 2;
constexpr int kEnvironment = 3;  // a port, a file, the clock

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return {};
  return value;
}

int fail(int code, const std::string& what) {
  std::cerr << "provisioner: " << what << "\n";
  return code;
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
  auto application = prov::Application::start(std::move(configuration), base::read_file, *log);
  if (!application) return fail(kEnvironment, application.error().what);
  std::thread waiter([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGUSR1) (*application)->shut_down();
  });
  log->info("listening", {{"url", (*application)->origin()}});
  (*application)->run();
  pthread_kill(waiter.native_handle(), SIGUSR1);  // where run() ended without a signal
  waiter.join();
  application->reset();
  log->info("stopped");
  return kDone;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App options("The reference Application of espf: provisions an HSS after PortaBilling's events.");
  std::string file;
  std::string clock;
  bool check = false;
  bool show = false;
  options.add_option("--config", file, "YAML file (default: what --show-config prints)");
  options.add_option("--clock", clock, "URL of a clock to follow, in place of the system's");
  options.add_flag("--check", check, "read the configuration and end");
  options.add_flag("--show-config", show, "print the built-in configuration and end");
  try {
    options.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (options.exit(error) == 0) return kDone;  // --help
    return kUsage;
  }
  std::string text = prov::default_configuration();
  if (show) {
    std::cout << text;
    return kDone;
  }
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
  if (check) return kDone;
  return run(std::move(*configuration));
}
