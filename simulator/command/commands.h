// The subcommands: each does its work, prints, and returns an exit code. One file each.
#pragma once

#include <atomic>
#include <string>

#include "base/process.h"
#include "simulator/command/options.h"

namespace sim {

// What main knows of the program's surroundings.
struct Surroundings {
  std::string program_folder;  // where espf itself lies: the provisioner is beside it
  bool out_is_terminal = false;
  base::Guardian* guardian = nullptr;            // may be null
  const std::atomic<int>* interrupts = nullptr;  // 1 once Ctrl-C was pressed
};

int run_run(const RunCommand& command, const Surroundings& surroundings);
int run_check(const CheckCommand& command);
int run_serve(const ServeCommand& command, const Surroundings& surroundings);
int run_trigger(const TriggerCommand& command);
int run_time(const TimeCommand& command);
int run_transcript(const TranscriptCommand& command, const Surroundings& surroundings);
int run_explain(const ExplainCommand& command);
int run_openapi(const OpenapiCommand& command);
int run_schema();
int run_docs();

}  // namespace sim
