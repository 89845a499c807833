// espf: dispatches to its subcommands.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"
#include "simulator/command/own_files.h"

namespace {

// The signal handler can reach nothing else.
std::atomic<int> g_interrupts{0};
std::atomic<std::int64_t> g_first_interrupt_ms{0};

constexpr std::int64_t kSameInterruptMs = 1'000;  // `timeout` signals its child, and then its child's group

std::int64_t now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

// The first asks for an orderly end, a later one ends the program: the guardian kills what is left.
void on_interrupt(int) {
  const std::int64_t now = now_ms();
  std::int64_t first = 0;
  if (g_first_interrupt_ms.compare_exchange_strong(first, now)) {
    g_interrupts.store(1);
  } else if (now - first >= kSameInterruptMs) {
    sim::OwnFiles::remove_all();
    _exit(sim::kInterrupted);
  }
}

std::string program_folder() {
  char path[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  if (length <= 0) return ".";
  const std::string whole(path, static_cast<std::size_t>(length));
  return whole.substr(0, whole.rfind('/'));
}

// A reader that leaves, and a peer that does, are told by the write that fails.
void ignore_broken_pipes() {
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
}

void install_signals() {
  struct sigaction interrupt {};
  interrupt.sa_handler = on_interrupt;
  sigaction(SIGINT, &interrupt, nullptr);
  sigaction(SIGTERM, &interrupt, nullptr);
  struct sigaction hangup {};
  sigaction(SIGHUP, nullptr, &hangup);  // whom nohup started goes on when the terminal is closed
  if (hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &interrupt, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  ignore_broken_pipes();
  const auto parsed = sim::parse_command_line({argv + 1, argv + argc});
  if (!parsed.command) {
    std::fputs(parsed.output.c_str(), parsed.exit_code == 0 ? stdout : stderr);
    return sim::after_output(parsed.exit_code);
  }
  const bool needs_guardian = std::holds_alternative<sim::RunCommand>(*parsed.command);
  std::unique_ptr<base::Guardian> guardian;
  if (needs_guardian) {
    auto started = base::Guardian::start();  // before any thread
    if (!started) {
      fmt::print(stderr, "espf: {}\n", started.error().what);
      return sim::kNotRun;
    }
    guardian = std::move(*started);
  }
  install_signals();
  sim::Surroundings surroundings;
  surroundings.program_folder = program_folder();
  surroundings.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  surroundings.guardian = guardian.get();
  surroundings.interrupts = &g_interrupts;

  struct Dispatch {
    const sim::Surroundings& around;
    int operator()(const sim::RunCommand& command) const { return sim::run_run(command, around); }
    int operator()(const sim::CheckCommand& command) const { return sim::run_check(command); }
    int operator()(const sim::ServeCommand& command) const { return sim::run_serve(command, around); }
    int operator()(const sim::TriggerCommand& command) const { return sim::run_trigger(command); }
    int operator()(const sim::TimeCommand& command) const { return sim::run_time(command); }
    int operator()(const sim::TranscriptCommand& command) const {
      return sim::run_transcript(command, around);
    }
    int operator()(const sim::ExplainCommand& command) const { return sim::run_explain(command); }
    int operator()(const sim::OpenapiCommand& command) const { return sim::run_openapi(command); }
    int operator()(const sim::SchemaCommand&) const { return sim::run_schema(); }
    int operator()(const sim::DocsCommand&) const { return sim::run_docs(); }
  };
  int code = sim::kNotRun;
  try {
    code = std::visit(Dispatch{surroundings}, *parsed.command);
  } catch (const std::system_error&) {  // fmt's, where stdout or stderr cannot be written
  }
  return sim::after_output(code);
}
