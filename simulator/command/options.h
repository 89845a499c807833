// The command line, read: one struct a subcommand. CLI11 stays in options.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/installation/timeline.h"

namespace sim {

struct RunCommand {
  std::vector<std::string> paths;
  std::string suite_file;
  int jobs = 1;
  std::string filter;             // part of a file's name or title
  std::vector<std::string> tags;  // any of them
  std::string junit_file;
  std::optional<std::uint64_t> seed;
  std::optional<TimeOptions> time;
  bool fail_fast = false;
  bool verbose = false;
  std::string application;  // a command line, cut at blanks
  std::string application_url;
  std::map<std::string, int> ports;  // fixed ones, by their names
  bool application_tls = false;
  bool portabilling_by_tls = false;
  std::string transcript_folder;  // JSON Lines, a file a scenario
  std::vector<std::string> openapi_files;
  bool strict = false;
};

struct CheckCommand {
  std::vector<std::string> paths;
  std::string suite_file;
};

struct ServeCommand {
  std::string world_file;
  std::vector<std::string> stubs_files;
  std::vector<std::string> openapi_files;
  bool strict = false;
  std::string application_url;
  std::map<std::string, int> ports;  // "http", "https", "control" …
  std::string address = "127.0.0.1";
  std::string certificate_file, key_file;
  TimeOptions time;
  std::uint64_t seed = 1;
  std::string ready_file;
  std::string transcript_file;
  std::string suite_file;  // defaults of the ESPF and the like
};

struct TriggerCommand {
  std::string control;  // URL; "" : of .espf/ready.json
  std::string token;
  std::string words;  // a step's map as YAML: "{account: 380…, do: block}", for change and emit
  bool is_emit = false;
};

struct TimeCommand {
  std::string control, token;
  std::string by;  // "24h"; "" asks
};

struct TranscriptCommand {
  std::string control, token;
  bool json = false;
  bool follow = false;
};

struct ExplainCommand {
  std::string method, realm, params;  // as written; realm and params may be ""
  std::string world_file, suite_file;
  std::vector<std::string> stubs_files, openapi_files;
  bool strict = false;
  bool json = false;
  std::string control, token;
};

struct OpenapiCommand {
  std::string document;  // "admin" …; "": list them
};

struct SchemaCommand {};
struct DocsCommand {};

using Command = std::variant<RunCommand, CheckCommand, ServeCommand, TriggerCommand, TimeCommand,
                             TranscriptCommand, ExplainCommand, OpenapiCommand, SchemaCommand, DocsCommand>;

struct ParsedCommandLine {
  std::optional<Command> command;
  int exit_code = 0;   // where there is no command: of --help, --version or a mistake
  std::string output;  // what to print then
};
ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments);

}  // namespace sim
